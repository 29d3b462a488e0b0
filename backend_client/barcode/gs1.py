"""What a GS1 label says: its element strings, one application identifier and value after the other.

Called only for text that is flagged as GS1: read unflagged, the order number 1010012 would be the lot 10012. The
identifiers, their formats and their dates are biip's table; it is imported at the first GS1 scan, not before. Each
element is checked here before biip reads it, so that a refusal can name the field:

    ]C1 01 09501101530003 10 LOT-A1        gtin 09501101530003, lot LOT-A1
    ]C1 01 09501101530004                  check digit wrong, field gtin
    ]C1 01 09501101530003 17 271301        no such day, field expiry

An element of variable length ends at a GS (0x1D) or at the end. A reader that drops the GS makes one long value of
what follows, which no parser can see: the engine looks the lot or serial up.

Source: GS1 General Specifications, sections 3 and 7.8; biip's application identifier list.
"""

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from backend_client.barcode.events import Gs1Scan, Rejected, ScanRefusal

if TYPE_CHECKING:  # biip costs 80 ms: its import waits for the first GS1 scan
    from biip.gs1_application_identifiers import GS1ApplicationIdentifier
    from biip.gs1_element_strings import GS1ElementString

GS = "\x1d"
_FIELDS = {
    "00": "sscc",
    "01": "gtin",
    "02": "content_gtin",
    "10": "lot",
    "11": "production_date",
    "15": "best_before",
    "17": "expiry",
    "21": "serial",
    "240": "variant",
    "30": "count",
    "37": "count",
}
_NET_WEIGHT = re.compile(r"310[0-5]", re.ASCII)
_BRACKETS = re.compile(r"\(([0-9]{2,4})\)([^()]*)", re.ASCII)
_BRACKETED = re.compile(r"\([0-9]{2,4}\)[^()]", re.ASCII)
_FIXED_LENGTH = re.compile(r"[NX](\d+)")
_MOST = re.compile(r"[NXYZ]\.\.(\d+)")
_GTIN_LENGTHS = (8, 12, 13, 14)


def check_digit_fits(digits: str) -> bool:
    """Tell whether the last of some digits is their GS1 check digit (weights 3, 1, 3 ... from the right).

    >>> check_digit_fits("09501101530003"), check_digit_fits("40123455")
    (True, True)
    """
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return total % 10 == 0


def is_gtin(text: str) -> bool:
    """Tell whether a text is the digits of an article number: 8, 12, 13 or 14 of them, check digit right."""
    return len(text) in _GTIN_LENGTHS and text.isascii() and text.isdigit() and check_digit_fits(text)


def has_brackets(text: str) -> bool:
    """Tell whether a text begins as printed below a GS1 symbol: "(01)09501101530003"."""
    return _BRACKETED.match(text) is not None


def begins_with_article(text: str) -> bool:
    """Tell whether unflagged text begins with a right GTIN after 01 or a right SSCC after 00."""
    length = {"01": 16, "00": 20}.get(text[:2], 0)
    digits = text[2:length]
    return len(text) >= length > 0 and digits.isascii() and digits.isdigit() and check_digit_fits(digits)


def read_gtin(text: str) -> Gs1Scan | Rejected:
    """Read the bare digits of an EAN, UPC or ITF-14 symbol; shorter ones are padded to 14.

    >>> read_gtin("9501101530003").gtin
    '09501101530003'
    """
    if not text:
        return Rejected(ScanRefusal.GS1_EMPTY)
    if not (text.isascii() and text.isdigit()):
        return Rejected(ScanRefusal.GS1_CHARACTER, "gtin")
    if len(text) not in _GTIN_LENGTHS:
        return Rejected(ScanRefusal.GS1_LENGTH, "gtin")
    if not check_digit_fits(text):
        return Rejected(ScanRefusal.GS1_CHECK_DIGIT, "gtin")
    return Gs1Scan(gtin=text.zfill(14))


def read_brackets(text: str) -> Gs1Scan | Rejected:
    """Read the line printed below a symbol, identifiers in brackets.

    Refused as gs1-brackets where brackets stand in the data too, since then nobody knows where a field ends.

    >>> read_brackets("(01)09501101530003(10)LOT-A1").lot
    'LOT-A1'
    """
    elements = _BRACKETS.findall(text)
    if "".join(f"({identifier}){value}" for identifier, value in elements) != text:
        return Rejected(ScanRefusal.GS1_BRACKETS)
    return read_elements(GS.join(identifier + value for identifier, value in elements))


def read_elements(text: str) -> Gs1Scan | Rejected:
    """Read a text of element strings; refused with the first field that is wrong."""
    if not text.strip(GS):
        return Rejected(ScanRefusal.GS1_EMPTY)
    found: list[GS1ElementString] = []
    for part in filter(None, text.split(GS)):
        rest = part
        while rest:
            element = _first_element(rest)
            if isinstance(element, Rejected):
                return element
            if any(earlier.ai.ai == element.ai.ai for earlier in found):
                return Rejected(ScanRefusal.GS1_DUPLICATE_IDENTIFIER, _field(element.ai.ai))
            found.append(element)
            rest = rest[len(element) :]
    return _scan(found)


def _first_element(text: str) -> "GS1ElementString | Rejected":
    """Read the first element of a text without separators."""
    from biip import ParseError  # noqa: PLC0415 - waits for the first GS1 scan
    from biip.gs1_application_identifiers import GS1ApplicationIdentifier  # noqa: PLC0415
    from biip.gs1_element_strings import GS1ElementString  # noqa: PLC0415

    try:
        identifier = GS1ApplicationIdentifier.extract(text)
    except ParseError:
        return Rejected(ScanRefusal.GS1_UNKNOWN_IDENTIFIER, facts={"identifier": text[:4]})
    field = _field(identifier.ai)
    fault = _length_fault(identifier, text[len(identifier) :])
    if fault:
        return Rejected(fault, field)
    try:
        element = GS1ElementString.extract(text)
    except ParseError:  # the length is right, so the characters or the day are not
        is_date = identifier.format.partition("+")[2].startswith("N6") and field != "net_weight"
        return Rejected(ScanRefusal.GS1_DATE if is_date else ScanRefusal.GS1_CHARACTER, field)
    if not element.value.isascii():  # digits of another script
        return Rejected(ScanRefusal.GS1_CHARACTER, field)
    if len(element) < len(text) and identifier.separator_required:
        return Rejected(ScanRefusal.GS1_CHARACTER, field)  # biip stopped at a character that can't be here
    if element.gtin_error or element.sscc_error or element.gln_error:
        return Rejected(ScanRefusal.GS1_CHECK_DIGIT, field)
    return element


def _length_fault(identifier: "GS1ApplicationIdentifier", value: str) -> ScanRefusal | None:
    """Check the length of a value by the format of its identifier, such as N2+X..20 or N2+N14."""
    if not value:
        return ScanRefusal.GS1_EMPTY_VALUE
    form = identifier.format.partition("+")[2]
    fixed, most = _FIXED_LENGTH.fullmatch(form), _MOST.fullmatch(form)
    if fixed and len(value) < int(fixed.group(1)):
        return ScanRefusal.GS1_LENGTH
    if fixed and identifier.separator_required and len(value) > int(fixed.group(1)):
        return ScanRefusal.GS1_LENGTH
    if most and len(value) > int(most.group(1)):
        return ScanRefusal.GS1_LENGTH
    return None


def _field(identifier: str) -> str:
    if _NET_WEIGHT.fullmatch(identifier):
        return "net_weight"
    return _FIELDS.get(identifier, f"({identifier})")


def _scan(elements: "list[GS1ElementString]") -> Gs1Scan:
    values = {_field(element.ai.ai): element for element in elements}

    def text(field: str) -> str:
        return values[field].value if field in values else ""

    def day(field: str) -> date | None:
        return values[field].date if field in values else None

    weight = values.get("net_weight")
    return Gs1Scan(
        gtin=text("gtin"),
        content_gtin=text("content_gtin"),
        sscc=text("sscc"),
        lot=text("lot"),
        serial=text("serial"),
        variant=text("variant"),
        count=Decimal(text("count")) if "count" in values else None,
        net_weight=weight.decimal if weight else None,
        production_date=day("production_date"),
        best_before=day("best_before"),
        expiry=day("expiry"),
        others=tuple(
            (element.ai.ai, element.value) for element in elements if _field(element.ai.ai).startswith("(")
        ),
    )
