"""The one door from the text of a scan to what it says.

In this order, so that nothing is ever guessed that could be known:

1. the suffix and a byte-order mark go; a control character other than GS refuses the scan
2. an AIM identifier is read and removed; an unknown one refuses
3. a label of our own by its shape: check digits right -> what it says, wrong -> refused, never taken as text
4. GS1, only when flagged: by the identifier, by a GS in a text that begins with a digit, or by printed brackets
5. all the rest is plain text, for the question on the screen to judge

What a person types goes the same way: the text below a damaged label works as well as the label.
"""

from backend_client.barcode import aim, gs1, k1, plain
from backend_client.barcode.events import Event, Rejected, ScanRefusal
from backend_client.limits import SCAN_LENGTH_MAX
from backend_client.text import ZERO_WIDTH_JOINER, TextFault, fault_of, is_noncharacter, joins_emoji

GS = "\x1d"
_BYTE_ORDER_MARK = "\ufeff"
_REPLACEMENT = "\ufffd"  # what a decoder writes for bytes that are no text
_REFUSALS = {
    TextFault.CONTROL_CHARACTER: ScanRefusal.CONTROL_CHARACTER,
    TextFault.BIDIRECTIONAL_CONTROL: ScanRefusal.BIDIRECTIONAL_CONTROL,
    TextFault.INVISIBLE_CHARACTER: ScanRefusal.INVISIBLE_CHARACTER,
    TextFault.NONCHARACTER: ScanRefusal.BROKEN_ENCODING,
    TextFault.SURROGATE: ScanRefusal.BROKEN_ENCODING,
}


def route(text: str, *, gs1_without_prefix: bool = False) -> Event:
    """Answer what a text says; total: any text gives an event, none an exception.

    gs1_without_prefix  the station's reader sends no AIM identifier: digits that begin with a right GTIN (01) or
                        SSCC (00) are then read as GS1

    >>> route("S.110.42")
    ScrapCodeScanned(code='110')
    """
    if len(text) > SCAN_LENGTH_MAX:
        return Rejected(ScanRefusal.TOO_LONG, facts={"most": str(SCAN_LENGTH_MAX)})
    # str.strip() without arguments would take GS for a blank
    text = text.rstrip("\r\n\t").removeprefix(_BYTE_ORDER_MARK).strip(" \u00a0")
    if not text:
        return Rejected(ScanRefusal.EMPTY)
    refused = _first_fault(text)
    if refused:
        return refused
    if text[0] != "]":
        return _unflagged(text, gs1_without_prefix=gs1_without_prefix)
    flag = aim.symbology(text)
    if flag is None:
        return Rejected(ScanRefusal.UNKNOWN_SYMBOLOGY, facts={"symbology": text[: aim.LENGTH]})
    return _flagged(text[aim.LENGTH :], flag)


def _flagged(text: str, flag: aim.Symbology) -> Event:
    if k1.looks_like_k1(text):
        return k1.parse(text)
    if flag is aim.Symbology.GTIN:
        return gs1.read_gtin(text)
    return gs1.read_elements(text) if flag is aim.Symbology.GS1 else _number(text)


def _unflagged(text: str, *, gs1_without_prefix: bool) -> Event:
    if k1.looks_like_k1(text):
        return k1.parse(text)
    if gs1.has_brackets(text):
        return gs1.read_brackets(text)
    if GS in text and text[0].isdigit():
        return gs1.read_elements(text)
    if gs1_without_prefix and gs1.begins_with_article(text):
        return gs1.read_elements(text)
    return _number(text)


def _number(text: str) -> Event:
    if GS in text:
        return Rejected(ScanRefusal.CONTROL_CHARACTER, facts={"character": "U+001D"})
    return plain.plain_text(text)


def _first_fault(text: str) -> Rejected | None:
    if text.isascii() and text.isprintable():
        return None
    for position, character in enumerate(text):
        fault = None if character == GS else fault_of(character)
        if character == ZERO_WIDTH_JOINER and joins_emoji(text, position):
            continue
        if character == _REPLACEMENT or is_noncharacter(character):
            fault = TextFault.NONCHARACTER
        if fault:
            return Rejected(_REFUSALS[fault], facts={"character": f"U+{ord(character):04X}"})
    return None
