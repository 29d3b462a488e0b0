"""Every screen of a supervisor in every language: it stands as its picture shows, whole, and nothing is left in English.

`pytest tests/screens/supervising/test_walk.py --update-snapshots` writes the pictures anew.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from backend_client.client import BackendClient
from screens.drawing import TEXT_CELLS, wrapped
from screens.language.text import ENGLISH, PSEUDO
from tests.screens.operator import Operator, at_kiosk
from tests.screens.supervising.stories import WAYS, Way
from tests.screens.test_languages import OTHERS, crowded, frame_of, keep, speak, untranslated
from tests.screens.test_pictures import compare


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_supervisor_s_screens_stand_in_every_language(
    way: Way, open_client: Callable[[], BackendClient], database: Path, pytestconfig: pytest.Config
) -> None:
    """24 rows of 80 columns, with no text cut but the plant's own, and each message whole."""

    async def walked(operator: Operator) -> None:
        async def look(name: str) -> None:
            already = crowded(operator)
            compare(name, (80, 24), operator.text, pytestconfig)
            for language in OTHERS:
                speak(operator, language)
                keep(language, name, operator.text, pytestconfig)
                assert len(crowded(operator)) <= len(already), (name, language, crowded(operator), already)
                message = frame_of(operator).message
                for text in (message.happened, message.to_do):
                    assert " ".join(wrapped(text, TEXT_CELLS)) == text, (name, language, text)
            speak(operator, PSEUDO)
            assert untranslated(operator, database) == set(), name
            speak(operator, ENGLISH)

        await way(operator, look)

    at_kiosk(open_client, walked)
