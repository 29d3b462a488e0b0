"""Every screen in every language: what was open in English says the same in the next language, and nothing is cut.

`pytest tests/screens/test_languages.py --update-snapshots` writes the pictures in snapshots/<language> anew.
"""

import re
from collections.abc import Callable, Iterator

import pytest

from backend_client.client import BackendClient
from screens.drawing import TEXT_CELLS, wrapped
from screens.frame import Frame
from screens.language.text import NAMES
from tests.screens.operator import Operator, at_kiosk
from tests.screens.test_pictures import (
    PICTURES,
    STORIES,
    Story,
    menu,
    not_known,
    output_asked,
    output_dropped,
    output_refused,
)

SAID_ONCE = (not_known, output_refused, output_asked, output_dropped)
"""Screens that differ from others only by a message, which goes with the next key."""

OTHERS = tuple(name for name in NAMES if name != "en")
CUT = re.compile(r"\w\.\.(?!\.)")


async def speak(operator: Operator, language: str) -> None:
    """Choose a language as a person does: the last row of the menu, then its number."""
    await operator.press("f12")
    await operator.enter("9")
    await operator.enter(str(tuple(NAMES).index(language) + 1))


def frame_of(operator: Operator) -> Frame:
    """What is shown, before it is drawn."""
    assert operator.app._frame is not None
    return operator.app._frame


def texts(frame: Frame) -> Iterator[str]:
    """All texts of a frame."""
    yield from (frame.title, frame.where, frame.prompt, frame.status.line)
    yield from (frame.message.title, frame.message.happened, frame.message.to_do)
    for row in (*frame.body.head, *frame.body.listed, *frame.body.foot):
        yield from (cell.text for cell in row.cells)


def cut(operator: Operator) -> list[str]:
    """What the glass shows with the sign of a cut text."""
    return [row.strip() for row in operator.rows if CUT.search(row)]


@pytest.mark.parametrize(
    "story", [story for story in STORIES if story not in SAID_ONCE], ids=lambda story: story.__name__
)
def test_screen_says_the_same_in_every_language(
    story: Story, open_client: Callable[[], BackendClient], pytestconfig: pytest.Config
) -> None:
    """An open screen is switched: each language's picture is as kept, with no text cut but the plant's own."""

    async def drawn(operator: Operator) -> None:
        await story(operator)
        already = cut(operator)
        for language in OTHERS:
            await speak(operator, language)
            if story is menu:
                await operator.press("f12")
            keep(language, story.__name__, operator.text, pytestconfig)
            assert len(cut(operator)) <= len(already), (language, cut(operator))
            message = frame_of(operator).message
            for text in (message.happened, message.to_do):
                assert " ".join(wrapped(text, TEXT_CELLS)) == text, (language, text)

    at_kiosk(open_client, drawn)


def keep(language: str, name: str, drawn: str, config: pytest.Config) -> None:
    """Hold a picture against the one that is kept."""
    path = PICTURES / language / f"{name}.txt"
    if config.getoption("--update-snapshots"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn + "\n", "utf-8")
    assert drawn + "\n" == path.read_text("utf-8"), (language, name)
