"""The head of the ledgers, kept elsewhere: what nobody who can write the database can change with it.

Who rewrites a database can rewrite all hashes in it, or take the last registers away and set the head back. Against a
head that was exported before, each shows as what it is:

    exported at register 120; now there are 118         a cut tail
    exported at register 120; now its hash is another   a rewritten history
    exported of plant CONTOSO; now it is DEMO           another plant

The file is JSON. With a key it also carries an HMAC-SHA256 over the rest, so that the file itself can't be made anew.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from backend_client.records.posting_setup import PlantSetting
from backend_client.store.chain import AUDIT
from backend_client.store.rows import table_of
from backend_client.store.verifying.chain import HEAD, REGISTERS
from backend_client.store.verifying.finding import Finding, FindingCode

FORMAT = "kiosk ledger head 1"
SETTINGS = table_of(PlantSetting)
COUNTS = (
    "item_entry_no",
    "application_entry_no",
    "capacity_entry_no",
    "value_entry_no",
    "gl_entry_no",
    "warehouse_entry_no",
)


class HeadUnreadable(ValueError):  # noqa: N818 -- named by what it is
    """A file that is no exported head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedHead:
    """The end of both chains at one moment, and the beginning of the first, by which a plant's history is known."""

    plant_code: str
    exported_at: str
    first_hash: str
    register_no: int
    register_hash: str
    entries: dict[str, int]
    audit_entry_no: int
    audit_hash: str


def exported_head(connection: Connection, at: datetime | None = None) -> ExportedHead:
    """Read the head as it is now; `at` is an aware moment, for a head that leaves the database."""
    head = connection.execute(select(HEAD)).one()._asdict()
    return ExportedHead(
        plant_code=_plant_code(connection),
        exported_at=at.isoformat(timespec="seconds") if at else "",
        first_hash=_hash_of(connection, REGISTERS.c.no, REGISTERS.c.hash, 1),
        register_no=head["register_no"],
        register_hash=head["register_hash"],
        entries={name: head[name] for name in COUNTS},
        audit_entry_no=head["audit_entry_no"],
        audit_hash=head["audit_hash"],
    )


def written(head: ExportedHead, key: bytes = b"") -> str:
    """Write a head as the text of a file; with a key, sealed by it."""
    values: dict[str, Any] = {"format": FORMAT, **asdict(head)}
    if key:
        values["hmac_sha256"] = _seal(values, key)
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def read(text: str, key: bytes = b"") -> tuple[ExportedHead, bool]:
    """Answer the head that a file holds, and whether it is as it was sealed; without a key nobody can tell, so it is.

    Raises HeadUnreadable.
    """
    try:
        values = json.loads(text)
        seal = values.pop("hmac_sha256", "")
        genuine = not key or hmac.compare_digest(str(seal), _seal(values, key))
        if values.pop("format") != FORMAT:
            raise HeadUnreadable("another format")
        head = ExportedHead(**values)
        numbers = (head.register_no, head.audit_entry_no, *head.entries.values())
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise HeadUnreadable(str(error)) from error
    texts = (head.plant_code, head.exported_at, head.first_hash, head.register_hash, head.audit_hash)
    if not all(type(each) is int for each in numbers) or not all(type(each) is str for each in texts):
        raise HeadUnreadable("a value is of the wrong kind")
    return head, genuine


def head_file_findings(connection: Connection, exported: ExportedHead) -> Iterator[Finding]:
    """Answer in what way the ledgers no longer hold what was exported."""
    now = exported_head(connection)
    facts = {"exported_at": exported.exported_at}
    if exported.plant_code != now.plant_code:
        plants = {"exported": exported.plant_code, "plant_code": now.plant_code}
        yield Finding(FindingCode.HEAD_OF_ANOTHER_PLANT, facts | plants)
        return
    for number, hash_now, was, hash_then in (
        (REGISTERS.c.no, REGISTERS.c.hash, exported.register_no, exported.register_hash),
        (AUDIT.c.id, AUDIT.c.hash, exported.audit_entry_no, exported.audit_hash),
    ):
        about = facts | {"table": number.table.name, "exported": str(was)}
        last = (
            connection.execute(select(func.max(number))).scalar() or 0
        )  # the head may say more than is there
        if last < was:
            yield Finding(FindingCode.TAIL_CUT, about | {"last": str(last)})
        elif was and _hash_of(connection, number, hash_now, was) != hash_then:
            yield Finding(FindingCode.HISTORY_REWRITTEN, about)
    if exported.register_no and now.register_no and exported.first_hash != now.first_hash:
        yield Finding(FindingCode.HISTORY_REWRITTEN, facts | {"table": "registers", "exported": "1"})


def _hash_of(connection: Connection, number: Any, hash_column: Any, no: int) -> str:
    return connection.execute(select(hash_column).where(number == no)).scalar() or ""


def _plant_code(connection: Connection) -> str:
    setting = select(SETTINGS.c.value).where(SETTINGS.c.key == "plant_code")
    return connection.execute(setting).scalar() or ""


def _seal(values: dict[str, Any], key: bytes) -> str:
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
