"""Every expected no, and where it lands on the wire.

An engine function answers `Refused(code, facts)`; the terminal turns the code into a sentence in the
person's language, the server into a problem document with the status of `HTTP_STATUS`. Facts are short texts
keyed by name: the numbers and codes that the sentence needs, never a sentence.
"""

from enum import StrEnum


class RefusalCode(StrEnum):
    """Every expected no; the comment says when it is given."""

    # orders and their parts
    ORDER_NOT_FOUND = "order-not-found"  # no order of that number
    ORDER_ALREADY_EXISTS = "order-already-exists"  # the number is taken
    RELEASED_ORDER_NOT_FOUND = "released-order-not-found"  # none, or not released: fact `status`
    ORDER_BLOCKED = "order-blocked"
    ORDER_FINISHED = "order-finished"  # a finished order can't be changed
    ORDER_NOT_FINISHED = "order-not-finished"  # reopening an order that is not finished
    ORDER_NOT_RELEASED = "order-not-released"  # reversing on an order that is not released
    ORDER_LINE_NOT_FOUND = "order-line-not-found"
    ITEM_NOT_ON_LINE = "item-not-on-line"
    OPERATION_NOT_FOUND = "operation-not-found"
    OPERATION_REQUIRED = "operation-required"  # the line has a routing, the posting names no operation
    OPERATION_FINISHED = "operation-finished"  # setting a finished operation back by hand
    COMPONENT_NOT_FOUND = "component-not-found"
    LEDGER_ENTRIES_EXIST = "ledger-entries-exist"  # refresh of a released order with entries
    STATUS_CHANGE_NOT_ALLOWED = "status-change-not-allowed"
    WIP_WITHOUT_OUTPUT = "wip-without-output"  # finish: consumption or capacity, but no output
    ALREADY_REOPENED = "already-reopened"
    NO_OUTPUT_POSTED = "no-output-posted"  # reopening without finished quantity
    # blocked
    ITEM_BLOCKED = "item-blocked"
    ITEM_PRODUCTION_BLOCKED = "item-production-blocked"
    MACHINE_CENTER_BLOCKED = "machine-center-blocked"
    WORK_CENTER_BLOCKED = "work-center-blocked"
    # what is posted
    NOTHING_TO_POST = "nothing-to-post"  # no quantity, time or scrap
    POSTING_DATE_NOT_ALLOWED = "posting-date-not-allowed"
    SCRAP_CODE_WITHOUT_CENTER = "scrap-code-without-center"
    SCRAP_CODE_NOT_FOUND = "scrap-code-not-found"
    SCRAP_CODE_REQUIRED = "scrap-code-required"  # the plant wants a reason with all scrap
    STOP_CODE_NOT_FOUND = "stop-code-not-found"
    UNIT_NOT_ALLOWED = "unit-not-allowed"  # a unit of measure or capacity unit unknown to item or plant
    ORDER_REQUIRED = "order-required"  # setup or run time without an order
    APPLIES_TO_REQUIRED = "applies-to-required"  # negative output names the entry it corrects
    APPLICATION_EXCEEDS_REMAINING = "application-exceeds-remaining"
    APPLICATION_CIRCULAR = "application-circular"  # consumption of what the same order line has made
    FINISHED_QUANTITY_NEGATIVE = "finished-quantity-negative"
    INSUFFICIENT_STOCK = "insufficient-stock"
    LOCATION_MANDATORY = "location-mandatory"
    LOCATION_NOT_FOUND = "location-not-found"
    BIN_MANDATORY = "bin-mandatory"
    BIN_NOT_FOUND = "bin-not-found"
    WAREHOUSE_HANDLING_REQUIRED = "warehouse-handling-required"
    LOT_REQUIRED = "lot-required"
    SERIAL_REQUIRED = "serial-required"
    SERIAL_IN_STOCK = "serial-in-stock"  # a piece with this number is in stock now
    LOT_BLOCKED = "lot-blocked"  # nothing of it is posted until a supervisor takes the block away
    SERIAL_BLOCKED = "serial-blocked"
    LOT_EXPIRED = "lot-expired"  # its expiration date is before the posting date
    ACCOUNTING_PERIOD_NOT_FOUND = "accounting-period-not-found"
    ACCOUNTING_PERIOD_OUT_OF_ORDER = "accounting-period-out-of-order"  # the first open one is closed next
    ACCOUNTING_PERIOD_WITHOUT_END = "accounting-period-without-end"  # no other one begins after it
    STOCK_BELOW_ZERO = "stock-below-zero"  # an entry of the period took what was not there; facts name it
    COSTS_NOT_ADJUSTED = "costs-not-adjusted"  # of entries of the period
    POSTING_SETUP_MISSING = "posting-setup-missing"  # no account for the posting groups
    QUANTITY_OUT_OF_RANGE = "quantity-out-of-range"  # beyond the bounds of limits.py
    TIME_OUT_OF_RANGE = "time-out-of-range"
    ENTRY_NOT_INBOUND = "entry-not-inbound"  # a charge on, or a new value of, what did not come into stock
    # reversal
    ENTRY_NOT_FOUND = "entry-not-found"
    ENTRY_TYPE_NOT_REVERSIBLE = "entry-type-not-reversible"
    ENTRY_IS_REVERSAL = "entry-is-reversal"
    ENTRY_APPLIED = "entry-applied"
    ALREADY_REVERSED = "already-reversed"
    LAST_OPERATION_OUTPUT = "last-operation-output"
    SUBCONTRACTED_ENTRY = "subcontracted-entry"
    # planning
    NOT_CERTIFIED = "not-certified"
    BOM_CIRCULAR = "bom-circular"
    CALENDAR_MISSING = "calendar-missing"
    NOTHING_TO_PRODUCE = "nothing-to-produce"  # no line of the sales order waits for production
    NUMBER_SERIES_NOT_FOUND = "number-series-not-found"
    NUMBER_SERIES_ENDED = "number-series-ended"  # blocked, or its last number is drawn
    SUBSTITUTE_NOT_FOUND = "substitute-not-found"  # the item is no substitute of the component's
    ABSENCE_NOT_FOUND = "absence-not-found"
    CENTER_NOT_FOUND = "center-not-found"
    ITEM_NOT_FOUND = "item-not-found"
    VARIANT_NOT_FOUND = "variant-not-found"
    NOTHING_TO_EXPLODE = "nothing-to-explode"
    NOTHING_TO_CALCULATE = "nothing-to-calculate"  # the item is made by neither BOM nor routing
    WORKER_EFFICIENCY_OFF = "worker-efficiency-off"  # the plant has not allowed it
    PERIOD_OUT_OF_RANGE = "period-out-of-range"  # a calendar or load range that is empty or too long
    PROPOSAL_NOT_FOUND = "proposal-not-found"
    PROPOSAL_NOT_OPEN = "proposal-not-open"  # it was applied or discarded
    PROPOSAL_OUTDATED = "proposal-outdated"  # an order of it has another schedule by now; facts name it
    # subcontracting
    SUBCONTRACTING_CENTER = "subcontracting-center"
    NOT_A_SUBCONTRACTING_CENTER = "not-a-subcontracting-center"
    SUBCONTRACTING_OUTSTANDING = "subcontracting-outstanding"
    PICK_OUTSTANDING = "pick-outstanding"  # finish: components of the order are still to be picked
    RECEIPT_INVOICED = "receipt-invoiced"
    INVOICE_EXCEEDS_RECEIPT = "invoice-exceeds-receipt"
    # asking
    CONFIRMATION_NEEDED = "confirmation-needed"  # send again with answers to the confirmations named
    UPDATE_INTERRUPTED = "update-interrupted"  # a confirmation was answered no
    # scanning
    CODE_NOT_FOUND = "code-not-found"  # a scan that means nothing in this plant
    # who, and the request itself
    PERSON_NOT_RECOGNISED = "person-not-recognised"  # unknown, blocked or wrong: one answer for all
    SIGN_ON_NEEDED = "sign-on-needed"  # the plant wants to know who posts
    SESSION_ENDED = (
        "session-ended"  # signed off, idle, too old, or another terminal's; what was entered stays
    )
    ROLE_NOT_ALLOWED = "role-not-allowed"  # facts name the role that may
    PIN_NEEDED = "pin-needed"  # whoever it is
    SIGN_ON_DELAYED = "sign-on-delayed"  # too many wrong PINs in a row; facts say how many seconds to wait
    SIGN_ON_LOCKED = "sign-on-locked"  # ten of them: until a supervisor unlocks it
    SIGN_ON_LIMITED = "sign-on-limited"  # too many at this terminal or in the plant; facts say how long
    PIN_TOO_WEAK = "pin-too-weak"  # facts name why
    PINS_NOT_SET_UP = "pins-not-set-up"  # there is no pepper to make them safe with
    PERSON_NOT_FOUND = "person-not-found"
    PERSON_ALREADY_EXISTS = "person-already-exists"
    BADGE_IN_USE = "badge-in-use"
    TERMINAL_NOT_FOUND = "terminal-not-found"
    ENROLMENT_NOT_VALID = "enrolment-not-valid"  # no invitation, another code, too late: one answer for all
    SIGNATURE_NEEDED = "signature-needed"
    SIGNATURE_NOT_VALID = "signature-not-valid"  # not the person's PIN
    NOT_ALLOWED = "not-allowed"  # the role may not do this
    REQUEST_ID_REUSED = "request-id-reused"  # same id, other content
    REQUEST_MALFORMED = "request-malformed"  # a field out of its bounds; facts name it
    MASTER_DATA_NOT_FOUND = "master-data-not-found"
    CHANGED_MEANWHILE = "changed-meanwhile"  # since it was looked at; facts say by whom and when, if known
    # rules of the floor
    SUPERVISOR_NEEDED = "supervisor-needed"  # facts name the rules; send again with a supervisor's approval
    APPROVAL_NOT_VALID = "approval-not-valid"  # not another person, not a supervisor, or not their badge
    OVER_OUTPUT = "over-output"  # more good pieces than the plant allows
    UNDER_OUTPUT = "under-output"  # an operation finished with fewer than the plant allows
    OPERATION_OUT_OF_SEQUENCE = "operation-out-of-sequence"  # more than the operations before passed on
    CENTER_NOT_PERMITTED = "center-not-permitted"  # this person may not post at this center
    # clocks
    CENTER_IN_USE = "center-in-use"  # as many operations run there as may; facts name one
    OTHER_WORK_RUNNING = "other-work-running"  # the person works on something else; facts name it
    NOTHING_RUNNING = "nothing-running"
    NOT_CLOCKED_IN = "not-clocked-in"
    NOTHING_CLOCKED = "nothing-clocked"  # no time that is not posted yet
    INTERVAL_NOT_FOUND = "interval-not-found"
    CLOCK_END_OUT_OF_RANGE = "clock-end-out-of-range"  # before its start, after its sweep, outside presence
    # what a terminal keeps until its server answers; said by the terminal itself
    OUTBOX_FULL = "outbox-full"  # too many postings, or too old ones, wait here; facts say which
    POSTINGS_WAIT_HERE = "postings-wait-here"  # the last posting can't be undone: later ones are not sent yet
    LEDGERS_NOT_IN_ORDER = "ledgers-not-in-order"  # a terminal with a database of its own has looked at them
    NOT_KNOWN_TO_SERVER = "not-known-to-server"  # said by a terminal whose server is of an earlier release
    TERMINAL_OUTDATED = (
        "terminal-outdated"  # the server asks what this terminal has no words for; facts name it
    )
    SENDING_FAILED = "sending-failed"  # the server failed over it again and again; facts name the incident
    KEPT_POSTING_NOT_FOUND = "kept-posting-not-found"
    KEPT_POSTING_NOT_REFUSED = "kept-posting-not-refused"  # only a refused one is decided on
    # what a shift tells each other
    NOTE_NOT_FOUND = "note-not-found"
    HELP_CALL_NOT_FOUND = "help-call-not-found"
    HELP_CALL_ENDED = "help-call-ended"  # help has come already


NOT_FOUND = frozenset(code for code in RefusalCode if code.value.endswith("-not-found"))
CONFLICT = frozenset(
    {
        RefusalCode.ORDER_ALREADY_EXISTS,
        RefusalCode.PERSON_ALREADY_EXISTS,
        RefusalCode.BADGE_IN_USE,
        RefusalCode.ORDER_BLOCKED,
        RefusalCode.ORDER_FINISHED,
        RefusalCode.ORDER_NOT_FINISHED,
        RefusalCode.ORDER_NOT_RELEASED,
        RefusalCode.RELEASED_ORDER_NOT_FOUND,
        RefusalCode.OPERATION_FINISHED,
        RefusalCode.LEDGER_ENTRIES_EXIST,
        RefusalCode.STATUS_CHANGE_NOT_ALLOWED,
        RefusalCode.ALREADY_REOPENED,
        RefusalCode.ALREADY_REVERSED,
        RefusalCode.PROPOSAL_NOT_OPEN,
        RefusalCode.PROPOSAL_OUTDATED,
        RefusalCode.ENTRY_APPLIED,
        RefusalCode.ACCOUNTING_PERIOD_OUT_OF_ORDER,
        RefusalCode.STOCK_BELOW_ZERO,
        RefusalCode.COSTS_NOT_ADJUSTED,
        RefusalCode.RECEIPT_INVOICED,
        RefusalCode.CONFIRMATION_NEEDED,
        RefusalCode.UPDATE_INTERRUPTED,
        RefusalCode.SUPERVISOR_NEEDED,
        RefusalCode.SIGNATURE_NEEDED,
        RefusalCode.CENTER_IN_USE,
        RefusalCode.OTHER_WORK_RUNNING,
        RefusalCode.NOTHING_RUNNING,
        RefusalCode.NOT_CLOCKED_IN,
        RefusalCode.POSTINGS_WAIT_HERE,
        RefusalCode.KEPT_POSTING_NOT_REFUSED,
        RefusalCode.HELP_CALL_ENDED,
    }
)
UNKNOWN = frozenset(
    {
        RefusalCode.PERSON_NOT_RECOGNISED,
        RefusalCode.PIN_NEEDED,
        RefusalCode.SIGN_ON_NEEDED,
        RefusalCode.SESSION_ENDED,
    }
)
FORBIDDEN = frozenset(
    {
        RefusalCode.NOT_ALLOWED,
        RefusalCode.ROLE_NOT_ALLOWED,
        RefusalCode.CENTER_NOT_PERMITTED,
        RefusalCode.APPROVAL_NOT_VALID,
        RefusalCode.SIGNATURE_NOT_VALID,
        RefusalCode.ENROLMENT_NOT_VALID,
        RefusalCode.SIGN_ON_DELAYED,
        RefusalCode.SIGN_ON_LOCKED,
        RefusalCode.SIGN_ON_LIMITED,
    }
)


def http_status(code: RefusalCode) -> int:
    """Answer the HTTP status of a refusal: 400, 401, 403, 404, 409, 412 or 422.

    >>> http_status(RefusalCode.ORDER_BLOCKED)
    409
    """
    if code is RefusalCode.REQUEST_MALFORMED:
        return 400
    if code in UNKNOWN:
        return 401
    if code in FORBIDDEN:
        return 403
    if code in CONFLICT:
        return 409
    if code is RefusalCode.CHANGED_MEANWHILE:
        return 412
    return 404 if code in NOT_FOUND else 422
