"""The audit trail, as it is read."""

from dataclasses import dataclass
from datetime import datetime

from backend_client.messages.base import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """What happened beside the ledgers: who, where, when, to what, and how it was before and after."""

    entry_no: int
    at: datetime
    event: str
    person_no: str
    terminal_id: str
    register_no: int
    table_name: str
    row_key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditTrail:
    """Entries, the newest first; `next_page` is "" on the last page."""

    entries: tuple[AuditLine, ...]
    next_page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuestion(Question[AuditTrail]):
    """What does the audit trail say? All that is given has to fit.

    first_moment, last_moment  aware moments, both included
    of_person, of_terminal     who did it, and where
    """

    event: str = ""
    of_person: str = ""
    of_terminal: str = ""
    first_moment: datetime | None = None
    last_moment: datetime | None = None
    page: str = ""
    most: int = 100
