"""Every screen of a supervisor in every language: it stands as its picture shows, whole, and nothing is left in English.

`pytest tests/screens/supervising/test_walk.py --update-snapshots` writes the pictures anew.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from backend_client.client import BackendClient
from backend_client.local import LocalClient
from screens.drawing import TEXT_CELLS, wrapped
from screens.language.text import ENGLISH, PSEUDO
from screens.supervising.choice import Duty
from tests.screens.operator import NOW, Operator, at_kiosk
from tests.screens.pictures import picture
from tests.screens.supervising.duties import open_duty
from tests.screens.supervising.floor_stories import FLOOR_WAYS
from tests.screens.supervising.stories import WAYS, Look, Way
from tests.screens.supervising.test_floor import heard
from tests.screens.supervising.test_forgotten_clocks import forgotten
from tests.screens.supervising.test_refused_postings import refused
from tests.screens.test_a_shift import Shift
from tests.screens.test_languages import OTHERS, crowded, frame_of, keep, untranslated
from tests.screens.test_notes_and_calls import NoLine
from tests.screens.test_pictures import compare
from tests.screens.test_with_the_line_down import Terminal


def looking(operator: Operator, database: Path, config: pytest.Config) -> Look:
    """Answer what looks at the screen that is shown: in each language as kept, whole, and nothing left in English."""

    async def look(name: str) -> None:
        already = crowded(operator)
        compare(name, (80, 24), operator.text, config)
        picture(frame_of(operator), ENGLISH, name, config)
        for language in OTHERS:
            operator.speak(language)
            picture(frame_of(operator), language, name, config)
            keep(language, name, operator.text, config)
            assert len(crowded(operator)) <= len(already), (name, language, crowded(operator), already)
            message = frame_of(operator).message
            for text in (message.happened, message.to_do):
                assert " ".join(wrapped(text, TEXT_CELLS)) == text, (name, language, text)
        operator.speak(PSEUDO)
        assert untranslated(operator, database) == set(), name
        operator.speak(ENGLISH)

    return look


@pytest.mark.parametrize("way", [*WAYS, *FLOOR_WAYS], ids=lambda way: way.__name__)
def test_a_supervisor_s_screens_stand_in_every_language(
    way: Way, open_client: Callable[[], BackendClient], database: Path, pytestconfig: pytest.Config
) -> None:
    """24 rows of 80 columns, with no text cut but the plant's own, and each message whole."""

    async def walked(operator: Operator) -> None:
        await way(operator, looking(operator, database, pytestconfig))

    at_kiosk(open_client, walked)


def test_forgotten_clocks_stand_in_every_language(database: Path, pytestconfig: pytest.Config) -> None:
    """The list of them, when one ended, and why it was left running."""
    shift = Shift(database)

    async def walked(operator: Operator) -> None:
        look = looking(operator, database, pytestconfig)
        await forgotten(operator, shift)
        await look("forgotten_clocks")
        await operator.enter("1")
        await look("forgotten_clock")
        await operator.enter("15:30")
        await look("forgotten_clock_reason")

    at_kiosk(shift.open, walked, signed_on=False)


def test_silent_terminals_stand_in_every_language(database: Path, pytestconfig: pytest.Config) -> None:
    """One is silent and has postings to decide, one is heard of: on the floor, in their list, beside what is kept here."""
    shift = Shift(database)
    heard(database, "T-110", NOW - timedelta(minutes=10), refused=2, place="110")
    heard(database, "T-200", NOW, place="200")

    async def walked(operator: Operator) -> None:
        look = looking(operator, database, pytestconfig)
        await open_duty(operator, Duty.FLOOR)
        await operator.enter("110")
        await look("floor_no_word")
        await operator.enter("6")
        await look("terminals")
        await operator.press("f3")
        await operator.enter("1")
        await look("refused_elsewhere")

    at_kiosk(shift.open, walked, signed_on=False)


def test_calls_that_nobody_tells_stand_in_every_language(
    open_client: Callable[[], BackendClient], database: Path, pytestconfig: pytest.Config
) -> None:
    """The call of before stands, with the moment at which it was known."""
    made: list[NoLine] = []

    def opened() -> BackendClient:
        made.append(NoLine(open_client()))
        return made[-1]  # type: ignore[return-value]

    async def walked(operator: Operator) -> None:
        await operator.press("f9")
        await operator.enter("2")
        made[-1].is_deaf = True
        await operator.press("f3", "f9")
        await looking(operator, database, pytestconfig)("calls_unanswered")

    at_kiosk(opened, walked)


def test_refused_postings_stand_in_every_language(
    client: LocalClient, tmp_path: Path, database: Path, pytestconfig: pytest.Config
) -> None:
    """What is kept, one of them, its correction, and the reason."""
    terminal = Terminal(client, tmp_path)

    async def walked(operator: Operator) -> None:
        look = looking(operator, database, pytestconfig)
        await refused(operator, terminal, client)
        await look("refused_postings")
        await operator.enter("1")
        await look("refused_posting")
        await operator.enter("2")
        await operator.enter("5")
        await operator.enter("2")
        await look("refused_posting_corrected")
        await operator.press("f3")
        await operator.enter("3")
        await look("refused_posting_reason")

    at_kiosk(terminal.open, walked, desk=terminal.desk)
