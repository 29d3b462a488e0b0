"""The grammar of the labels this program prints: short, typeable, safe under a wrong keyboard layout.

    code   = type "." field *("." field) "." check          at most 48 characters
    type   = B badge | J job | R resource | S scrap | T stop | N quantity | C command | L lot | K test
    field  = 1*( 0-9 | A-Z )      "XX" is the letter X, "X" and two hex digits one byte of UTF-8
    check  = two digits

Only 0-9, A-Z and the dot occur: they are what every keyboard of northern Europe types alike. Case means nothing,
since Caps Lock turns it round. Escaping is unambiguous because hex digits hold no X:

    order 1010012, line 10000, operation 10   J.1010012.10000.10.41
    scrap code SCR-1                          S.SCRX2D1.81
    12.5 pieces                               N.125.1.92        (digits, then the number of decimals)

The check digits are those of ISO 7064 MOD 97-10 with every character as exactly two digits (0-9 as 00-09, A-Z as
10-35, the dot as 36): for "S.110" 28 36 01 01 00, then 00, remainder r by 97, check 98 - r. Fixed width matters:
with digits one wide, as in bank account numbers, some single wrong characters stay unseen.
"""

import re
from decimal import Decimal

from backend_client.barcode.events import (
    Badge,
    Command,
    CommandScanned,
    Event,
    Job,
    Lot,
    QuantityScanned,
    Rejected,
    Resource,
    ScanRefusal,
    ScrapCodeScanned,
    StopCodeScanned,
    TestCode,
)
from backend_client.limits import BARCODE_LENGTH_MAX, QUANTITY_MAX
from backend_client.terms import CapacityType
from backend_client.text import fault_of

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ."
_SHAPE = re.compile(r"[BJRSTNCLK](?:\.[0-9A-Z]+)+\.[0-9]{2}", re.ASCII)
_ESCAPE = re.compile(r"X(X|[0-9A-F]{2})?")
_BADGE_TOKEN = re.compile(r"[0-9BCDEFGHJKNPRSTV]{10}")
_QUANTITY_DECIMALS_MAX = 5
_LINE_NO_DIGITS_MAX = 9
_COMMANDS = {command.value: command for command in Command}
_RESOURCE_DIGITS = {"0": CapacityType.WORK_CENTER, "1": CapacityType.MACHINE_CENTER}


class LabelTooLongError(ValueError):
    """What is to be printed does not fit into 48 characters."""


def check_digits(text: str) -> str:
    """Answer the two check digits over everything before the last dot.

    >>> check_digits("J.1010012.10000.10"), check_digits("S.110")
    ('41', '42')
    """
    number = int("".join(f"{_ALPHABET.index(character):02}" for character in text) + "00")
    return f"{98 - number % 97:02}"


def escape(value: str) -> str:
    """Write any text in the letters and digits of a field.

    >>> escape("SCR-1"), escape("BOX"), escape("Ø")
    ('SCRX2D1', 'BOXX', 'XC3X98')
    """
    return "".join(_escaped(character) for character in value)


def _escaped(character: str) -> str:
    if character == "X":
        return "XX"
    if character != "." and character in _ALPHABET:
        return character
    return "".join(f"X{byte:02X}" for byte in character.encode())


def unescape(field: str) -> str | None:
    """Read a field back; None where it is no field that `escape` writes.

    >>> unescape("SCRX2D1"), unescape("X2")
    ('SCR-1', None)
    """
    pieces = bytearray()
    position = 0
    for match in _ESCAPE.finditer(field):
        pieces += field[position : match.start()].encode()
        escaped = match.group(1)
        if escaped is None:
            return None
        pieces += b"X" if escaped == "X" else bytes.fromhex(escaped)
        position = match.end()
    pieces += field[position:].encode()
    try:
        text = pieces.decode()
    except UnicodeDecodeError:
        return None
    return text if escape(text) == field and not any(map(fault_of, text)) else None


def label(letter: str, *values: str) -> str:
    """Print a code from its type letter and the values of its fields.

    Raises LabelTooLongError where the code passes 48 characters.

    >>> label("J", "1010012", "10000", "10")
    'J.1010012.10000.10.41'
    """
    assert letter in "BJRSTNCL", letter
    assert all(values), values
    body = ".".join([letter, *map(escape, values)])
    code = f"{body}.{check_digits(body)}"
    if len(code) > BARCODE_LENGTH_MAX:
        raise LabelTooLongError(code)
    return code


def job_label(job: Job) -> str:
    """Print the code of an order, an order line or an operation.

    >>> job_label(Job("1010012", 10000))
    'J.1010012.10000.46'
    """
    values = [job.order_no]
    if job.order_line_no or job.operation_no:
        assert job.order_line_no, job
        values.append(str(job.order_line_no))
    if job.operation_no:
        values.append(job.operation_no)
    return label("J", *values)


def quantity_label(quantity: Decimal) -> str:
    """Print the code of a quantity of at most 5 decimals.

    >>> quantity_label(Decimal("12.5")), quantity_label(Decimal(125))
    ('N.125.1.92', 'N.125.69')
    """
    assert 0 <= quantity <= QUANTITY_MAX, quantity
    whole, _, decimals = f"{quantity:f}".partition(".")
    assert len(decimals) <= _QUANTITY_DECIMALS_MAX, quantity
    return label("N", whole + decimals, str(len(decimals))) if decimals else label("N", whole)


def looks_like_k1(text: str) -> bool:
    """Tell whether a text has the shape of a code, whatever its check digits."""
    return _SHAPE.fullmatch(text.upper()) is not None


def parse(text: str) -> Event:
    """Answer what a code says, or why it is refused; a wrong code is never another right one's meaning.

    Refused: too-long, check-characters-wrong, form-wrong (also for a text that has not the shape at all).

    >>> parse("j.1010012.10000.10.41")
    Job(order_no='1010012', order_line_no=10000, operation_no='10')
    """
    code = text.upper() if text.isascii() else text
    if not _SHAPE.fullmatch(code):
        return Rejected(ScanRefusal.FORM_WRONG)
    if len(code) > BARCODE_LENGTH_MAX:
        return Rejected(ScanRefusal.TOO_LONG)
    body, check = code[:-3], code[-2:]
    if check_digits(body) != check:
        return Rejected(ScanRefusal.CHECK_CHARACTERS_WRONG)
    letter, *fields = body.split(".")
    if letter == "K":
        return TestCode(tuple(fields))
    values = [value for field in fields if (value := unescape(field)) is not None]
    event = _event(letter, values) if len(values) == len(fields) else None
    return event or Rejected(ScanRefusal.FORM_WRONG)


def _event(letter: str, values: list[str]) -> Event | None:
    """Answer what the fields say; None where they say nothing."""
    if letter == "J":
        return _job(values)
    if letter == "R":
        return _resource(values)
    if letter == "N":
        return _quantity(values)
    if len(values) != 1:
        return None
    value = values[0]
    if letter == "B":
        return Badge(value) if _BADGE_TOKEN.fullmatch(value) else None
    if letter == "S":
        return ScrapCodeScanned(value)
    if letter == "T":
        return StopCodeScanned(value)
    if letter == "L":
        return Lot(value)
    command = _COMMANDS.get(value)
    return CommandScanned(command) if command else None


def _job(values: list[str]) -> Job | None:
    if len(values) > 3:
        return None
    order_no, line, operation_no = [*values, "", ""][:3]
    if not line:
        return Job(order_no)
    if not (line.isascii() and line.isdigit() and len(line) <= _LINE_NO_DIGITS_MAX and int(line)):
        return None
    return Job(order_no, int(line), operation_no)


def _resource(values: list[str]) -> Resource | None:
    if len(values) != 2 or values[0] not in _RESOURCE_DIGITS:
        return None
    return Resource(_RESOURCE_DIGITS[values[0]], values[1])


def _quantity(values: list[str]) -> QuantityScanned | None:
    if len(values) > 2 or not all(value.isascii() and value.isdigit() for value in values):
        return None
    digits, decimals = values[0], int(values[1]) if len(values) == 2 else 0
    if decimals > _QUANTITY_DECIMALS_MAX:
        return None
    quantity = Decimal((0, tuple(map(int, digits)), -decimals))
    return QuantityScanned(quantity) if quantity <= QUANTITY_MAX else None
