"""An answer that leaves the plant as a file is told to the audit trail first: what, in which form, by whom.

Told are lists as CSV, people and the audit trail as JSON, backups and heads of the ledgers. An answer that a script
reads as JSON, or a program by HTTP, is no file, and is not told.
"""

from collections.abc import Callable
from typing import Any

from backend_client import limits
from backend_client.messages.base import Refused
from backend_client.messages.exports import RecordExportRequest
from backend_client.people_terms import ExportForm
from kiosk.messages.csv_rows import Recorded
from kiosk.messages.output import command_of


def recording(post: Callable[..., Any]) -> Recorded:
    """Answer what tells of exports; `post` posts a kind of request with its fields, as `Acting.post` does."""

    def recorded(question: Any, form: ExportForm) -> Refused | None:
        what = command_of(question)[: limits.NOTE_LENGTH_MAX]
        outcome = post(RecordExportRequest, what=what, form=form)
        return outcome if isinstance(outcome, Refused) else None

    return recorded
