"""Why a code that this plant does not know may have been read wrong.

Asked only after the plant said no: a hint never turns a text into another one, it is a sentence for the person.

    WO-1000WO-1000   two scans without an end between them: the code looks doubled
    +W+O-1000        shift pairs of Code 39: the reader is not set to full ASCII
    WO)&ààà          typed on the keys of another language: under the French layout it is WO-1000
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from backend_client.barcode.plain import upper_case


class HintKind(StrEnum):
    """What probably went wrong."""

    DOUBLED = "doubled"
    CODE_39_FULL_ASCII = "code-39-full-ascii"
    KEYBOARD_LAYOUT = "keyboard-layout"


@dataclass(frozen=True, slots=True)
class Hint:
    """What probably went wrong, and the code that may have been meant ("" where nothing can be said)."""

    kind: HintKind
    guess: str = ""


# What a reader set to an American keyboard makes of its keys on a terminal set to another: the character that
# arrives, then the one that was on the label. Only characters that differ; letters are in upper case.
_LAYOUTS = {
    "nb": dict(zip("+-Ø?\\", "-/:_=", strict=True)),
    "fi": dict(zip("+-Ö?", "-/:_", strict=True)),
    "da": dict(zip("+-Æ?", "-/:_", strict=True)),
    "nl": dict(zip("/-±?°", "-/:_=", strict=True)),
    "de": dict(zip("ß-Ö?YZ", "-/:_ZY", strict=True)),
    "fr": dict(zip("&É\"'(§È!ÇÀ)AQWZM", "1234567890-QAZW:", strict=True))
    | dict(zip("-_", "68", strict=True)),  # the two French layouts have 6 and 8 on different signs
}
_CODE = re.compile(r"[0-9A-Z][0-9A-Z ./_-]*[0-9A-Z]", re.ASCII)
_SHIFT_PAIR = re.compile(r"[+$%/][A-Z]", re.ASCII)
_PAIR_SIGNS = {"/M": "-", "/O": "/", "/Z": ":", "/N": ".", "/E": "%", "/D": "$", "/K": "+", "/J": "*"}


def hint(text: str) -> Hint | None:
    """Answer what may have gone wrong with a text that is not known; None where nothing points anywhere.

    >>> hint("WO-1000WO-1000")
    Hint(kind=<HintKind.DOUBLED: 'doubled'>, guess='WO-1000')
    """
    text = upper_case(text)
    half, odd = divmod(len(text), 2)
    if half >= 3 and not odd and text[:half] == text[half:]:
        return Hint(HintKind.DOUBLED, text[:half])
    if not text.isascii() or "+" in text[1:]:
        for layout in _LAYOUTS.values():
            guess = "".join(layout.get(character, character) for character in text)
            if guess != text and _CODE.fullmatch(guess) and any(character.isdigit() for character in guess):
                return Hint(HintKind.KEYBOARD_LAYOUT, guess)
    if _SHIFT_PAIR.search(text):
        guess = _SHIFT_PAIR.sub(
            lambda pair: _PAIR_SIGNS.get(pair[0], pair[0][1] if pair[0][0] == "+" else ""), text
        )
        return Hint(HintKind.CODE_39_FULL_ASCII, guess if _CODE.fullmatch(guess) else "")
    return None
