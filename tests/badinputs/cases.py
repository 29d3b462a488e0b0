"""The cases of a file of bad inputs.

    {"groups": [{"id": "scan-plain", "field": "scan", "note": ..., "cases": [
        {"id": ..., "input": "WO-9999\\r", "expect": "reject", "error": "scan.not_found", "error_field": "scan"}]}]}

`input` is the text as it arrives; {"repeat": [text, times]}, {"base64": bytes} and {"json": text} stand for texts that
a JSON string can't hold. Other objects describe what a group of its own has to stage.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OUR_FILE = Path(__file__).parents[1] / "data" / "badinputs.json"
RUN = ("text", "scan", "qty", "duration")
"""Beginnings of the names of the groups that have a widget to go through."""
CALLS = "api-"
"""Beginning of the names of the groups that are calls to the server."""
PINS = "badge-pin"
"""Name of the group that is about signing on."""
KEYS, DATES, FILES = "keys", "datetime", "files"
"""Names of the groups that are staged at a keyboard, at a question for a moment, and on a disk."""


@dataclass(frozen=True, slots=True)
class Case:
    """One input and the reaction it must get; `text` is None where the input has another form."""

    group: str
    id: str
    text: str | bytes | None
    expect: str
    value: Any
    error: str
    error_field: str
    locale: str

    @property
    def as_bytes(self) -> bytes:
        """The input as it leaves the keyboard or the reader."""
        assert self.text is not None
        return self.text if isinstance(self.text, bytes) else self.text.encode("utf-8", "surrogatepass")

    @property
    def as_text(self) -> str:
        """The input as a stored text."""
        assert self.text is not None
        return self.text if isinstance(self.text, str) else self.text.decode("utf-8", "replace")


def read_cases(file: Path) -> list[Case]:
    """Answer all cases of the groups that are run."""
    return [
        _case(group, case)
        for group in _groups(file)
        for case in group["cases"]
        if group["id"].startswith(RUN)
    ]


@dataclass(frozen=True, slots=True)
class CallCase:
    """A call to the server that `staged` describes, and the reaction it must get."""

    id: str
    staged: dict[str, Any]
    expect: str
    error: str
    error_field: str


def read_calls(file: Path, groups: str = CALLS) -> list[CallCase]:
    """Answer all cases that are calls, or those of another group that is staged."""
    return [
        CallCase(
            case["id"], case["input"], case["expect"], case.get("error", ""), case.get("error_field", "")
        )
        for group in _groups(file)
        for case in group["cases"]
        if group["id"].startswith(groups)
    ]


@dataclass(frozen=True, slots=True)
class DatedCase:
    """A typed day or moment, or an interval, and the reaction it must get; the file writes "00:30Z or 01:30Z" for two."""

    id: str
    given: Any
    expect: str
    value: str
    error: str
    error_field: str


def read_dates(file: Path) -> list[DatedCase]:
    """Answer all cases of typed moments."""
    return [
        DatedCase(
            case["id"],
            case["input"],
            case["expect"],
            case.get("value", ""),
            case.get("error", ""),
            case.get("error_field", ""),
        )
        for group in _groups(file)
        for case in group["cases"]
        if group["id"] == DATES
    ]


def groups_not_run(file: Path) -> list[tuple[str, int]]:
    """Answer the groups that have no screen yet, each with the number of its cases."""
    return [
        (group["id"], len(group["cases"]))
        for group in _groups(file)
        if not group["id"].startswith((*RUN, CALLS, PINS, KEYS, DATES, FILES))
    ]


def _groups(file: Path) -> Iterator[dict[str, Any]]:
    yield from json.loads(file.read_text("utf-8"))["groups"]


def _case(group: dict[str, Any], case: dict[str, Any]) -> Case:
    return Case(
        group=group["id"],
        id=case["id"],
        text=_text(case["input"]),
        expect=case["expect"],
        value=case.get("value"),
        error=case.get("error", ""),
        error_field=case.get("error_field", ""),
        locale=case.get("locale", "en"),
    )


def _text(given: Any) -> str | bytes | None:
    match given:
        case str():
            return given
        case {"repeat": [str(piece), int(times)]}:
            return piece * times
        case {"base64": str(coded)}:
            return base64.b64decode(coded)
        case {"json": str(written)}:
            read = json.loads(written)
            return read if isinstance(read, str) else None
        case _:
            return None
