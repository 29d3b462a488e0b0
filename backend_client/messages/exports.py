"""What leaves the plant as a file of its own: told to the audit trail before it is written.

RecordExportRequest(what="capacity-entries --no 100", form=CSV)
"""

from dataclasses import dataclass

from backend_client.messages.base import Request
from backend_client.people_terms import ExportForm


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRecorded:
    """The audit trail tells of it: the file may be written."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExportRequest(Request[ExportRecorded]):
    """Tell the audit trail that somebody takes an answer out of the plant as a file.

    Whoever writes such a file, a screen too, posts this first, and writes nothing where it is refused.

    what  the question, as the command line writes it
    """

    what: str
    form: ExportForm
