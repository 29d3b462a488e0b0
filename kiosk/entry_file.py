"""The file in which a terminal keeps what is entered and not posted: read at the start, written whole at each change.

It is a convenience, not a ledger: one that can't be read or written loses what was being typed, never a posting. So
nothing here raises, and nobody waits for the disk: the file is written beside the old one and takes its place at once.
"""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from backend_client.limits import SCAN_LENGTH_MAX
from backend_client.messages.base import Answer, Refused
from backend_client.messages.codec import plain
from backend_client.messages.strict import read_values
from screens.center_time_draft import CenterTimeDraft
from screens.drafts import Draft, Entered, EntryKind, Sure, Which
from screens.kept_entries import DraftKey, Entries, LeftOpen
from screens.parts_draft import PartsDraft
from screens.posting_entry import Confirming, Leave, SameAgain

BYTES_MAX = 1_000_000
DRAFTS_MAX = 500
_QUESTIONS: dict[str, type[Any]] = {
    "sure": Sure,
    "which": Which,
    "confirming": Confirming,
    "leave": Leave,
    "same-again": SameAgain,
}
_KINDS: dict[EntryKind, type[Entered]] = {
    EntryKind.OUTPUT: Draft,
    EntryKind.PARTS: PartsDraft,
    EntryKind.CENTER_TIME: CenterTimeDraft,
}


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
            drafts = dict(map(_draft, told["drafts"][:DRAFTS_MAX]))
            left = {str(row["person_no"]): _left(row) for row in told["left_open"][:DRAFTS_MAX]}
            return Entries(drafts, left)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return Entries()

    def save(self, entries: Entries) -> None:
        """Write all of it; what can't be written is not kept."""
        told = {
            "drafts": [
                {"person_no": key[0], "kind": draft.kind, "draft": plain(draft)}
                for key, draft in entries.drafts.items()
            ],
            "left_open": [
                {"person_no": person, **_plain_left(left)} for person, left in entries.left_open.items()
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


def _draft(row: dict[str, Any]) -> tuple[DraftKey, Entered]:
    """Read a draft; raises for what a screen would never have made."""
    draft = read_values(_KINDS[EntryKind(row["kind"])], row["draft"])
    if not isinstance(draft, Entered) or _is_negative(row["draft"]):
        raise ValueError
    return (str(row["person_no"]), *draft.key), draft


def _is_negative(told: Any) -> bool:
    """Tell whether a number below zero stands anywhere: no entry takes one."""
    if isinstance(told, dict):
        return any(map(_is_negative, told.values()))
    if isinstance(told, list):
        return any(map(_is_negative, told))
    return isinstance(told, str) and told.startswith("-") and told[1:].replace(".", "").isdigit()


def _plain_left(left: LeftOpen) -> dict[str, Any]:
    asked = next((word for word, kind in _QUESTIONS.items() if isinstance(left.pending, kind)), "")
    told: dict[str, Any] = plain(replace(left, pending=None))
    return told | {"asked": asked, "pending": plain(left.pending)}


def _left(row: dict[str, Any]) -> LeftOpen:
    """Read what stood open; raises for what no screen would have left."""
    pending = read_values(_QUESTIONS[row["asked"]], row["pending"]) if row["asked"] else None
    wrong = isinstance(pending, Refused) or (isinstance(pending, Which) and len(pending.readings) != 2)
    answers = [read_values(Answer, each) for each in row["answers"]]
    if wrong or _is_negative(row["pending"]):
        raise ValueError
    return LeftOpen(
        EntryKind(row["kind"]),
        str(row["order_no"]),
        int(row["order_line_no"]),
        str(row["operation_no"]),
        str(row["field"]),
        pending=pending,
        typed=str(row["typed"])[:SCAN_LENGTH_MAX],
        marked=None if row["marked"] is None else int(row["marked"]),
        answers=tuple(each for each in answers if isinstance(each, Answer)),
    )
