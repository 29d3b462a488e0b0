"""Words about people: what became of an attempt, what a signature means, what the audit trail tells of them."""

from enum import StrEnum


class AttemptOutcome(StrEnum):
    """What became of a PIN that was compared; `unlocked` ends a row of failures by a supervisor's word."""

    FAILED = "failed"
    SUCCEEDED = "succeeded"
    UNLOCKED = "unlocked"


class PinWeakness(StrEnum):
    """Why a PIN is not taken."""

    NOT_DIGITS = "not-digits"
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    SAME_DIGITS = "same-digits"  # 111111, 121212, 123123
    RUN = "run"  # 123456, 987654
    DATE = "date"  # 197001, 311299
    OWN_NUMBER = "own-number"  # the digits of the person's own number


class SignatureMeaning(StrEnum):
    """What a person says by signing."""

    PERFORMED = "performed"
    CHECKED = "checked"
    APPROVED = "approved"
    RESPONSIBLE = "responsible"


class AuditEvent(StrEnum):
    """What the audit trail tells about people, terminals and lots."""

    SIGN_ON_FAILED = "sign-on-failed"
    SIGN_ON_LOCKED = "sign-on-locked"
    SIGN_ON_LIMITED = "sign-on-limited"  # too many failures at one terminal or in the whole plant
    PERSON_ADDED = "person-added"
    ROLE_CHANGED = "role-changed"
    PERSON_FORGOTTEN = "person-forgotten"  # name, badge and PIN are gone
    PERSON_LOCKED = "person-locked"
    PERSON_UNLOCKED = "person-unlocked"
    BADGE_ISSUED = "badge-issued"
    BADGE_REVOKED = "badge-revoked"
    PIN_SET = "pin-set"
    PIN_REMOVED = "pin-removed"
    TERMINAL_INVITED = "terminal-invited"
    TERMINAL_ENROLLED = "terminal-enrolled"
    TERMINAL_REVOKED = "terminal-revoked"
    ENROLMENT_FAILED = "enrolment-failed"
    CLOCK_MOVED = "clock-moved"  # of a server or a terminal with its own database, by so many seconds
    LOT_BLOCKED = "lot-blocked"  # or a serial number, with why
    LOT_UNBLOCKED = "lot-unblocked"
    KEPT_POSTING_DECIDED = "kept-posting-decided"  # by a supervisor, on a posting that a terminal keeps
    EXPORTED = "exported"  # an answer, as a file that leaves the plant
    CLOCK_ENTERED_EARLIER = (
        "clock-entered-earlier"  # started or ended where the line was down, stamped as entered
    )
    POSTED_AFTER_SESSION = "posted-after-session"  # kept at a terminal and sent once the session had ended


class ExportForm(StrEnum):
    """In which form an answer leaves the plant."""

    CSV = "csv"
    JSON = "json"
