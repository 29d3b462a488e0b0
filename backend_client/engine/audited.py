"""Entries of the audit trail about people and terminals."""

import json
from collections.abc import Mapping

from backend_client.engine.context import Context
from backend_client.messages.base import Request
from backend_client.people_terms import AuditEvent
from backend_client.records.register import AuditEntry
from backend_client.store.posting import Insert
from backend_client.store.rows import new_row


def audited(
    context: Context,
    request: Request[object],
    event: AuditEvent,
    *,
    table: str,
    row_key: str,
    before: Mapping[str, str] | None = None,
    after: Mapping[str, str] | None = None,
) -> Insert:
    """Answer the entry that tells of one event; `before` and `after` hold what changed, never a secret."""
    row = new_row(
        AuditEntry,
        at=context.now,
        person_no=request.person_no,
        terminal_id=request.terminal_id,
        event=event.value,
        table_name=table,
        row_key=row_key[:250],
        before=_text(before),
        after=_text(after),
    )
    return Insert(AuditEntry, [row])


def _text(values: Mapping[str, str] | None) -> str:
    return json.dumps(dict(values), sort_keys=True, ensure_ascii=False) if values else ""
