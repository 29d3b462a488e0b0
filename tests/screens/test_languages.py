"""Every screen in every language: what was open in English says the same in the next language, and nothing is cut.

`pytest tests/screens/test_languages.py --update-snapshots` writes the pictures in snapshots/<language> anew.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from backend_client.floor_terms import HelpKind
from backend_client.kept_terms import KeptState, LineState
from backend_client.messages.base import Refused
from backend_client.messages.kept import KeptHere, KeptPosting
from backend_client.messages.postings import PostOutputRequest
from backend_client.messages.shift import HelpCallRow
from backend_client.refusals import RefusalCode
from screens.call import CallAnswer
from screens.drawing import TEXT_CELLS, draw, wrapped
from screens.frame import Frame
from screens.kept_here import KeptHereScreen
from screens.language.text import ENGLISH, NAMES, PSEUDO, TRANSLATOR
from tests.screens.operator import NOW, STATION, ZONE, Operator, at_kiosk
from tests.screens.pictures import picture
from tests.screens.printing_stories import order_line_with_job_card, receipt_with_label
from tests.screens.test_pictures import (
    PICTURES,
    STORIES,
    Story,
    crew,
    load_board,
    not_known,
    output_asked,
    output_dropped,
    output_refused,
    receipt,
)

SAID_ONCE = (not_known, output_refused, output_asked, output_dropped)
"""Screens that differ from others only by a message, which goes with the next key."""

OTHERS = tuple(name for name in NAMES if name != "en")
CUT = re.compile(r"[^ ]+\w ?\.\.(?!\.)")


async def running(operator: Operator) -> None:
    """A clock was started."""
    await operator.scan(label("J", "101002", "10000", "10"), label("C", "RUN"))


async def stop_reason(operator: Operator) -> None:
    """A clock was stopped: why?"""
    await running(operator)
    await operator.scan(label("C", "STP"))


async def my_hours(operator: Operator) -> None:
    """What a clock counted."""
    await running(operator)
    await operator.press("f12")
    await operator.enter("4")


async def undo(operator: Operator) -> None:
    """What would take the last posting back."""
    await receipt(operator)
    await operator.press("f12")
    await operator.enter("5")


async def hand_over(operator: Operator) -> None:
    """Who takes over?"""
    await running(operator)
    await operator.press("f12")
    await operator.enter("6")


async def my_entries(operator: Operator) -> None:
    """What was posted today."""
    await receipt(operator)
    await operator.app.journey.show_my_entries()
    operator.app.journey.show()


async def kept_here(operator: Operator) -> None:
    """Two postings are kept: one was refused, the other waits behind it."""
    request = PostOutputRequest(
        request_id="K", person_no="OP01", order_no="101003", operation_no="20", output_quantity=Decimal(5)
    )
    refused = Refused(code=RefusalCode.ORDER_BLOCKED, facts={"order_no": "101003"})
    first = KeptPosting(
        sequence_no=2,
        request_id="K",
        message="PostOutputRequest",
        request=request,
        body="",
        lanes=("order 101003",),
        state=KeptState.REFUSED,
        held=False,
        kept_at=NOW - timedelta(minutes=14),
        settled_at=None,
        faults=0,
        trouble="",
        refused=refused,
        replaces=0,
        decided_by="",
        reason="",
    )
    second = replace(first, sequence_no=3, state=KeptState.WAITING, held=True, refused=None)
    kept = KeptHere(line=LineState.DOWN, waiting=1, refused=1, oldest=first.kept_at)
    journey = operator.app.journey
    await journey.show_kept_here()
    journey.screens[-1] = KeptHereScreen(kept, (first, second), journey.glass.now())
    journey.show()


async def kept_posting(operator: Operator) -> None:
    """Why it was refused."""
    await kept_here(operator)
    await operator.enter("1")


async def call_to_answer(operator: Operator) -> None:
    """Somebody calls from another station: what is answered?"""
    call = HelpCallRow(
        id="H",
        kind=HelpKind.MAINTENANCE,
        no="110",
        order_no="101002",
        order_line_no=10000,
        operation_no="20",
        stop_code="MACHINE",
        person_no="OP01",
        person_name="Operator 01",
        terminal_id="T-110",
        called_at=NOW.astimezone(ZONE),
    )
    operator.app.journey.push(CallAnswer(call))
    operator.app.journey.show()


async def station_of_a_crew(operator: Operator) -> None:
    """What two people do is one row."""
    await crew(operator)
    await operator.scan(label("C", "OK"))
    await operator.press("f3", "f3")


async def help_to_the_board(operator: Operator) -> None:
    """The longest help page."""
    await load_board(operator)
    await operator.press("f1")


WALKED = [
    *(story for story in STORIES if story not in SAID_ONCE),
    running,
    stop_reason,
    my_hours,
    undo,
    hand_over,
    station_of_a_crew,
    call_to_answer,
    my_entries,
    kept_here,
    kept_posting,
    help_to_the_board,
    receipt_with_label,
    order_line_with_job_card,
]


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


def crowded(operator: Operator) -> list[str]:
    """What the glass shows with the sign of a cut text, and cells of a table without a blank between them."""
    cut = [found for row in operator.rows for found in CUT.findall(row)]
    body = draw(frame_of(operator), 80, 24).above[3:-3]
    pairs = [pair for line in body for pair in pairwise(line)]
    return cut + [
        before.text + after.text
        for before, after in pairs
        if before.text[-1:].isalnum() and after.text[:1].isalnum()
    ]


WORD = re.compile(r"[A-Za-z]{3,}")
ORDINARY = {"english", "norsk", "suomi", "nederlands", "bokm"}
"""Words that are the same in every language."""


@cache
def words_of_the_plant(database: Path) -> set[str]:
    """Every word that stands in the plant's data."""
    with closing(sqlite3.connect(database)) as connection:
        tables = [
            name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")
        ]
        rows = (row for table in tables for row in connection.execute(f'select * from "{table}"'))
        return {word.lower() for row in rows for value in row for word in WORD.findall(str(value))}


def untranslated(operator: Operator, database: Path) -> set[str]:
    """Words of the screen that are neither strange, nor the plant's, nor the same in every language."""
    known = words_of_the_plant(database) | ORDINARY
    shown = {word for text in texts(frame_of(operator)) for word in WORD.findall(text)}
    return {word for word in shown if word.lower() not in known}


@pytest.mark.parametrize("story", WALKED, ids=lambda story: story.__name__)
def test_screen_says_the_same_in_every_language(
    story: Story, open_client: Callable[[], BackendClient], database: Path, pytestconfig: pytest.Config
) -> None:
    """An open screen is switched: each language's picture is as kept, with no text cut but the plant's own.

    In the pseudo-language, at last, each word is strange: none was left untranslated.
    """

    async def drawn(operator: Operator) -> None:
        await story(operator)
        already = crowded(operator)
        if story not in STORIES:  # the others are held against their English pictures in test_pictures.py
            keep("en", story.__name__, operator.text, pytestconfig)
        picture(frame_of(operator), ENGLISH, story.__name__, pytestconfig)
        for language in OTHERS:
            operator.speak(language)
            picture(frame_of(operator), language, story.__name__, pytestconfig)
            keep(language, story.__name__, operator.text, pytestconfig)
            assert len(crowded(operator)) <= len(already), (language, crowded(operator), already)
            message = frame_of(operator).message
            for text in (message.happened, message.to_do):
                assert " ".join(wrapped(text, TEXT_CELLS)) == text, (language, text)
        operator.speak(PSEUDO)
        assert untranslated(operator, database) == set()

    at_kiosk(open_client, drawn)


def keep(language: str, name: str, drawn: str, config: pytest.Config) -> None:
    """Hold a picture against the one that is kept."""
    path = PICTURES / language / f"{name}.txt"
    if config.getoption("--update-snapshots"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn + "\n", "utf-8")
    assert drawn + "\n" == path.read_text("utf-8"), (language, name)


@pytest.mark.parametrize("story", SAID_ONCE, ids=lambda story: story.__name__)
def test_no_message_is_left_untranslated(
    story: Story, open_client: Callable[[], BackendClient], database: Path
) -> None:
    """In the pseudo-language each word is strange, but for the plant's own words and what is typed."""

    async def walked(operator: Operator) -> None:
        await operator.enter("OP01")
        TRANSLATOR.speak(PSEUDO)
        await story(operator)
        assert untranslated(operator, database) == set()

    at_kiosk(open_client, walked, signed_on=False, station=replace(STATION, language=PSEUDO))
