"""What can be wrong with a translation, found before anybody reads it on a glass.

    "%(n)s good"  ->  "%(m)s gode"         a placeholder that the program does not fill: it would stop the screen
    "Ready"       ->  " Klar"              blanks at an end: columns would not stand in line
    "Scrap"       ->  "Avfall"             another word than the glossary's: one thing with two names
    col 5 "Left"  ->  "Resterend"          wider than its column: cut where it stands

Missing and fuzzy translations count as faults: English in the middle of a Finnish screen is no help to anybody.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from babel.messages.catalog import Message
from rich.cells import cell_len

from screens.language.text import LOCALE

GLOSSARY = LOCALE / "glossary.csv"
ROW_CELLS = 76
"""What a row of a message or a help page holds at 80 columns."""

_PLACEHOLDER = re.compile(r"%(?:\([a-z_]+\))?[sd%]")
_COLUMN = re.compile(r"col ([0-9]+)")
_KEY_CELLS = 8
_LABEL_WORDS = 3
_PLACEHOLDER_CELLS = 6  # of what is put in, mostly
_ENDS = (" ...", ".", ":", "?", "!", ",")
_BRACKETS = "()[]{}<>"
_WORDS = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary: in English, and the forms that a language may show of it, the first the one to cite."""

    english: str
    forms: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        """Tell whether an English text says it, in one number or the other."""
        return bool(re.search(rf"(?<![-/\w]){re.escape(self.english)}s?\b", text, re.IGNORECASE))

    def is_kept(self, translation: str) -> bool:
        """Tell whether a translation says it with a word of the glossary."""
        folded = translation.casefold()
        return any(form.casefold() in folded for form in self.forms)


@cache
def glossary(language: str) -> tuple[Term, ...]:
    """Answer the terms of a language: columns `en` and one a language, forms parted by a stroke."""
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row[language]]
    return tuple(Term(row["en"], tuple(row[language].split("|"))) for row in rows)


def faults(message: Message, language: str) -> Iterator[str]:
    """Answer what is wrong with one translation."""
    if not message.id:
        return
    if message.fuzzy:
        yield "is marked fuzzy: look at it, then take the mark away"
    english = list(message.id) if isinstance(message.id, tuple | list) else [message.id]
    strings = [message.string] if isinstance(message.string, str) else list(message.string)
    if not all(strings) or len(strings) != len(english):
        yield "is not translated"
        return
    for number, translation in enumerate(strings):
        yield from _of_one(english[min(number, len(english) - 1)], translation, message)
        yield from _terms(english[-1], translation, language)


def _of_one(english: str, translation: str, message: Message) -> Iterator[str]:
    if Counter(_PLACEHOLDER.findall(english)) != Counter(_PLACEHOLDER.findall(translation)):
        yield f"{translation!r} has other placeholders"
    if _edges(english) != _edges(translation):
        yield f"{translation!r} begins or ends with other blanks"
    if _end(english) != _end(translation) and not (
        _is_label(english) and {_end(english), _end(translation)} <= {"", "."}
    ):
        yield f"{translation!r} ends with another sign"
    if not translation.isprintable() and english.isprintable():
        yield f"{translation!r} holds what is not printed"
    if any(english.count(sign) != translation.count(sign) for sign in _BRACKETS):
        yield f"{translation!r} has other brackets"
    if english == translation and len(_WORDS.findall(_PLACEHOLDER.sub("", english))) > 1:
        yield "is still English"
    most = room(english, message.context, [place for place, _line in message.locations])
    if most is not None and _cells(translation) > most:
        yield f"{translation!r} takes {_cells(translation)} cells; it may take {most}"


def _terms(english: str, translation: str, language: str) -> Iterator[str]:
    english = _PLACEHOLDER.sub("", english)
    for term in glossary(language):
        if term.is_in(english) and not term.is_kept(translation):
            yield f"{translation!r} says {term.english!r} in another word than {term.forms[0]!r}"


def _cells(text: str) -> int:
    return cell_len(_PLACEHOLDER.sub("_" * _PLACEHOLDER_CELLS, text))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _end(text: str) -> str:
    return next((end for end in _ENDS if text.rstrip().endswith(end)), "")


def _is_label(english: str) -> bool:
    """Tell whether a text is a label: it or its translation may be an abbreviation, which ends with a point."""
    words = len(english.split())
    return words == 1 or (not _end(english) and words <= _LABEL_WORDS)


def room(english: str, context: str | None, places: Iterable[str]) -> int | None:
    """Answer how many cells a translation may take, None where it may be as long as it needs.

    A column heading has the width of its column. A text of the screens has a row, or as many cells as the English
    one where that is longer already. Texts of the command line wrap.
    """
    column = _COLUMN.fullmatch(context or "")
    if column:
        return int(column[1])
    if context == "key":
        return _KEY_CELLS
    if all(place.startswith(("kiosk/", "screens/paper/")) for place in places):
        return None
    return max(ROW_CELLS, _cells(english))
