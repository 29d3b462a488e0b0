"""The words of the file for refusals, and ours for the same; and the cases in which we do otherwise, with the reason.

The file's codes name a family and a fault ("qty.max"); ours are those of three lists: why a scan is refused
(ScanRefusal), why a typed value is (Fault), why a stored text is (TextFault). Where ours are finer, a code of the file
stands for several of ours.
"""

from backend_client.barcode.events import ScanRefusal
from backend_client.barcode.hints import HintKind
from backend_client.refusals import RefusalCode
from backend_client.text import TextFault
from screens.language.readings import Fault

_NO_NUMBER = {
    Fault.FORMAT,
    # refused by the router, before the field reads it: no character that could be a number's
    ScanRefusal.CONTROL_CHARACTER,
    ScanRefusal.INVISIBLE_CHARACTER,
    ScanRefusal.BIDIRECTIONAL_CONTROL,
    ScanRefusal.BROKEN_ENCODING,
}

OURS: dict[str, set[str]] = {
    "scan.empty": {ScanRefusal.EMPTY},
    "scan.not_found": {RefusalCode.CODE_NOT_FOUND},
    "scan.layout": {HintKind.KEYBOARD_LAYOUT},
    "scan.control_char": {ScanRefusal.CONTROL_CHARACTER},
    "scan.too_long": {ScanRefusal.TOO_LONG},
    "scan.bidi": {ScanRefusal.BIDIRECTIONAL_CONTROL},
    "scan.invisible": {ScanRefusal.INVISIBLE_CHARACTER},
    "scan.confusable": {ScanRefusal.MIXED_SCRIPTS},
    "scan.encoding": {ScanRefusal.BROKEN_ENCODING},
    "scan.symbology": {ScanRefusal.UNKNOWN_SYMBOLOGY},
    "scan.check": {ScanRefusal.CHECK_CHARACTERS_WRONG},
    "gs1.check_digit": {ScanRefusal.GS1_CHECK_DIGIT},
    "gs1.length": {ScanRefusal.GS1_LENGTH},
    "gs1.date": {ScanRefusal.GS1_DATE},
    "gs1.empty_value": {ScanRefusal.GS1_EMPTY_VALUE},
    "gs1.empty": {ScanRefusal.GS1_EMPTY},
    "gs1.duplicate_ai": {ScanRefusal.GS1_DUPLICATE_IDENTIFIER},
    "gs1.unknown_ai": {ScanRefusal.GS1_UNKNOWN_IDENTIFIER},
    "gs1.charset": {ScanRefusal.GS1_CHARACTER},
    "gs1.not_found": {RefusalCode.CODE_NOT_FOUND},
    "qty.required": {Fault.REQUIRED},
    "qty.format": {*_NO_NUMBER},
    "qty.grouping": {Fault.GROUPING},
    "qty.decimal_separator": {Fault.DECIMAL_SEPARATOR},
    "qty.scale": {Fault.SCALE},
    "qty.max": {Fault.ABOVE_LIMIT},
    "qty.zero": {Fault.ZERO},
    "qty.negative": {Fault.NEGATIVE},
    "qty.too_long": {Fault.TOO_LONG},
    "qty.looks_like_scan": {Fault.LOOKS_LIKE_SCAN},
    # an empty field and one above the limit have sentences of their own here
    "time.format": {*_NO_NUMBER, Fault.REQUIRED, Fault.ABOVE_LIMIT, Fault.TOO_LONG},
    "time.minutes": {Fault.MINUTES},
    "time.zero": {Fault.ZERO},
    "time.negative": {Fault.NEGATIVE},
    "time.required": {Fault.REQUIRED},
    "time.scale": {Fault.SCALE},
    "time.max": {Fault.ABOVE_LIMIT},
    "time.too_long": {Fault.TOO_LONG},
    "text.required": {TextFault.REQUIRED, TextFault.EMPTY},
    "text.empty": {TextFault.EMPTY},
    "text.too_long": {TextFault.TOO_LONG},
    "text.control_char": {TextFault.CONTROL_CHARACTER},
    "text.bidi": {TextFault.BIDIRECTIONAL_CONTROL},
    "text.invisible": {TextFault.INVISIBLE_CHARACTER},
    "text.noncharacter": {TextFault.NONCHARACTER},
    "text.surrogate": {TextFault.SURROGATE},
    "text.combining": {TextFault.TOO_MANY_MARKS},
}

OTHERWISE: dict[str, tuple[str, str]] = {
    # case -> (our code, why)
    "scan-gs1-025": (
        RefusalCode.CODE_NOT_FOUND,
        "9999123 is not the unknown identifier 9999 but 99 (company internal) with the value 99123; it names"
        " nothing in the plant, and so it is refused as not found",
    ),
}

LIMITS = {"comment": 250}
"""Lengths that the file supposes and this program sets otherwise."""
