"""The one transaction of an import: requests to the engine, and audit entries, under one moment and one person."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Table

from backend_client.engine.context import Context, Noted, Several
from backend_client.engine.performing import body_of, perform
from backend_client.messages.base import Posted, Refused, Request
from backend_client.records.register import AuditEntry
from backend_client.store.audit import write_audit
from backend_client.store.head import first_look
from backend_client.store.rows import Record, new_row
from backend_client.store.schema import METADATA, TABLE_MODULES
from backend_client.store.setup import Setup, load_setup

ReceiptT = TypeVar("ReceiptT")
EVENT = "plant-import"


class PlantTransaction:
    """A connection in a writing transaction, and what every row written in it has in common."""

    def __init__(self, connection: Connection, *, at: datetime, person_no: str, terminal_id: str) -> None:
        """Begin with the database as it stands."""
        self.connection = connection
        self.at = at
        self.person_no = person_no
        self.terminal_id = terminal_id
        self._setup: Setup | None = None
        self._audit: list[dict[str, Any]] = []

    def post(self, request: Request[ReceiptT]) -> Posted[ReceiptT] | Refused:
        """Perform a request of the engine; refused, it has written nothing."""
        self.write_audit()
        head, _ = first_look(self.connection, request.request_id)
        if self._setup is None or self._setup.revision != head.setup_revision:
            self._setup = load_setup(self.connection, head.setup_revision)
        context = Context(
            connection=self.connection,
            setup=self._setup,
            now=self.at,
            local_now=self._setup.local_time(self.at),
            today=self._setup.today(self.at),
            trusted=True,
        )
        outcome = perform(context, request, lambda: head, body_of(request))
        assert not isinstance(outcome, Several | Noted), (
            "an import posts one thing at a time, by nobody's PIN"
        )
        return outcome

    def request(self, name: str) -> dict[str, Any]:
        """Answer what every request carries; the id names the row, and the register it will have."""
        head, _ = first_look(self.connection)
        return {
            "request_id": f"{EVENT}-{head.numbers.register + 1}-{_ascii(name)}"[:64],
            "person_no": self.person_no,
            "terminal_id": self.terminal_id,
        }

    def audit(self, table: str, key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Note a change; written with the next `write_audit`. A person's name stands with the person alone."""
        if table == "people":
            before, after = (
                {name: values[name] for name in values if name != "name"} for values in (before, after)
            )
        self._audit.append(
            new_row(
                AuditEntry,
                at=self.at,
                person_no=self.person_no,
                terminal_id=self.terminal_id,
                event=EVENT,
                table_name=table,
                row_key=key[:250],
                before=as_json(before),
                after=as_json(after),
            )
        )

    def write_audit(self) -> None:
        """Write the audit entries noted so far."""
        if self._audit:
            write_audit(self.connection, self._audit)
            self._audit = []


def as_json(values: Mapping[str, Any]) -> str:
    """Write columns as one text that compares: sorted names, decimals without trailing zeros; "" for no columns.

    >>> as_json({"b": Decimal("1.50"), "a": True})
    '{"a": "true", "b": "1.5"}'
    """
    if not values:
        return ""
    return json.dumps({name: as_text(values[name]) for name in sorted(values)}, ensure_ascii=False)


def as_text(value: Any) -> str:
    """Answer a value as the cell of a plant file would hold it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return value.isoformat() if isinstance(value, date | time) else str(value)


def database_table(name: str) -> Table:
    """Answer the database's table of that name."""
    return METADATA.tables[name]


@cache
def record_of(name: str) -> Record:
    """Answer the record of the database's table of that name."""
    records = (value for module in TABLE_MODULES for value in vars(module).values())
    found: Record = next(record for record in records if getattr(record, "__tablename__", "") == name)
    return found


def refusal_facts(refused: Refused) -> str:
    """Write what the engine refused, and why, in one line of facts."""
    facts = " ".join(f"{name}={value}" for name, value in sorted(refused.facts.items()))
    return f"{refused.code} {facts}".strip()


def _ascii(name: str) -> str:
    return "".join(
        character if character.isascii() and character.isprintable() else "-" for character in name
    )
