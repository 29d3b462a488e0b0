# ruff: noqa: RUF001, RUF002 - look-alikes of ASCII are what this file is about
"""What a terminal that does not speak UTF-8 is shown instead: never more and never fewer cells.

The character set is read from the locale variables. A plain C locale promises nothing beyond ASCII, so it gets
ASCII; `KIOSK_CHARSET=utf-8` overrules it.

    "Pöytä – 50 %"  in ASCII    -> "Poyta - 50 %"
    "███▓··"        in ASCII    -> "###X.."
    "板"            in ASCII    -> "??"          (two cells stay two cells)
    "Pöytä"         in Latin-1  -> "Pöytä"
"""

import codecs
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_REPLACEMENTS = {
    "█": "#", "▓": "X", "▒": "x", "░": ".", "·": ".", "•": "*", "▌": "#", "▐": "#", "■": "#", "▬": "=",
    "─": "-", "━": "-", "═": "=", "│": "|", "┃": "|", "║": "|",
    "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+",
    "–": "-", "—": "-", "−": "-", "‐": "-", "\u2011": "-", "…": ".", "×": "x", "÷": "/", "±": "+",
    "‘": "'", "’": "'", "‚": ",", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‹": "<", "›": ">",
    "←": "<", "→": ">", "↑": "^", "↓": "v", "▲": "^", "▼": "v", "◀": "<", "▶": ">", "✓": "=", "✗": "x",
    "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ß": "s", "æ": "e", "Æ": "E", "þ": "t",
    "ı": "i", "€": "E", "£": "L", "°": "o", "µ": "u", "μ": "u", "Ω": "O",
    "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "␛": "?", "�": "?",
}  # fmt: skip


def charset(environ: Mapping[str, str]) -> str:
    """Answer the codec name of the terminal's character set, `utf-8`, `ascii`, `iso8859-1` and so on."""
    asked = environ.get("KIOSK_CHARSET")
    language = environ.get("LANG") or "C"
    characters = environ.get("LC_CTYPE")
    if language in {"C", "POSIX"} and characters in {"C.UTF-8", "C.utf8", "UTF-8"}:
        characters = None  # Python itself has put it there, whatever the terminal speaks
    locale = environ.get("LC_ALL") or characters or language
    name = asked or locale.partition("@")[0].partition(".")[2]
    if not name:
        return "ascii"
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return "ascii"
    return codec if _keeps_ascii(codec) else "ascii"


def _keeps_ascii(codec: str) -> bool:
    """Say whether the codec writes ASCII as itself, one byte each: UTF-16 or EBCDIC would not."""
    probe = "0Az ;["
    try:
        return probe.encode(codec) == probe.encode("ascii")
    except (LookupError, TypeError, UnicodeError):
        return False


def fit(text: str, codec: str) -> str:
    """Replace what `codec` cannot write, cell for cell."""
    if text.isascii() or codec == "utf-8":
        return text
    return "".join([character if character.isascii() else _fit(character, codec) for character in text])


@lru_cache(maxsize=4096)
def _fit(character: str, codec: str) -> str:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return ""  # no cell of its own
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        plain = _REPLACEMENTS.get(character) or unicodedata.normalize("NFKD", character)[0]
        sign = plain if plain.isascii() else "?"
        return sign * 2 if unicodedata.east_asian_width(character) in {"W", "F"} else sign
    return character
