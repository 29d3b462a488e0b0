"""The manuals say what the screens say, in every language, and print one task a page.

`pytest tests/screens/paper/test_manual.py --update-snapshots` puts the screens in them anew.
"""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from screens.language.text import NAMES, TRANSLATOR
from screens.paper.manual import Reader, manual, source_of, tasks_of
from tests.screens.paper.reading import pages_of
from tests.screens.test_pictures import PICTURES

FOLDER = Path(__file__).parents[3] / "screens" / "manual"
LOCALE = Path(__file__).parents[3] / "screens" / "language" / "locale"
SCREEN = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
QUOTED = re.compile("“([^”]+)”")
MANUALS = [(reader, language) for reader in Reader for language in NAMES]


def picture(name: str, language: str) -> str:
    """A screen as a test holds it against the program."""
    places = [PICTURES / language / f"{name}.txt"]
    if language == "en":
        places.append(PICTURES / f"{name}-80x24.txt")
    return next(place.read_text("utf-8") for place in places if place.is_file())


def said(language: str) -> set[str]:
    """Every text of the program in a language, without what is put into it."""
    if language == "en":
        with (LOCALE / "kiosk.pot").open("rb") as file:
            texts = [message.id for message in read_po(file)]
    else:
        with (LOCALE / language / "LC_MESSAGES" / "kiosk.po").open("rb") as file:
            texts = [message.string for message in read_po(file)]
    flat = [part for text in texts for part in ([text] if isinstance(text, str) else text)]
    return {re.split(r": |:$|:? ?%\(", text)[0] for text in flat} | set(flat)


@pytest.mark.parametrize(("reader", "language"), MANUALS)
def test_its_screens_are_the_program_s(reader: Reader, language: str, pytestconfig: pytest.Config) -> None:
    """Each screen in a manual is the picture that other tests hold against the running program."""
    source = source_of(reader, language)
    drawn = SCREEN.sub(lambda found: f"```{found[1]}\n{picture(found[1], language)}```", source)
    if pytestconfig.getoption("--update-snapshots"):
        (FOLDER / f"{reader}.{language}.md").write_text(drawn, "utf-8")
        source = source_of(reader, language)
    assert source == drawn


@pytest.mark.parametrize(("reader", "language"), MANUALS)
def test_what_it_quotes_is_said_by_the_program(reader: Reader, language: str) -> None:
    """Words in quotes stand on a screen, a key or a sheet, in the same language: nobody looks for a word in vain."""
    quoted = set(QUOTED.findall(SCREEN.sub("", source_of(reader, language))))
    assert quoted
    assert quoted <= said(language)


def test_every_language_tells_the_same_tasks() -> None:
    """As many tasks, with the same screens, in the same order."""
    for reader in Reader:
        screens = {
            language: [name for name, _ in SCREEN.findall(source_of(reader, language))] for language in NAMES
        }
        counts = {len(list(tasks_of(source_of(reader, language)))) for language in NAMES}
        assert len(counts) == 1
        assert all(names == screens["en"] for names in screens.values())


@pytest.mark.parametrize(("reader", "language"), MANUALS)
def test_each_task_has_a_page_of_its_own(reader: Reader, language: str) -> None:
    """A4, one page a task, and nothing runs over its end: the last row of the last screen is to be read."""
    TRANSLATOR.speak(language)
    _, *tasks = tasks_of(source_of(reader, language))
    printed = manual(reader)
    pages = pages_of(printed)
    assert len(pages) == len(tasks)
    for task, page in zip(tasks, pages, strict=True):
        assert page.startswith(task.title)
        assert page.count("?") == sum(
            text.count("?") for text in (task.title, *task.paragraphs, *task.screen)
        )
        for row in task.screen[-2:]:
            assert row.split() == [word for word in row.split() if word in page]
