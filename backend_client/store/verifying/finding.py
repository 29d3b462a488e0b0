"""What a check of the ledgers may find, as a code and facts; the sentences are the program's."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select

from backend_client.messages.codec import plain


class FindingCode(StrEnum):
    """Everything that can be wrong with the ledgers; the comment says what it means."""

    # chain
    REGISTER_MISSING = "register-missing"  # a number is not there
    REGISTER_CHANGED = "register-changed"  # its own hash does not fit its columns
    REGISTER_OUT_OF_TIME = "register-out-of-time"  # it was posted before the one before it
    CHAIN_BROKEN = "chain-broken"  # it does not hold the hash of the register before
    BODY_CHANGED = "body-changed"  # the stored request is not the one that was hashed
    ENTRY_MISSING = "entry-missing"  # a register wrote an entry that is not there
    ENTRY_UNREGISTERED = "entry-unregistered"  # an entry that no register wrote
    ENTRIES_CHANGED = "entries-changed"  # the entries of a register are not those that were hashed
    HEAD_DIFFERS = "head-differs"  # the head row is not the last of its ledger
    AUDIT_CHANGED = "audit-changed"  # an entry of the audit trail: its hash does not fit its columns
    AUDIT_CHAIN_BROKEN = "audit-chain-broken"  # it does not hold the hash of the one before
    # numbers, triggers, file
    NUMBERS_DIFFER = "numbers-differ"  # a ledger has more or fewer rows than its last number says
    TRIGGER_MISSING = "trigger-missing"  # the database no longer refuses a change
    FILE_DAMAGED = "file-damaged"  # pages or indexes of the database file
    VALUE_UNREADABLE = "value-unreadable"  # a column holds what it can't hold; the check ended there
    # an exported head
    HEAD_FILE_CHANGED = "head-file-changed"  # it is not as it was sealed
    HEAD_OF_ANOTHER_PLANT = "head-of-another-plant"
    TAIL_CUT = "tail-cut"  # there is less than was exported
    HISTORY_REWRITTEN = "history-rewritten"  # what was exported is there, with another hash
    # money
    DOCUMENT_UNBALANCED = "document-unbalanced"
    GL_ENTRY_UNFOUNDED = "gl-entry-unfounded"  # it names no value entry
    COST_POSTED_DIFFERS = "cost-posted-differs"  # cost posted to G/L is not what the G/L entries say
    VALUE_ENTRY_UNFOUNDED = "value-entry-unfounded"  # it values no entry, or two
    # stock
    REMAINING_DIFFERS = "remaining-differs"
    INVOICED_DIFFERS = "invoiced-differs"
    VALUATION_DATE_DIFFERS = "valuation-date-differs"
    ITEM_ENTRY_CONTRADICTS = "item-entry-contradicts"  # sign, open and remaining do not fit each other
    STOCK_DIFFERS = "stock-differs"  # what remains of all entries is not their sum
    APPLICATION_UNFOUNDED = "application-unfounded"  # it names an entry that is not there, or another item's
    BIN_CONTENT_DIFFERS = "bin-content-differs"
    SERIAL_TWICE = "serial-twice"  # a serial number is in stock more than once, or less than not at all
    # production
    POSTED_SUMS_DIFFER = "posted-sums-differ"  # of an operation
    FINISHED_QUANTITY_DIFFERS = "finished-quantity-differs"
    REMAINING_QUANTITY_DIFFERS = "remaining-quantity-differs"  # of an order line
    WORK_UNFOUNDED = (
        "work-unfounded"  # an entry names work that is not there, or of another order or register
    )
    CONSUMPTION_DIFFERS = "consumption-differs"  # of a component
    # reversals
    REVERSAL_UNFOUNDED = "reversal-unfounded"  # reversal and original do not name each other
    REVERSAL_NOT_OPPOSITE = "reversal-not-opposite"  # figures or costs of the two are not 0 together
    # what postings were held against
    STOCK_BELOW_ZERO = "stock-below-zero"  # more went out than was there, and the plant did not allow it then
    OVER_OUTPUT = "over-output-unapproved"
    OUT_OF_SEQUENCE = "out-of-sequence-unapproved"
    POSTED_INTO_CLOSED_PERIOD = "posted-into-closed-period"
    # finished orders
    POSTED_AFTER_FINISHING = "posted-after-finishing"
    WORK_IN_PROCESS_LEFT = "work-in-process-left"  # of an order that is finished and adjusted
    # load
    LOAD_DIFFERS = "load-differs"
    ALLOCATED_OUT_OF_RANGE = "allocated-out-of-range"  # below zero, or more than is needed
    # people
    REGISTER_WITHOUT_PERSON = "register-without-person"
    SESSION_DIFFERS = (
        "session-differs"  # the register's session is unknown, another person's or another terminal's
    )
    # replay
    REPLAY_OF_ANOTHER_HISTORY = "replay-of-another-history"  # the backup's last register is not this plant's
    REPLAY_REFUSED = "replay-refused"  # a kept request can't be posted again
    REPLAY_DIFFERS = "replay-differs"  # posted again, it makes other rows
    # clocks
    OPENED_TWICE = "opened-twice"  # one person has two open clocks on one operation
    CLOCK_RUNS_BACK = "clock-runs-back"  # it ends before it starts
    CLOCK_POSTED_UNFOUNDED = (
        "clock-posted-unfounded"  # its entry is not there, reversed, or another operation's
    )
    LABOUR_EXCEEDS_PRESENCE = "labour-exceeds-presence"  # more time booked than the person was there

    FINDINGS_LEFT_OUT = "findings-left-out"  # there are more of the same check


OURS = (str, int, Decimal, date, time)


class Finding(NamedTuple):
    """One thing that is wrong; facts name the row and what was found there."""

    code: FindingCode
    facts: dict[str, str]


def found_by(connection: Connection, code: FindingCode, statement: Select[Any]) -> Iterator[Finding]:
    """Answer one finding for each row of a statement; its columns are the facts."""
    with connection.execute(statement, execution_options={"yield_per": 500}) as rows:
        names = tuple(rows.keys())
        for row in rows:
            yield Finding(code, dict(zip(names, map(text_of, row), strict=True)))


def text_of(value: Any) -> str:
    """Write a fact; what no column of ours holds was put there by somebody else, and is shown as it is."""
    if value is None:
        return ""
    return str(plain(value) if isinstance(value, OURS) else value)
