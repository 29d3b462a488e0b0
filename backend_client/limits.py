"""Every bound in one place, each with its reason."""

from datetime import date
from decimal import Decimal

QUANTITY_MAX = Decimal("999999999.99999")  # nine digits and five decimals, as a journal line takes them
QUANTITY_PER_MAX = Decimal(900_000_000)  # with ten decimals: what SQLite's whole numbers hold
TIME_MAX = Decimal("9999999.99999")  # in the unit of the line: 19 years of minutes
AMOUNT_MAX = Decimal("9999999999999.99")
TRACKING_NO_LENGTH_MAX = 50  # a lot or serial number, as Business Central's Code[50]
CODE_LENGTH_MAX = 20  # Business Central's Code[20]
DESCRIPTION_LENGTH_MAX = 100
COMMENT_LENGTH_MAX = 1_000
SCAN_LENGTH_MAX = 512  # a GS1 DataMatrix holds at most 2,335 letters; none of ours passes 200
TYPED_LENGTH_MAX = 64  # what a person types into one field
BARCODE_LENGTH_MAX = 48  # a K1 code
REQUEST_ID_LENGTH_MAX = 64
ANSWERS_MAX = 20  # confirmations of one request
BOM_LEVELS_MAX = 50  # deeper is a circle
OPERATIONS_MAX = 500  # of one routing
COMPONENTS_MAX = 10_000  # of one order line
ORDER_LINES_MAX = 1_000  # of one order, supplying lines included
ORDERS_MAX = 200  # of one page of orders
SCAN_MATCHES_MAX = 50  # a scan that fits more orders is too vague to choose from
LOAD_PERIODS_MAX = 400  # columns of one load answer
LOAD_CENTERS_MAX = 2_000
ACTIVITY_NO_LENGTH_MAX = CODE_LENGTH_MAX + 8  # of a warehouse document: its order's number and its place
TASKS_MAX = 500  # rows of one task list
ENTRIES_SHOWN_MAX = 500  # entries of an order in one answer
REPORT_ROWS_MAX = 500  # of one page of a report
STANDARD_COST_ITEMS_MAX = 10_000  # calculated at once; their receipt names each
COST_PERIODS_MAX = 400  # of an item's average costs
CALENDAR_DAYS_MAX = 3_700  # ten years in one calculation
CENTER_DAYS_MAX = 400  # of one list of a center's days
LABELS_MAX = 200  # of one print
REASON_ENTRIES_MAX = 1_000  # newest entries of a center that are asked which reasons it gives
CAPACITY_ENTRIES_MAX = 500  # of one page of a center's ledger
MOVES_MAX = 100  # orders moved at once
PROPOSALS_MAX = 100  # of one answer
ENTRY_NO_MAX = 2**63 - 1  # what the databases' whole numbers hold
BUSY_TIMEOUT_MS = 10_000  # how long a writer waits for the database's write lock
REQUEST_BODY_MAX = 262_144  # bytes of one stored request
PLANT_FILE_BYTES_MAX = 64 * 1024 * 1024
PLANT_ROWS_MAX = 2_000_000
PLANT_DATE_FIRST = date(1900, 1, 1)  # room on both sides for whatever is counted from a plant's dates
PLANT_DATE_LAST = date(2199, 12, 31)
PLANT_ERRORS_MAX = 10_000  # faults of a plant folder that are listed; the rest is counted
FINDINGS_MAX = 1_000  # of one check of the ledgers; the rest is only said to be there
DUPLICATE_SCAN_MILLISECONDS = 1_500  # the same code again within this time is one trigger
SAME_POSTING_SECONDS = 60  # the same person posting the same again within this time is asked first
COST_ENTRIES_MAX = (
    50  # that one step of cost adjustment looks at; a posting waits no longer than for one step
)
COST_TURNS_MAX = (
    100  # times that an order line is settled before costs come to rest; then they turn in a ring
)
VALUE_ENTRIES_TO_POST_MAX = (
    100  # that one step posts to the general ledger; a posting waits no longer than for that
)
LEFT_OUT_SHOWN_MAX = 100  # value entries that a step could not post
PAGE_LENGTH_MAX = 512  # of the place of a row: item, variant, lot and serial number, all signs escaped
TRACKED_NUMBERS_MAX = 500  # lots and serial numbers of one answer
PART_PLACES_MAX = 200  # bins, lots and serial numbers of one component that are told
JOURNAL_LINES_MAX = 250  # of one batch; its text stays within REQUEST_BODY_MAX
JOURNAL_ORDERS_MAX = 250  # of one proposal
ACTUAL_ENTRIES_MAX = 500  # entries of an order line that are shown
SERIAL_LINES_MAX = 1_000  # pieces that get a line or a serial number each
SCRAP_REASONS_MAX = 20  # of one output
ORDER_QUANTITY_ASK_FACTOR = 10  # a quantity this many times what is left is shown back first
RUN_TIME_ASK_MINUTES = Decimal(1440)  # more than a day in one entry is shown back first
CLOCK_ID_LENGTH_MAX = REQUEST_ID_LENGTH_MAX + 1 + CODE_LENGTH_MAX  # a request's id / a person
CREW_MAX = 50  # persons started by one request
CLOCK_ROWS_MAX = 1_000  # intervals of one answer
CLOCK_HOURS_MAX = 12  # a clock that runs longer, where no shift ends it before, was forgotten
ODD_ENTRIES_AMONG = 5_000  # newest entries of work that are looked through
ODD_ENTRY_DAYS = 7  # an odd entry that nobody looked at is no longer shown
ODD_ENTRIES_MAX = 200  # of one answer
CLOCK_AHEAD_SECONDS = 60  # stamps this far ahead of the clock are told
POSTING_DAYS_MAX = 3_700  # of a posting date window
TOLERANCE_MAX = Decimal(1000)  # percent
PIN_LENGTH_MIN = 6  # digits; a plant may ask for more
PIN_LENGTH_MAX = 12
SESSION_IDLE_MINUTES = 30  # where a plant asks people to sign on, unless it says otherwise
SESSION_HOURS_MAX = 12
SESSION_TOUCH_SECONDS = 60  # a session's last use is noted no more often than this
APPROVAL_SECONDS_MAX = 300  # a supervisor's approval counts for this long after it was given
INVITATION_MINUTES = 10  # a terminal's code to enrol counts for this long,
INVITATION_WRONG_MAX = 5  # and for so many wrong codes
PEOPLE_MAX = 500  # rows of one list of people, terminals or audit entries
# between terminals and a server
QUERY_FIELDS_MAX = 100  # of one question
ANSWER_BYTES_MAX = 64 * 1024 * 1024  # of one answer that a terminal takes
HEADER_LENGTH_MAX = 2_048  # of one header; a token has some sixty letters
BODY_MILLISECONDS_MAX = 10_000  # for one body to arrive
HEADER_SECONDS_MAX = 10  # for one request line with its headers
IDLE_SECONDS_MAX = 75  # a connection that nobody uses
DECISIONS_MAX = 6  # of one request, where PostgreSQL asks for the whole transaction again
DECIDED_AGAIN_MILLISECONDS_FIRST = 20  # at most this long before the second one, doubled each time
POSTINGS_AT_ONCE = 4  # threads of one server process; with those of questions fewer than its connections
POSTED_TOGETHER_MAX = 16  # postings of one commit, on a file
ROWS_IN_LOG = 3_000  # committed beside a file, before they are brought into it
LOG_LOOK_MILLISECONDS = 100  # between two looks at how many they are
QUESTIONS_AT_ONCE = 8
WAITING_MAX = 200  # calls of one server process under way; more are asked to come back
LISTENERS_MAX = 1_000  # of one server process, who wait for news
CALLS_PER_SECOND = 50  # of one terminal, over time
CALLS_AT_ONCE = 200  # of one terminal, in a burst: a drained outbox
STRANGERS_PER_MINUTE = 30  # calls without a known token, of one address
TERMINALS_REMEMBERED = 10_000  # whose calls are counted
STOP_SECONDS_MAX = 5  # from the signal to the end
CHANGES_MAX = 500  # registers of one answer
CHANGES_WAIT_SECONDS_MAX = 25  # of one long poll: less than a proxy's patience
CLIENT_VERSION_LENGTH_MAX = 32  # of a terminal's program
HEARD_SECONDS = 60  # a terminal's last call is noted no more often than this, by each server process
SIGN_OF_LIFE_SECONDS = (40, 60)  # between two calls of a terminal that nobody uses, at random
SILENT_SECONDS = 180  # without a word, before a terminal counts as silent: two calls of it were missed
SILENT_DAYS_MAX = 7  # a terminal that is silent for longer was taken away: no board warns of it
HEARTBEAT_SECONDS = 15  # of an event stream
FEED_MILLISECONDS = 200  # between two looks for new registers, of one server process
CLOCK_LATE_SECONDS = (
    60  # from a clock's start or end at a terminal to the server, before it counts as kept there
)
CLOCK_JUMP_SECONDS = 120  # a clock that is moved by more than this is told to the audit trail
DISK_BYTES_MIN = (
    64 * 1024 * 1024
)  # of room on the disk of a database in a file: with less, a server is not ready
CLOCK_OFF_SECONDS_MAX = 5  # between a server and its database
CONNECT_SECONDS_MAX = 2  # a terminal's patience for a connection,
ANSWER_MILLISECONDS_FIRST = (
    1_000  # for the first answer, where postings are kept: doubled for each one that does not come,
)
ANSWER_MILLISECONDS_MAX = 12_000  # for one answer: longer than a server waits for its database,
PATIENCE_MILLISECONDS = 15_000  # and for all tries of one call
RETRY_MILLISECONDS_FIRST = 100  # at most this long before the second try, doubled for each further one
RETRY_MILLISECONDS_MAX = 2_000
# what a terminal keeps while its server does not answer
OUTBOX_ROWS_MAX = 20_000  # postings without an answer: a plant without a line for a month
OUTBOX_DAYS_MAX = 30  # that the oldest of them waits, before no more are taken
RECEIPT_DAYS = 14  # that an answered posting is kept: older than any backup that a server is restored from
POSTED_REQUESTS_MAX = 50  # that are asked about at once
KEPT_WITHIN_MILLISECONDS = 2_000  # from F10 to "kept here", when there is no answer
SENDING_PAUSE_FIRST_MILLISECONDS = 500  # before a posting is sent again, doubled for each further time
SENDING_PAUSE_MAX_MILLISECONDS = 30_000
FAULTS_MAX = 5  # of the server over one posting, before a supervisor decides on it
REASON_LENGTH_MAX = 200  # of a supervisor's decision
NOTE_LENGTH_MAX = 200  # of a note to a job, a station or the next shift
NOTES_MAX = 50  # of one answer
PERSON_POSTINGS_MAX = 200  # of one answer
NOTE_DAYS_MAX = (
    14  # an older note of a station is no longer shown; one on a job stays as long as the job is open
)
HELP_CALLS_MAX = 100  # of one answer
HELP_CALLS_READ_MAX = 2_000  # that a terminal reads page by page, and the floor counts
HELP_CALL_HOURS_MAX = 12  # a call that nobody ended is no longer shown after so long
LAST_SEEN_ROWS_MAX = 5_000  # answers that a terminal remembers
LAST_SEEN_BYTES_MAX = 256 * 1024  # of one of them
LAST_SEEN_DAYS_MAX = 30  # an older one is no help
LAST_SEEN_WITHIN_MILLISECONDS = 2_000  # for a fresh answer, before a remembered one is given
LINE_DOWN_WITHIN_MILLISECONDS = 250  # for an answer that nobody remembers, with the line known to be down
LINE_LOOKED_AT_SECONDS = (1, 4)  # between two looks whether a line that is down is back, at random
LAST_SEEN_ORDERS_AHEAD = 50  # order lines of a task list that are asked for before anybody scans them
