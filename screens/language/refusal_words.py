"""The words of every expected no: what is the matter, what it means, what to do. One row for each code.

A title has at most 40 cells, a sentence at most 38: the numbers and codes that came along stand behind it. Verbs are
scan, enter, clear, post, undo; nobody is blamed, and what is safe is said.
"""

from typing import NamedTuple

from backend_client.refusals import RefusalCode as No
from screens.language.text import marked


class Words(NamedTuple):
    """English texts, to be translated when they are shown."""

    title: str
    happened: str
    to_do: str


ASK = marked("Nothing is posted. Ask a supervisor.")
OFFICE = marked("Nothing is changed. Ask the office.")
SCAN = marked("Look at the job card and scan it again.")
ENTER = marked("Nothing is posted. Enter it again.")
LEAVE = marked("Nothing is changed. F3 goes back.")
ENTER_OR_LEAVE = marked("Enter one of them, or leave with F3.")
WITHOUT_KEYS = {
    LEAVE: marked("Nothing is changed."),
    ENTER_OR_LEAVE: marked("Nothing is posted. Enter it again."),
}
"""What is said instead where there are no keys."""

NEWER = Words(marked("The server refused it"), marked("Its reason is newer than this terminal."), ASK)
"""Of a code that a later release's server gave: the code itself stands behind the sentence."""

WORDS: dict[No, Words] = {
    No.ORDER_NOT_FOUND: Words(marked("Order not found"), marked("No order has this number."), SCAN),
    No.ORDER_ALREADY_EXISTS: Words(
        marked("Order number taken"), marked("An order has this number."), marked("Enter another number.")
    ),
    No.RELEASED_ORDER_NOT_FOUND: Words(
        marked("Order is not released"), marked("Only released orders take postings."), ASK
    ),
    No.ORDER_BLOCKED: Words(marked("Order is blocked"), marked("It takes no postings now."), ASK),
    No.ORDER_FINISHED: Words(marked("Order is finished"), marked("It takes no more changes."), ASK),
    No.ORDER_NOT_FINISHED: Words(
        marked("Order is not finished"), marked("Only a finished one is opened again."), LEAVE
    ),
    No.ORDER_NOT_RELEASED: Words(
        marked("Order is not released"), marked("Only on released orders is this undone."), ASK
    ),
    No.ORDER_LINE_NOT_FOUND: Words(
        marked("Order line not found"), marked("The order has no such line."), SCAN
    ),
    No.ITEM_NOT_ON_LINE: Words(
        marked("Item is not on this line"), marked("The order line makes another item."), SCAN
    ),
    No.OPERATION_NOT_FOUND: Words(
        marked("Operation not on this order"), marked("It is not in the routing."), SCAN
    ),
    No.OPERATION_REQUIRED: Words(
        marked("Operation missing"), marked("The order line has operations."), marked("Choose the operation.")
    ),
    No.OPERATION_FINISHED: Words(marked("Operation is finished"), marked("It is not opened by hand."), LEAVE),
    No.COMPONENT_NOT_FOUND: Words(
        marked("Part not on this order"), marked("The order line needs no such part."), SCAN
    ),
    No.LEDGER_ENTRIES_EXIST: Words(
        marked("Something is posted already"), marked("It is not calculated anew."), LEAVE
    ),
    No.STATUS_CHANGE_NOT_ALLOWED: Words(
        marked("Status does not follow"), marked("The order's status does not allow it."), LEAVE
    ),
    No.WIP_WITHOUT_OUTPUT: Words(
        marked("No output posted"), marked("Parts or time are posted, output not."), OFFICE
    ),
    No.ALREADY_REOPENED: Words(
        marked("Opened again already"), marked("An order is opened again once."), OFFICE
    ),
    No.NO_OUTPUT_POSTED: Words(
        marked("Nothing was finished"), marked("The order has no finished quantity."), OFFICE
    ),
    No.ITEM_BLOCKED: Words(marked("Item is blocked"), marked("It takes no postings now."), ASK),
    No.ITEM_PRODUCTION_BLOCKED: Words(
        marked("Item is blocked for production"), marked("It is not made now."), ASK
    ),
    No.MACHINE_CENTER_BLOCKED: Words(marked("Machine is blocked"), marked("It takes no postings now."), ASK),
    No.WORK_CENTER_BLOCKED: Words(marked("Work center is blocked"), marked("It takes no postings now."), ASK),
    No.NOTHING_TO_POST: Words(
        marked("Nothing to post"),
        marked("No quantity, time or scrap is entered."),
        ENTER_OR_LEAVE,
    ),
    No.POSTING_DATE_NOT_ALLOWED: Words(
        marked("Date not open for posting"), marked("The plant does not post on this day."), ASK
    ),
    No.SCRAP_CODE_WITHOUT_CENTER: Words(
        marked("Scrap reason needs a center"), marked("No center is named."), ENTER
    ),
    No.SCRAP_CODE_NOT_FOUND: Words(
        marked("Scrap reason not known"),
        marked("The plant has no such reason."),
        marked("Scan a reason, or enter its number."),
    ),
    No.SCRAP_CODE_REQUIRED: Words(
        marked("Scrap reason missing"),
        marked("The plant wants one with all scrap."),
        marked("Scan a reason, or enter its number."),
    ),
    No.STOP_CODE_NOT_FOUND: Words(
        marked("Stop reason not known"),
        marked("The plant has no such reason."),
        marked("Scan a reason, or enter its number."),
    ),
    No.UNIT_NOT_ALLOWED: Words(marked("Unit not known"), marked("It is no unit of this item or plant."), ASK),
    No.ORDER_REQUIRED: Words(
        marked("Order missing"), marked("Only stop time goes without an order."), marked("Scan a job card.")
    ),
    No.APPLIES_TO_REQUIRED: Words(
        marked("Entry to correct is missing"), marked("Less than 0 corrects an entry."), ASK
    ),
    No.APPLICATION_EXCEEDS_REMAINING: Words(
        marked("More than is left of the entry"), marked("Part of it is used already."), ASK
    ),
    No.APPLICATION_CIRCULAR: Words(
        marked("The line's own goods"), marked("A line can't use what it has made."), ASK
    ),
    No.FINISHED_QUANTITY_NEGATIVE: Words(
        marked("Less than nothing finished"), marked("It takes back more than was made."), ENTER
    ),
    No.INSUFFICIENT_STOCK: Words(marked("Not enough in stock"), marked("Less is there than is needed."), ASK),
    No.LOCATION_MANDATORY: Words(marked("Location missing"), marked("The plant asks for a location."), ASK),
    No.LOCATION_NOT_FOUND: Words(
        marked("Location not known"), marked("The plant has no such location."), ASK
    ),
    No.BIN_MANDATORY: Words(marked("Bin missing"), marked("The location asks for a bin."), ASK),
    No.BIN_NOT_FOUND: Words(marked("Bin not known"), marked("The location has no such bin."), ASK),
    No.WAREHOUSE_HANDLING_REQUIRED: Words(
        marked("The warehouse moves this"), marked("It goes by a pick or a put-away."), ASK
    ),
    No.LOT_REQUIRED: Words(marked("Lot missing"), marked("The item is tracked by lots."), ASK),
    No.SERIAL_REQUIRED: Words(marked("Serial missing"), marked("Each piece has its serial number."), ASK),
    No.SERIAL_IN_STOCK: Words(
        marked("Serial is in stock"), marked("A piece with this number is there."), ENTER
    ),
    No.LOT_BLOCKED: Words(
        marked("Lot is blocked"), marked("It is not used now."), marked("Set it aside. Take another lot.")
    ),
    No.SERIAL_BLOCKED: Words(
        marked("Serial is blocked"), marked("It is not used now."), marked("Set it aside. Take another one.")
    ),
    No.LOT_EXPIRED: Words(
        marked("Lot has expired"), marked("It is past its expiration date."), marked("Take another lot.")
    ),
    No.POSTING_SETUP_MISSING: Words(
        marked("Accounts are not set up"), marked("An account of the ledger is missing."), ASK
    ),
    No.QUANTITY_OUT_OF_RANGE: Words(
        marked("Quantity not taken"), marked("It is larger than can be posted."), ENTER
    ),
    No.TIME_OUT_OF_RANGE: Words(marked("Time not taken"), marked("It is longer than can be posted."), ENTER),
    No.ENTRY_NOT_FOUND: Words(marked("Entry not found"), marked("No entry has this number."), LEAVE),
    No.ACCOUNTING_PERIOD_NOT_FOUND: Words(
        marked("Period not known"), marked("No period begins on this day."), LEAVE
    ),
    No.ACCOUNTING_PERIOD_OUT_OF_ORDER: Words(
        marked("Another period comes first"), marked("They are closed in order."), LEAVE
    ),
    No.ACCOUNTING_PERIOD_WITHOUT_END: Words(
        marked("Period has no end"), marked("No other period begins after it."), OFFICE
    ),
    No.STOCK_BELOW_ZERO: Words(
        marked("Stock is below zero"), marked("Something was taken before it came."), OFFICE
    ),
    No.COSTS_NOT_ADJUSTED: Words(
        marked("Costs are not adjusted"), marked("Entries of the period still change."), OFFICE
    ),
    No.ENTRY_NOT_INBOUND: Words(marked("Not a receipt"), marked("It did not come into stock."), OFFICE),
    No.ENTRY_TYPE_NOT_REVERSIBLE: Words(
        marked("Cannot be undone"), marked("Entries of this kind stay."), OFFICE
    ),
    No.ENTRY_IS_REVERSAL: Words(marked("Cannot be undone"), marked("It undoes another entry."), OFFICE),
    No.ENTRY_APPLIED: Words(marked("Cannot be undone"), marked("It is used already."), OFFICE),
    No.ALREADY_REVERSED: Words(marked("Undone already"), marked("It was undone before."), LEAVE),
    No.LAST_OPERATION_OUTPUT: Words(
        marked("Cannot be undone here"), marked("It brought goods into stock."), OFFICE
    ),
    No.SUBCONTRACTED_ENTRY: Words(
        marked("Cannot be undone here"), marked("It is a subcontractor's work."), OFFICE
    ),
    No.NOT_CERTIFIED: Words(
        marked("BOM or routing not certified"), marked("Only certified ones are used."), OFFICE
    ),
    No.BOM_CIRCULAR: Words(marked("BOM holds itself"), marked("The parts list never ends."), OFFICE),
    No.CALENDAR_MISSING: Words(
        marked("No calendar"), marked("The center's working days are missing."), OFFICE
    ),
    No.ABSENCE_NOT_FOUND: Words(marked("Absence not found"), marked("None is registered then."), LEAVE),
    No.CENTER_NOT_FOUND: Words(
        marked("Center not known"),
        marked("The plant has no such center."),
        marked("Scan its plate, or enter its number."),
    ),
    No.ITEM_NOT_FOUND: Words(marked("Item not known"), marked("The plant has no such item."), SCAN),
    No.VARIANT_NOT_FOUND: Words(marked("Variant not known"), marked("The item has no such variant."), SCAN),
    No.NUMBER_SERIES_NOT_FOUND: Words(
        marked("Number series not known"), marked("The plant has no such series."), OFFICE
    ),
    No.SUPERVISOR_NEEDED: Words(
        marked("A supervisor is needed"),
        marked("It is beyond what is yours to post."),
        marked("A supervisor scans the badge."),
    ),
    No.APPROVAL_NOT_VALID: Words(
        marked("Approval not taken"),
        marked("It takes another, a supervisor."),
        marked("A supervisor scans the badge."),
    ),
    No.OVER_OUTPUT: Words(marked("Too many pieces"), marked("The plant allows no more."), ENTER),
    No.UNDER_OUTPUT: Words(marked("Too few pieces to finish"), marked("The plant allows no fewer."), ENTER),
    No.OPERATION_OUT_OF_SEQUENCE: Words(
        marked("More than was passed on"), marked("The operation before made fewer."), ENTER
    ),
    No.CENTER_NOT_PERMITTED: Words(marked("Not your work center"), marked("Others post there."), ASK),
    No.CENTER_IN_USE: Words(marked("Something else runs there"), marked("No more may run at once."), LEAVE),
    No.OTHER_WORK_RUNNING: Words(
        marked("You work on something else"), marked("It must end or pause first."), LEAVE
    ),
    No.NOTHING_RUNNING: Words(marked("No clock runs"), marked("Nothing is left to end."), LEAVE),
    No.NOT_CLOCKED_IN: Words(
        marked("Not clocked in"), marked("Work starts after clocking in."), marked("Clock in, then start.")
    ),
    No.NOTHING_CLOCKED: Words(marked("No time to post"), marked("All clocked time is posted."), LEAVE),
    No.INTERVAL_NOT_FOUND: Words(marked("Clock not found"), marked("Nothing waits under this name."), LEAVE),
    No.CLOCK_END_OUT_OF_RANGE: Words(
        marked("End not taken"), marked("It does not fit the clock."), marked("Enter another end.")
    ),
    No.NUMBER_SERIES_ENDED: Words(
        marked("Number series used up"), marked("No number is left to draw."), OFFICE
    ),
    No.NOTHING_TO_PRODUCE: Words(
        marked("Nothing to produce"), marked("No sales line waits for production."), LEAVE
    ),
    No.SUBSTITUTE_NOT_FOUND: Words(
        marked("Not a substitute"), marked("This item does not replace the part."), LEAVE
    ),
    No.NOTHING_TO_CALCULATE: Words(
        marked("Nothing to calculate"), marked("No BOM or routing makes the item."), LEAVE
    ),
    No.NOTHING_TO_EXPLODE: Words(
        marked("Nothing left to report"), marked("Every operation is reported."), LEAVE
    ),
    No.WORKER_EFFICIENCY_OFF: Words(
        marked("Worker efficiency is off"), marked("This plant does not tell it."), LEAVE
    ),
    No.PERIOD_OUT_OF_RANGE: Words(
        marked("Period not taken"), marked("It is empty, or too long."), marked("Enter another period.")
    ),
    No.PROPOSAL_NOT_FOUND: Words(marked("Proposal not found"), marked("No proposal has this number."), LEAVE),
    No.PROPOSAL_NOT_OPEN: Words(marked("Proposal is closed"), marked("It was applied or discarded."), LEAVE),
    No.PROPOSAL_OUTDATED: Words(
        marked("Proposal is out of date"), marked("An order was moved since."), OFFICE
    ),
    No.SUBCONTRACTING_CENTER: Words(
        marked("A subcontractor does this"), marked("It is posted with his receipt."), ASK
    ),
    No.NOT_A_SUBCONTRACTING_CENTER: Words(
        marked("No subcontractor does this"), marked("The center is the plant's own."), OFFICE
    ),
    No.SUBCONTRACTING_OUTSTANDING: Words(
        marked("Subcontractor has not delivered"), marked("A purchase order is open."), OFFICE
    ),
    No.PICK_OUTSTANDING: Words(
        marked("Parts are still to be picked"), marked("A pick of the order is open."), OFFICE
    ),
    No.RECEIPT_INVOICED: Words(marked("Receipt is invoiced"), marked("It stays as it is."), OFFICE),
    No.INVOICE_EXCEEDS_RECEIPT: Words(
        marked("Invoice above the receipt"), marked("Less was received."), OFFICE
    ),
    No.CONFIRMATION_NEEDED: Words(
        marked("An answer is needed"), marked("The posting asks something first."), marked("Scan OK, or NO.")
    ),
    No.UPDATE_INTERRUPTED: Words(
        marked("Not posted"),
        marked("The question was answered with NO."),
        marked("What you entered is kept."),
    ),
    No.CODE_NOT_FOUND: Words(
        marked("Code not known"),
        marked("It is not known in this plant."),
        marked("Scan again, or enter the number."),
    ),
    No.PERSON_NOT_RECOGNISED: Words(
        marked("Badge not known"),
        marked("It is not known, or it is blocked."),
        marked("Scan again, or enter your number."),
    ),
    No.SIGN_ON_NEEDED: Words(
        marked("Sign on first"),
        marked("This plant wants to know who posts."),
        marked("Scan your badge, or enter your number."),
    ),
    No.SESSION_ENDED: Words(
        marked("Your session has ended"),
        marked("What you entered is kept."),
        marked("Sign on again, then post it."),
    ),
    No.ROLE_NOT_ALLOWED: Words(marked("Not for your role"), marked("Another role may do this."), ASK),
    No.PIN_NEEDED: Words(
        marked("PIN"), marked("This plant asks for a PIN."), marked("Enter your PIN, then Enter.")
    ),
    No.SIGN_ON_DELAYED: Words(
        marked("Wait a moment"),
        marked("The PIN did not fit several times."),
        marked("Wait, then sign on again."),
    ),
    No.SIGN_ON_LOCKED: Words(
        marked("Signing on is locked"),
        marked("The PIN did not fit ten times."),
        marked("A supervisor unlocks it."),
    ),
    No.SIGN_ON_LIMITED: Words(
        marked("Wait a moment"),
        marked("Too many PINs did not fit here."),
        marked("Wait, or ask a supervisor."),
    ),
    No.PIN_TOO_WEAK: Words(
        marked("PIN is guessed too easily"),
        marked("No runs, repeats, dates, own number."),
        marked("Choose another PIN."),
    ),
    No.PINS_NOT_SET_UP: Words(
        marked("PINs are not set up"), marked("The server has no pepper file."), OFFICE
    ),
    No.PERSON_NOT_FOUND: Words(marked("Person not known"), marked("Nobody has this number."), LEAVE),
    No.PERSON_ALREADY_EXISTS: Words(
        marked("Number is taken"), marked("Somebody has this number."), marked("Enter another number.")
    ),
    No.BADGE_IN_USE: Words(
        marked("Badge is taken"), marked("Somebody has this badge."), marked("Take another badge.")
    ),
    No.TERMINAL_NOT_FOUND: Words(marked("Terminal not known"), marked("No terminal has this name."), LEAVE),
    No.ENROLMENT_NOT_VALID: Words(
        marked("Terminal is not enrolled"),
        marked("The code does not fit, or is too old."),
        marked("Ask a supervisor for a new code."),
    ),
    No.SIGNATURE_NEEDED: Words(
        marked("Signature needed"),
        marked("This plant has postings signed."),
        marked("Enter your PIN to sign."),
    ),
    No.SIGNATURE_NOT_VALID: Words(
        marked("Signature not taken"),
        marked("The PIN does not fit."),
        marked("What you entered is kept."),
    ),
    No.NOT_ALLOWED: Words(marked("Not for your role"), marked("Another role may do this."), ASK),
    No.REQUEST_ID_REUSED: Words(
        marked("Posted before, with other figures"), marked("It is not posted a second time."), ASK
    ),
    No.REQUEST_MALFORMED: Words(marked("Not taken"), marked("A value is out of its bounds."), ENTER),
    No.MASTER_DATA_NOT_FOUND: Words(marked("Not found"), marked("The plant has no such row."), OFFICE),
    No.CHANGED_MEANWHILE: Words(
        marked("Somebody else was first"),
        marked("It was changed since you looked."),
        marked("Look at it now, then do it again."),
    ),
    No.OUTBOX_FULL: Words(
        marked("No room to keep it here"),
        marked("Too much waits here for the line."),
        marked("Not posted. Write it down, call IT."),
    ),
    No.POSTINGS_WAIT_HERE: Words(
        marked("Postings are kept here"),
        marked("They come after what is undone."),
        marked("Wait until they are posted."),
    ),
    No.LEDGERS_NOT_IN_ORDER: Words(
        marked("Ledgers are not in order"), marked("The program looked at them as it started."), ASK
    ),
    No.NOT_KNOWN_TO_SERVER: Words(
        marked("Server does not know this"), marked("It is older than this terminal."), OFFICE
    ),
    No.TERMINAL_OUTDATED: Words(
        marked("Terminal needs an update"), marked("The server asks something newer."), ASK
    ),
    No.SENDING_FAILED: Words(
        marked("The server cannot post it"), marked("It is kept here and not posted."), ASK
    ),
    No.KEPT_POSTING_NOT_FOUND: Words(
        marked("Not kept here"), marked("No kept posting has this number."), LEAVE
    ),
    No.KEPT_POSTING_NOT_REFUSED: Words(
        marked("Nothing to decide"), marked("Only refused postings are decided on."), LEAVE
    ),
    No.NOTE_NOT_FOUND: Words(marked("Note not found"), marked("There is no such note."), LEAVE),
    No.HELP_CALL_NOT_FOUND: Words(marked("Call not found"), marked("There is no such call."), LEAVE),
    No.HELP_CALL_ENDED: Words(marked("Call has ended"), marked("Help has come already."), LEAVE),
}
