"""The words of clocks and of the rules of the floor; those of Business Central are in terms.py."""

from enum import StrEnum


class ClockActivity(StrEnum):
    """What a person's running clock counts: time of the first three is posted, a pause never."""

    SETUP = "setup"
    RUN = "run"
    STOP = "stop"
    PAUSE = "pause"


class CenterState(StrEnum):
    """What happens at a center, the most pressing first."""

    STOPPED = "stopped"
    SETUP = "setup"
    RUNNING = "running"
    PAUSED = "paused"
    IDLE = "idle"


class OrderWatch(StrEnum):
    """Why a released order may need looking after."""

    ALL = "all"
    LATE = "late"
    SHORT = "short"  # of material
    BLOCKED = "blocked"
    UNPOSTED = "unposted"  # for some days


class Oddity(StrEnum):
    """Why somebody else should look at an entry."""

    MUCH_SCRAP = "much-scrap"
    LONG_TIME = "long-time"
    OTHER_DAY = "other-day"
    BEYOND_ORDER = "beyond-order"


class ClockEnding(StrEnum):
    """What ended a clock interval; the empty word: nothing has."""

    BLANK = ""
    PERSON = "person"  # ended, paused or switched by somebody working on it
    POSTING = "posting"  # cut by posting its time
    CLOCK_OUT = "clock_out"
    ORDER = "order"  # its order was finished, deleted or given another status
    SUPERVISOR = "supervisor"  # forgotten; a supervisor said when it ended


class ClockExceptionKind(StrEnum):
    """What a supervisor has to decide about the clocks."""

    FORGOTTEN_WORK = "forgotten_work"
    FORGOTTEN_PRESENCE = "forgotten_presence"


class TimeSplit(StrEnum):
    """How time of a center is booked while a person works at several things at once, or several persons at one.

    By labour (equal or by standard time) each person's time is shared among what runs at once, and a crew's
    shares are added up. By machine time the machine's whole time counts, once, whoever tends it.
    """

    EQUAL = "equal"
    STANDARD_TIME = "standard_time"
    MACHINE_TIME = "machine_time"


class RunningOperations(StrEnum):
    """How many operations run at a center at once."""

    ANY = "any"
    ONE = "one"
    LIMITED = "limited"
    GROUPED = "grouped"  # several only when started under one group code


class PermissionSubject(StrEnum):
    """Who a posting permission is given to."""

    PERSON = "person"
    ROLE = "role"


class PermissionPlace(StrEnum):
    """Where a posting permission holds."""

    EVERYWHERE = "everywhere"
    WORK_CENTER_GROUP = "work_center_group"
    WORK_CENTER = "work_center"
    MACHINE_CENTER = "machine_center"


class OperationSequence(StrEnum):
    """What becomes of posting more on an operation than the operations before it have passed on."""

    FREE = "free"  # it is posted, as in Business Central
    SUPERVISOR = "supervisor"
    REFUSED = "refused"


class FloorOutcome(StrEnum):
    """What a rule of the floor says of a posting."""

    FINE = "fine"
    SUPERVISOR = "supervisor"
    REFUSED = "refused"


class FloorRule(StrEnum):
    """The rules of the floor that a supervisor may approve an exception of."""

    OVER_OUTPUT = "over-output"
    UNDER_OUTPUT = "under-output"
    OPERATION_SEQUENCE = "operation-sequence"
    UNDO = "undo"


class LotQuality(StrEnum):
    """What a test of a lot or a piece has found."""

    NONE = ""
    GOOD = "good"
    AVERAGE = "average"
    BAD = "bad"


class NoteReach(StrEnum):
    """Whom a note is for: whoever works on that job, whoever works at that station, or who comes there next."""

    JOB = "job"
    STATION = "station"
    NEXT_SHIFT = "next_shift"


class HelpKind(StrEnum):
    """Whom a call is for."""

    SUPERVISOR = "supervisor"
    SETTER = "setter"
    MATERIAL = "material"
    QUALITY = "quality"
    MAINTENANCE = "maintenance"
    ACCIDENT = "accident"  # everybody


class HelpCallStep(StrEnum):
    """What became of a call."""

    ANSWERED = "answered"
    ENDED = "ended"  # help has come, or is no longer needed
