"""The numbers that Business Central prints: an order, its line, its operation, with signs between them.

    WO-1000              the order
    WO-1000/0020         its line 20 or its operation 0020: the plant's data decide
    101001/10000/20      order, line, operation; blanks separate as well, for whoever types

Readers add to them what belongs to the symbol (the asterisks of Code 39, a byte-order mark); office programs turn
hyphens into other dashes. Both are taken back here. Case is folded, since Business Central's codes have one.
"""

import re
import unicodedata

from backend_client.barcode.events import Job, PlainText, Rejected, ScanRefusal

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-") | {"\u00a0": " "})
_SEPARATORS = re.compile(r"\s*/\s*|\s+")
_LINE_NO = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
# Scripts whose letters are drawn like Latin ones; the names are those of the Unicode Character Database.
_LOOKALIKE_SCRIPTS = frozenset(
    {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH", "MATHEMATICAL"}
)


def plain_text(text: str) -> PlainText | Rejected:
    """Answer the number that a text holds and what it may mean.

    Refused: mixed-scripts, where a letter of another script stands among Latin ones.

    >>> plain_text("*wo-1000*").text
    'WO-1000'
    >>> plain_text("101001/10000").jobs
    (Job(order_no='101001', order_line_no=10000, operation_no=''), Job(order_no='101001', order_line_no=0, \
operation_no='10000'))
    """
    text = text.translate(_DASHES).strip()
    if len(text) > 2 and text[0] == text[-1] == "*":
        text = text[1:-1].strip()
    if not text.isascii():
        stranger = _lookalike(text)
        if stranger:
            name = unicodedata.name(stranger, "").lower()
            return Rejected(ScanRefusal.MIXED_SCRIPTS, facts={"character": stranger, "name": name})
    if not text:
        return Rejected(ScanRefusal.EMPTY)
    text = upper_case(text)
    return PlainText(text, jobs_of(text))


def jobs_of(text: str) -> tuple[Job, ...]:
    """Answer what a text may mean as a job, the likeliest first."""
    parts = _SEPARATORS.split(text)
    if not all(parts) or len(parts) > 3 or len(parts) == 1:
        return (Job(text),)
    order_no, second, *rest = parts
    is_line_no = _LINE_NO.fullmatch(second) is not None
    if rest:
        return (Job(order_no, int(second), rest[0]),) if is_line_no else (Job(text),)
    as_operation = Job(order_no, 0, second)
    return (Job(order_no, int(second)), as_operation) if is_line_no else (as_operation,)


def upper_case(text: str) -> str:
    """Answer a text in upper case, letter for letter: the German sharp s stays itself."""
    if text.isascii():
        return text.upper()
    return "".join(folded if len(folded := character.upper()) == 1 else character for character in text)


def _lookalike(text: str) -> str:
    """Answer the first letter of another script in a text that has Latin letters too, "" where there is none."""
    scripts = {
        letter: unicodedata.name(letter, "?").partition(" ")[0]
        for letter in text
        if letter.isalpha() and not letter.isascii()
    }
    has_latin = any("A" <= letter.upper() <= "Z" for letter in text if letter.isascii())
    return next(
        (letter for letter, script in scripts.items() if has_latin and script in _LOOKALIKE_SCRIPTS), ""
    )
