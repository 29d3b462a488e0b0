"""What was posted after a register, in the order of its commits: registers have no gaps, so nothing is passed over."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from backend_client.records.register import Register
from backend_client.store.rows import table_of

REGISTER = table_of(Register)
SIGN_ON = "SignOnRequest"
COLUMNS = (
    REGISTER.c.no,
    REGISTER.c.request_kind,
    REGISTER.c.request_id,
    REGISTER.c.terminal_id,
    REGISTER.c.person_no,
    REGISTER.c.posted_at,
    REGISTER.c.posting_date,
    REGISTER.c.document_no,
)


def changes_after(connection: Connection, register_no: int, most: int) -> list[dict[str, Any]]:
    """Answer at most so many registers after one, the oldest first: who, where, when, what kind, which order."""
    asked = (
        select(*COLUMNS, REGISTER.c.body)
        .where(REGISTER.c.no > register_no)
        .order_by(REGISTER.c.no)
        .limit(most)
    )
    return [_change(row) for row in connection.execute(asked).mappings()]


def posting_of(connection: Connection, request_id: str) -> dict[str, Any] | None:
    """Answer the register of a request with its receipt; None where it was not posted."""
    asked = select(*COLUMNS, REGISTER.c.body, REGISTER.c.receipt).where(REGISTER.c.request_id == request_id)
    row = connection.execute(asked).mappings().one_or_none()
    return None if row is None else _change(row) | {"receipt": json.loads(row["receipt"])}


def posted_among(connection: Connection, request_ids: Sequence[str]) -> tuple[str, ...]:
    """Answer those of some request ids that are posted."""
    asked = select(REGISTER.c.request_id).where(REGISTER.c.request_id.in_(request_ids))
    return tuple(connection.execute(asked).scalars())


def _change(row: RowMapping) -> dict[str, Any]:
    body: Mapping[str, Any] = json.loads(row["body"])
    order_no = body.get("order_no", "")
    return {
        "register_no": row["no"],
        "request_kind": row["request_kind"],
        # a sign-on's id is its session: nobody learns it from a list
        "request_id": "" if row["request_kind"] == SIGN_ON else row["request_id"],
        "terminal_id": row["terminal_id"],
        "person_no": row["person_no"],
        "posted_at": row["posted_at"].isoformat(),
        "posting_date": row["posting_date"].isoformat(),
        "document_no": row["document_no"],
        "order_no": order_no if isinstance(order_no, str) else "",
    }
