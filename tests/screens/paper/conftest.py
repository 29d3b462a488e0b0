"""Papers of any language; afterwards English again."""

from collections.abc import Iterator

import pytest

from screens.language.text import ENGLISH, TRANSLATOR
from tests.screens.paper.papers import LANGUAGES


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language of the kiosk in turn."""
    TRANSLATOR.speak(request.param)
    yield request.param
    TRANSLATOR.speak(ENGLISH)
