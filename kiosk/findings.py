"""What `kiosk verify` says of each thing that is wrong with the ledgers."""

from backend_client.manage import Finding, FindingCode
from screens.display import clean
from screens.language.text import _, marked

Code = FindingCode

SENTENCES: dict[FindingCode, str] = {
    Code.REGISTER_MISSING: marked("a register is missing"),
    Code.REGISTER_CHANGED: marked("a register was changed after it was written"),
    Code.REGISTER_OUT_OF_TIME: marked("a register was posted before the one before it"),
    Code.CHAIN_BROKEN: marked("a register does not follow the one before it"),
    Code.BODY_CHANGED: marked("the request kept with a register is not the one that was posted"),
    Code.ENTRY_MISSING: marked("entries are missing"),
    Code.ENTRY_UNREGISTERED: marked("an entry stands in no register, or in the wrong one"),
    Code.ENTRIES_CHANGED: marked("the entries of a register are not those that were posted"),
    Code.HEAD_DIFFERS: marked("the last number kept is not the last of the ledger"),
    Code.AUDIT_CHANGED: marked("an entry of the audit trail was changed after it was written"),
    Code.AUDIT_CHAIN_BROKEN: marked("an entry of the audit trail does not follow the one before it"),
    Code.NUMBERS_DIFFER: marked("a ledger has more or fewer rows than its last number says"),
    Code.TRIGGER_MISSING: marked(
        "the database no longer refuses what it has to refuse: a trigger is missing"
    ),
    Code.FILE_DAMAGED: marked("the database file is damaged: restore a backup"),
    Code.VALUE_UNREADABLE: marked("a column holds what it can't hold; this check ended there"),
    Code.HEAD_FILE_CHANGED: marked(
        "the exported head is not as it was sealed, or was sealed with another key"
    ),
    Code.HEAD_OF_ANOTHER_PLANT: marked("the exported head is another plant's"),
    Code.TAIL_CUT: marked("the end is missing: there is less than when the head was exported"),
    Code.HISTORY_REWRITTEN: marked("the history was written anew since the head was exported"),
    Code.BIN_CONTENT_DIFFERS: marked("what a bin holds is not the sum of its entries"),
    Code.DOCUMENT_UNBALANCED: marked("debits and credits differ"),
    Code.GL_ENTRY_UNFOUNDED: marked("a G/L entry has no value entry"),
    Code.COST_POSTED_DIFFERS: marked("the cost posted to G/L is not what the G/L entries say"),
    Code.VALUE_ENTRY_UNFOUNDED: marked("a value entry values nothing, or two things"),
    Code.INVOICED_DIFFERS: marked("what is invoiced of an entry is not what its value entries say"),
    Code.VALUATION_DATE_DIFFERS: marked(
        "an entry counts from another day than its cost and its applications say"
    ),
    Code.REMAINING_DIFFERS: marked("what remains of an entry is not its quantity less its applications"),
    Code.ITEM_ENTRY_CONTRADICTS: marked("quantity, remaining quantity and open contradict each other"),
    Code.STOCK_DIFFERS: marked("what remains of all entries is not the stock"),
    Code.APPLICATION_UNFOUNDED: marked(
        "an application names an entry that does not exist, or another item's"
    ),
    Code.SERIAL_TWICE: marked("a serial number is in stock more than once, or less than not at all"),
    Code.POSTED_SUMS_DIFFER: marked("what was posted on an operation is not the sum of its entries"),
    Code.FINISHED_QUANTITY_DIFFERS: marked("the finished quantity of a line is not its output"),
    Code.REMAINING_QUANTITY_DIFFERS: marked("the remaining quantity of a line is not what is left"),
    Code.WORK_UNFOUNDED: marked("an entry names work that it was not posted with"),
    Code.CONSUMPTION_DIFFERS: marked("the consumption of a component is not the sum of its entries"),
    Code.REVERSAL_UNFOUNDED: marked("a reversal and the entry that it reverses do not name each other"),
    Code.REVERSAL_NOT_OPPOSITE: marked("a reversal is not the exact opposite of the entry that it reverses"),
    Code.STOCK_BELOW_ZERO: marked("more went out than was there, though the plant did not allow it then"),
    Code.OVER_OUTPUT: marked("more was reported than was fine, and no supervisor approved it"),
    Code.OUT_OF_SEQUENCE: marked(
        "more was reported on an operation than had been passed on to it, and no supervisor approved it"
    ),
    Code.POSTED_INTO_CLOSED_PERIOD: marked("an entry was posted into a closed accounting period"),
    Code.POSTED_AFTER_FINISHING: marked("an entry was posted on an order after it was finished"),
    Code.WORK_IN_PROCESS_LEFT: marked("an order that is finished and adjusted has something left in process"),
    Code.LOAD_DIFFERS: marked("a load sum is not what it sums; kiosk verify --rebuild-load makes them anew"),
    Code.ALLOCATED_OUT_OF_RANGE: marked("allocated time is below zero or beyond what is needed"),
    Code.REGISTER_WITHOUT_PERSON: marked("a register names no person or no terminal"),
    Code.SESSION_DIFFERS: marked("a register's session is not of its person and terminal"),
    Code.REPLAY_OF_ANOTHER_HISTORY: marked("the backup does not belong to this history"),
    Code.REPLAY_REFUSED: marked("the request of a register can't be posted again"),
    Code.REPLAY_DIFFERS: marked("posted again, requests make another row"),
    Code.OPENED_TWICE: marked("a person has two open clocks on one operation"),
    Code.CLOCK_RUNS_BACK: marked("a clock ends before it starts"),
    Code.CLOCK_POSTED_UNFOUNDED: marked("a posted clock does not fit its capacity ledger entry"),
    Code.LABOUR_EXCEEDS_PRESENCE: marked("more labour is booked than the person was present"),
    Code.FINDINGS_LEFT_OUT: marked("there is more of this than is listed"),
}


def sentence(finding: Finding) -> str:
    """Write one finding on one line: its code, what it means, and the facts."""
    facts = ", ".join(f"{name} {clean(value)}" for name, value in finding.facts.items())
    return f"{finding.code.value}: {_(SENTENCES[finding.code])} ({facts})"
