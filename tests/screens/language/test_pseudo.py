"""The pseudo-language: longer, strange to look at, and with every placeholder where it was."""

import pytest

from screens.language.pseudo import accented, pseudo
from screens.language.text import PSEUDO, TRANSLATOR, _, ngettext, pgettext


@pytest.mark.parametrize(
    ("english", "strange"),
    [
        ("Good quantity", "[Ğööđ ʠüäñţïţÿ~~~~~]"),
        ("Order: %(order_no)s.", "[Öŕđëŕ: %(order_no)s.~~~]"),
        ("load %(n)s %%", "[ļöäđ %(n)s %%~~]"),
        ("new PIN: ", "[ñëŵ ƤÏÑ:~~~] "),
        ("", ""),
    ],
)
def test_a_text_is_accented_and_longer(english: str, strange: str) -> None:
    """Accents, 40 % more, brackets at its ends; blanks at the ends stay outside."""
    assert pseudo(english) == strange


def test_it_is_spoken() -> None:
    """As a setting it makes every text strange; keys and columns keep their width."""
    TRANSLATOR.speak(PSEUDO)
    assert _("Ready") == pseudo("Ready")
    assert ngettext("%(n)s row", "%(n)s rows", 2) == pseudo("%(n)s rows")
    assert pgettext("key", "Post") == accented("Post")
    assert len(accented("Post")) == 4
    assert TRANSLATOR.numbers == "en"
