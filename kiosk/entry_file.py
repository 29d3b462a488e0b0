"""The file in which a terminal keeps what is entered and not posted: read at the start, written whole at each change.

It is a convenience, not a ledger: one that can't be read or written loses what was being typed, never a posting. So
nothing here raises, and nobody waits for the disk: the file is written beside the old one and takes its place at once.
"""

import json
import os
from dataclasses import asdict, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from screens.drafts import Draft, Field
from screens.kept_entries import Entries, LeftOpen

BYTES_MAX = 1_000_000
DRAFTS_MAX = 500


class EntryFile:
    """One file of one terminal."""

    def __init__(self, file: Path) -> None:
        """Take where it is; it need not be there yet."""
        self._file = file

    def load(self) -> Entries:
        """Answer what was kept; nothing where the file is missing, damaged or too long."""
        try:
            if self._file.stat().st_size > BYTES_MAX:
                return Entries()
            told = json.loads(self._file.read_text("utf-8"))
            drafts = {_key(row): _draft(row["draft"]) for row in told["drafts"][:DRAFTS_MAX]}
            left = {str(row["person_no"]): _left(row) for row in told["left_open"][:DRAFTS_MAX]}
            return Entries(drafts, left)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, InvalidOperation, RecursionError):
            return Entries()

    def save(self, entries: Entries) -> None:
        """Write all of it; what can't be written is not kept."""
        told = {
            "drafts": [
                {"person_no": key[0], "draft": _plain(draft)} for key, draft in entries.drafts.items()
            ],
            "left_open": [
                {"person_no": person, **asdict(left)} for person, left in entries.left_open.items()
            ],
        }
        beside = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
                json.dump(told, opened)
            beside.replace(self._file)
        except OSError:
            return


def _plain(draft: Draft) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(draft).items()
    }


def _key(row: dict[str, Any]) -> tuple[str, str, int, str]:
    draft = row["draft"]
    return (
        str(row["person_no"]),
        str(draft["order_no"]),
        int(draft["order_line_no"]),
        str(draft["operation_no"]),
    )


def _draft(told: dict[str, Any]) -> Draft:
    """Read a draft; raises for what a screen would never have made."""
    values: dict[str, Any] = {}
    for each in fields(Draft):
        value = told[each.name]
        if each.type == (Decimal | None) and value is not None:
            number = Decimal(value)
            if not number.is_finite() or number < 0:
                raise ValueError(each.name)
            value = number
        elif each.type != (Decimal | None) and type(value) is not each.type:
            raise TypeError(each.name)
        values[each.name] = value
    return Draft(**values)


def _left(row: dict[str, Any]) -> LeftOpen:
    return LeftOpen(
        str(row["order_no"]), int(row["order_line_no"]), str(row["operation_no"]), Field(row["field"])
    )
