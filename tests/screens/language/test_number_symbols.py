"""The signs of each locale are those of the Unicode locale data."""

import pytest
from babel import Locale

from screens.language.number_symbols import OURS, NumberSymbols, symbols_of

CLDR = {"en": "en_GB", "nb": "nb", "fi": "fi", "nl": "nl"}


@pytest.mark.parametrize("language", OURS)
def test_our_own_table_is_what_the_unicode_locale_data_say(language: str) -> None:
    """The four languages are written down in the code; this is where they would be found out of date."""
    symbols = Locale.parse(CLDR[language]).number_symbols["latn"]
    ours = symbols_of(language)
    assert (ours.decimal, ours.group, ours.minus) == (
        symbols["decimal"],
        symbols["group"],
        symbols["minusSign"],
    )


def test_other_locales_come_with_their_own_digits_and_groups() -> None:
    """Swiss thousands have an apostrophe, Indian ones groups of two, Egyptian digits are their own."""
    assert symbols_of("de-CH") == NumberSymbols(".", "\u2019")
    assert symbols_of("en-IN") == NumberSymbols(".", ",", grouping=(3, 2))
    assert symbols_of("ar-EG").digits[:3] == "\u0660\u0661\u0662"
    assert "'" in symbols_of("de-CH").groups


@pytest.mark.parametrize("locale", ["xx-YY", "", "not a locale", "\x1b[2J", "a" * 1_000])
def test_what_is_no_locale_reads_as_english(locale: str) -> None:
    """A terminal whose language is a misspelling still reads numbers."""
    assert symbols_of(locale) == OURS["en"]


def test_every_locale_that_babel_knows_has_signs() -> None:
    """Some lack data for their own numbering system: they fall back on Latin digits."""
    for name in ("my", "ne", "mr", "ckb", "ff_Adlm", "uz_Arab", "ccp"):
        assert len(symbols_of(name).digits) == 10
