"""How a locale writes numbers: its decimal mark, the signs between thousands, its digits.

The four languages of the terminal are written down here, so that plain digits never wait for Babel; every other
locale comes from Babel's data (CLDR), loaded when it is first asked for. A test compares the four with that data.

    en  1,234.5     nb, fi  1 234,5     nl  1.234,5     de-CH  1'234.5     en-IN  12,34,567.8     ar-EG digits of its own
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

NO_BREAK_SPACE = "\u00a0"
NARROW_NO_BREAK_SPACE = "\u202f"
MINUS_SIGN = "\u2212"
DIGITS = "0123456789"
# What a keyboard has in place of the sign that is printed.
_TYPED_AS = {
    NO_BREAK_SPACE: f" {NO_BREAK_SPACE}{NARROW_NO_BREAK_SPACE}",
    NARROW_NO_BREAK_SPACE: f" {NO_BREAK_SPACE}{NARROW_NO_BREAK_SPACE}",
    "\u2019": "'\u2019",
}


@dataclass(frozen=True, slots=True)
class NumberSymbols:
    """The signs of one locale.

    decimal   the mark before the decimals
    group     the sign between thousands, as it is written
    minus     the sign before a negative number, as it is written
    digits    0 to 9 in the locale's own script; those of ASCII are always read too
    grouping  digits in the last group and in those before it: (3, 3), in India (3, 2)
    pad       what the decimal key of the number pad may type besides the decimal mark: Dutch plants mostly have
              American keyboards, on which it is a point
    """

    decimal: str
    group: str
    minus: str = "-"
    digits: str = DIGITS
    grouping: tuple[int, int] = (3, 3)
    pad: str = ""

    @property
    def groups(self) -> str:
        """All signs that are read between thousands."""
        return _TYPED_AS.get(self.group, self.group)


OURS = {
    "en": NumberSymbols(".", ","),
    "nb": NumberSymbols(",", NO_BREAK_SPACE, MINUS_SIGN),
    "fi": NumberSymbols(",", NO_BREAK_SPACE, MINUS_SIGN),
    "nl": NumberSymbols(",", ".", pad="."),
}


@lru_cache(maxsize=64)
def symbols_of(locale: str) -> NumberSymbols:
    """Answer the signs of a locale such as "nb" or "de-CH"; those of English where there is no such locale."""
    return OURS.get(locale) or _from_babel(locale.replace("-", "_")) or OURS["en"]


def _from_babel(name: str) -> NumberSymbols | None:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - 14 ms that plain digits never pay

    try:
        locale = Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return None
    system = locale.default_numbering_system  # type: ignore[attr-defined]  # newer than its type stubs
    symbols = locale.number_symbols.get(system, {})
    if "decimal" not in symbols:
        system, symbols = "latn", locale.number_symbols["latn"]
    grouping = locale.decimal_formats[None].grouping
    return NumberSymbols(
        decimal=symbols["decimal"],
        group=symbols["group"],
        minus=symbols["minusSign"].strip("\u200e\u200f\u061c"),
        digits=_digits_of(system),
        grouping=(grouping[0], grouping[1]) if grouping[0] <= len(DIGITS) else (3, 3),
    )


# The digit zero of the numbering systems that locales use by default; the other nine follow it in Unicode.
_ZEROS = {
    "arab": "ARABIC-INDIC DIGIT ZERO",
    "arabext": "EXTENDED ARABIC-INDIC DIGIT ZERO",
    "beng": "BENGALI DIGIT ZERO",
    "deva": "DEVANAGARI DIGIT ZERO",
    "mymr": "MYANMAR DIGIT ZERO",
    "tibt": "TIBETAN DIGIT ZERO",
    "cakm": "CHAKMA DIGIT ZERO",
    "olck": "OL CHIKI DIGIT ZERO",
    "mtei": "MEETEI MAYEK DIGIT ZERO",
    "adlm": "ADLAM DIGIT ZERO",
    "hmnp": "NYIAKENG PUACHUE HMONG DIGIT ZERO",
}


def _digits_of(system: str) -> str:
    if system not in _ZEROS:
        return DIGITS
    zero = ord(unicodedata.lookup(_ZEROS[system]))
    return "".join(chr(zero + step) for step in range(10))
