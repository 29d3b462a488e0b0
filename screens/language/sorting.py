"""The order in which the words of a list stand in a language: where a reader of it looks for them.

    nb          Kode, Veske, Zink, Ære, Øse, Ånd          æ ø å end the alphabet
    fi          Koodi, Virta, Zenit, Ånger, Äly, Öljy     å ä ö end it
    en, nl      Ænder, Ånd, Kode, Öse, Veske              a letter with a mark stands with its letter; ij is i and j

Codes are sorted so too: a stop code is a word that people look for. Figures come first; capitals count as the small ones.
"""

import unicodedata

from screens.language.text import TRANSLATOR

_AFTER_Z = {"nb": ("æä", "øö", "å"), "fi": ("å", "äæ", "öø")}
"""The letters behind z, in their order, each with the letter of a neighbour that stands with it."""
_AS = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "đ": "d", "ł": "l", "þ": "th", "ð": "d"})


def sort_key(text: str) -> tuple[str, str]:
    """Answer what a text is sorted by in the language that is spoken: its letters; then, where they are alike, itself."""
    small = unicodedata.normalize("NFC", text).lower()
    behind_z = {
        letter: chr(ord("{") + place)
        for place, letters in enumerate(_AFTER_Z.get(TRANSLATOR.numbers, ()))
        for letter in letters
    }
    return "".join(behind_z.get(letter) or _plain(letter) for letter in small), text


def _plain(letter: str) -> str:
    """Answer a letter without its marks."""
    parts = unicodedata.normalize("NFD", letter).translate(_AS)
    return "".join(part for part in parts if not unicodedata.combining(part))
