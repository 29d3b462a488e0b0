"""A language that nobody speaks, to see what of a screen is not translated and what a longer language would cut.

    Good quantity        [Ġööđ qüäñţïţÿ~~~~~~]      accents on every letter, 40 % longer, in brackets
    Order: %(order)s.    [Öŕđëŕ: %(order)s.~~~~]    names stay what they are
    a key, a column      Ġööđ                       no longer, no brackets: its room is given

`KIOSK_LANGUAGE=pseudo kiosk` shows it. What stands there in plain letters is data of the plant, or a fault.
"""

import re
from gettext import NullTranslations

_PLACEHOLDER = re.compile(r"(%(?:\([a-z_]+\))?[sd%])")
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "äƀčđëƒğĥïĵķļɱñöƥʠŕšţüṽŵẋÿžÄƁČĐËƑĞĤÏĴĶĻṀÑÖƤɊŔŠŢÜṼŴẊŸŽ",
)
_LONGER = 0.4


def accented(text: str) -> str:
    """Answer a text with an accent on every letter and its placeholders as they were."""
    parts = _PLACEHOLDER.split(text)
    return "".join(part if index % 2 else part.translate(_LETTERS) for index, part in enumerate(parts))


def pseudo(text: str) -> str:
    """Answer a text as the pseudo-language has it; blanks at its ends stay there."""
    inner = text.strip()
    if not inner:
        return text
    longer = "~" * round(len(_PLACEHOLDER.sub("", inner)) * _LONGER)
    before, _inner, after = text.partition(inner)
    return f"{before}[{accented(inner)}{longer}]{after}"


class PseudoTranslations(NullTranslations):
    """What gettext would answer in that language."""

    def gettext(self, message: str) -> str:
        """Answer a text."""
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Answer the form for a number, as English forms it."""
        return pseudo(msgid1 if n == 1 else msgid2)

    def pgettext(self, _context: str, message: str) -> str:
        """Answer a text of a given room."""
        return accented(message)
