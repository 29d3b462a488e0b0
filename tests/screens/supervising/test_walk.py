"""Every screen of a supervisor in every language: it stands as its picture shows, whole, and nothing is left in English.

`pytest tests/screens/supervising/test_walk.py --update-snapshots` writes the pictures anew.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from backend_client.client import BackendClient
from screens.drawing import TEXT_CELLS, wrapped
from screens.language.text import PSEUDO
from tests.screens.operator import Operator, at_kiosk
from tests.screens.supervising.stories import STORIES
from tests.screens.test_languages import OTHERS, crowded, frame_of, keep, speak, untranslated
from tests.screens.test_pictures import Story, compare


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_a_supervisor_s_screen_stands_in_every_language(
    story: Story, open_client: Callable[[], BackendClient], database: Path, pytestconfig: pytest.Config
) -> None:
    """24 rows of 80 columns, with no text cut but the plant's own, and each message whole."""

    async def drawn(operator: Operator) -> None:
        await story(operator)
        already = crowded(operator)
        compare(story.__name__, (80, 24), operator.text, pytestconfig)
        for language in OTHERS:
            speak(operator, language)
            keep(language, story.__name__, operator.text, pytestconfig)
            assert len(crowded(operator)) <= len(already), (language, crowded(operator), already)
            message = frame_of(operator).message
            for text in (message.happened, message.to_do):
                assert " ".join(wrapped(text, TEXT_CELLS)) == text, (language, text)
        speak(operator, PSEUDO)
        assert untranslated(operator, database) == set()

    at_kiosk(open_client, drawn)
