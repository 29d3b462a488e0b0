"""The file in which a terminal keeps what is entered and not posted: read at the start, written whole at each change.

It is a convenience, not a ledger: one that can't be read or written loses what was being typed, never a posting. So
nothing here raises; kept_file.py says what a power cut may take of it.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from backend_client.barcode.events import Job
from backend_client.limits import SCAN_LENGTH_MAX
from backend_client.messages.base import Answer, Refused
from backend_client.messages.codec import plain
from backend_client.messages.strict import read_values
from kiosk.kept_file import KeptFile
from screens.center_time_draft import CenterTimeDraft
from screens.drafts import Draft, Entered, EntryKind, Sure, Which
from screens.kept_entries import DraftKey, Entries, LeftOpen
from screens.language.readings import Doubtful
from screens.parts_draft import MorePart, OtherBin, PartAsked, PartsDraft
from screens.posting_entry import Confirming, Leave, SameAgain

KeptT = TypeVar("KeptT")
DRAFTS_MAX = 500
_QUESTIONS: dict[str, type[Any]] = {
    "sure": Sure,
    "which": Which,
    "confirming": Confirming,
    "leave": Leave,
    "same-again": SameAgain,
    "more-part": MorePart,
    "other-bin": OtherBin,
    "doubtful": Doubtful,
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
        self._file = KeptFile(file)

    def load(self) -> Entries:
        """Answer what was kept, and what of it is lost; nothing where there is none, or none that can be read."""
        entries, damage = self._file.load(_entries)
        return replace(entries or Entries(), damage=damage)

    def save(self, entries: Entries) -> None:
        """Write all of it, of too many drafts the newest; what can't be written is not kept."""
        self._file.save(
            {
                "drafts": [
                    {"person_no": key[0], "kind": draft.kind, "draft": plain(draft)}
                    for key, draft in [*entries.drafts.items()][-DRAFTS_MAX:]
                ],
                "left_open": [
                    {"person_no": person, **_plain_left(left)} for person, left in entries.left_open.items()
                ],
                "marked": [
                    {"person_no": person, "job": plain(job)} for person, job in entries.marked.items()
                ],
            }
        )

    def sync(self) -> None:
        """Wait until the disk has what was saved last."""
        self._file.sync()


def _entries(told: dict[str, Any]) -> Entries:
    """Read all of it; raises for what no screen would have left."""
    return Entries(
        dict(map(_draft, told["drafts"][-DRAFTS_MAX:])),
        {str(row["person_no"]): _left(row) for row in told["left_open"][:DRAFTS_MAX]},
        {str(row["person_no"]): _made(Job, row["job"]) for row in told["marked"][:DRAFTS_MAX]},
    )


def _made(kind: type[KeptT], told: dict[str, Any]) -> KeptT:
    """Read one thing; raises ValueError for what no screen would have made."""
    made = read_values(kind, told)
    if isinstance(made, Refused) or _is_negative(told):
        raise ValueError
    return made


def _draft(row: dict[str, Any]) -> tuple[DraftKey, Entered]:
    """Read a draft; raises for what a screen would never have made."""
    draft = _made(_KINDS[EntryKind(row["kind"])], row["draft"])
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
    pending = _made(_QUESTIONS[row["asked"]], row["pending"]) if row["asked"] else None
    if isinstance(pending, Which | Doubtful) and len(pending.readings) != 2:
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
        answers=tuple(_made(Answer, each) for each in row["answers"]),
        part=None if row["part"] is None else _made(PartAsked, row["part"]),
    )
