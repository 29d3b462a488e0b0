"""The manuals as paper: the short texts beside this, one task a page, each with its screen as it is.

    # title, and what it is      the first lines of a file
    ## task                      begins a page
    1. a step                    and paragraphs, with empty lines between
    ```home                      the name of a screen, and the screen

The texts stand in screens/manual, a file for each reader and language; a test holds the screens in them against those
of the program, and what they quote against its words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from screens.language.text import TRANSLATOR
from screens.paper.page import A4, Paper, lines_of

_LEFT, _WIDTH = 15.0, 180.0
_TOP = 20.0
_TEXT, _SCREEN = 11.5, 9.5  # points
_ROW = 4.1  # millimetres of a row of a screen
_FENCE = "```"
_PRINTED = str.maketrans("█", "#")
"""The fonts that every printer has know no blocks."""


class Reader(StrEnum):
    """Whom a manual is for."""

    OPERATOR = "operator"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Task:
    """A page: what is done, how, and on which screen (its rows)."""

    title: str
    paragraphs: tuple[str, ...]
    screen: tuple[str, ...]


def source_of(reader: Reader, language: str) -> str:
    """Answer the text of a manual as it is kept; English where there is none in a language."""
    folder = files("screens") / "manual"
    file = folder / f"{reader}.{language}.md"
    return (file if file.is_file() else folder / f"{reader}.en.md").read_text("utf-8")


def tasks_of(source: str) -> Iterator[Task]:
    """Part a manual into its tasks; the first one is its title with what it is."""
    for part in source.split("\n## "):
        before, fence, rest = part.partition(f"\n{_FENCE}")
        title, _, text = before.removeprefix("# ").partition("\n")
        screen = tuple(rest.partition(f"\n{_FENCE}")[0].split("\n")[1:]) if fence else ()
        lines = (line for line in text.split("\n") if line)
        yield Task(title, tuple(lines), screen)


def manual(reader: Reader) -> bytes:
    """Answer a manual as PDF, A4 upright, in the language that is spoken."""
    first, *tasks = tasks_of(source_of(reader, TRANSLATOR.language))
    paper = Paper(A4, title=first.title)
    for number, task in enumerate(tasks):
        if number:
            paper.new_page()
        paper.text(_LEFT, _TOP, task.title, size=20, bold=True, width=_WIDTH)
        down = _TOP + 10
        paragraphs = (*first.paragraphs, *task.paragraphs) if not number else task.paragraphs
        for paragraph in paragraphs:
            for line in lines_of(paragraph, _TEXT, _WIDTH):
                paper.text(_LEFT, down, line, size=_TEXT)
                down += 5.4
            down += 2.2
        down += 4
        for row in task.screen:
            paper.text(_LEFT, down, row.translate(_PRINTED), size=_SCREEN, mono=True)
            down += _ROW
    return paper.finish(first.title, "%(page)s / %(pages)s")
