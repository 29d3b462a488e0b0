"""What a scan can turn out to be.

The router answers exactly one of these for any text. All are frozen; codes are in upper case as Business Central
keeps them, save the lots and serials of GS1 labels, in which case matters.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from backend_client.terms import CapacityType


class Command(StrEnum):
    """The command sheet: what a person can say with the scanner alone."""

    OUTPUT = "OUT"
    SCRAP = "SCR"
    REWORK = "RWK"
    PARTS = "PRT"
    CREW = "CRE"
    CENTER_TIME = "CTM"
    SETUP = "SET"
    RUN = "RUN"
    STOP = "STP"
    PAUSE = "PSE"
    FINISH = "FIN"
    UNDO = "UND"
    REPEAT = "REP"
    ALL_THAT_IS_LEFT = "FUL"
    OK = "OK"
    NO = "NO"
    CLEAR = "CLR"
    HELP = "HLP"
    CALL = "CLL"
    HAND_OVER = "HND"
    MY_HOURS = "HRS"
    SIGN_OFF = "OFF"
    DIGIT_0 = "0"
    DIGIT_1 = "1"
    DIGIT_2 = "2"
    DIGIT_3 = "3"
    DIGIT_4 = "4"
    DIGIT_5 = "5"
    DIGIT_6 = "6"
    DIGIT_7 = "7"
    DIGIT_8 = "8"
    DIGIT_9 = "9"

    @property
    def digit(self) -> str:
        """The digit that this command types, "" for all other commands."""
        return self.value if self.value.isdigit() else ""


class ScanRefusal(StrEnum):
    """Why a text is no scan; `Rejected.facts` hold what the sentence needs."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    CONTROL_CHARACTER = "control-character"
    BIDIRECTIONAL_CONTROL = "bidirectional-control"
    INVISIBLE_CHARACTER = "invisible-character"
    BROKEN_ENCODING = "broken-encoding"  # bytes that are no text, or a code point without a meaning
    MIXED_SCRIPTS = "mixed-scripts"  # a Cyrillic letter among Latin ones; facts: character, name
    UNKNOWN_SYMBOLOGY = "unknown-symbology"  # facts: symbology
    CHECK_CHARACTERS_WRONG = "check-characters-wrong"  # the shape of a label of ours, other check digits
    FORM_WRONG = "form-wrong"  # right check digits, fields that mean nothing
    # GS1
    GS1_EMPTY = "gs1-empty"
    GS1_UNKNOWN_IDENTIFIER = "gs1-unknown-identifier"  # facts: identifier
    GS1_DUPLICATE_IDENTIFIER = "gs1-duplicate-identifier"
    GS1_EMPTY_VALUE = "gs1-empty-value"
    GS1_LENGTH = "gs1-length"
    GS1_CHARACTER = "gs1-character"  # a character that this field can't hold
    GS1_CHECK_DIGIT = "gs1-check-digit"
    GS1_DATE = "gs1-date"
    GS1_BRACKETS = "gs1-brackets"  # brackets in the data: where a field ends is anybody's guess


@dataclass(frozen=True, slots=True)
class Badge:
    """A person's badge. The token is looked up by its hash; it is never shown and never logged."""

    token: str = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True)
class Job:
    """An order, one of its lines, or one operation of a line; 0 and "" where the label names less."""

    order_no: str
    order_line_no: int = 0
    operation_no: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """The plate of a work center or a machine center."""

    capacity_type: CapacityType
    no: str


@dataclass(frozen=True, slots=True)
class ScrapCodeScanned:
    """A reason for scrap."""

    code: str


@dataclass(frozen=True, slots=True)
class StopCodeScanned:
    """A reason for a stop."""

    code: str


@dataclass(frozen=True, slots=True)
class QuantityScanned:
    """A whole quantity, such as a pack size: it replaces what is in the field."""

    quantity: Decimal


@dataclass(frozen=True, slots=True)
class CommandScanned:
    """A command of the command sheet."""

    command: Command


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot or serial number on a label of our own."""

    no: str


@dataclass(frozen=True, slots=True)
class TestCode:
    """The label that tells whether scanner and terminal agree about the keyboard; fields as they arrived."""

    __test__ = False  # for pytest: not a test

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gs1Scan:
    """What a GS1 label says, read from its application identifiers.

    gtin        14 digits, "" where the label has none; `content_gtin` is that of the items inside (02)
    count       pieces, from 30 or 37
    net_weight  kilograms (310n)
    others      identifier and text of every other element, in order
    """

    gtin: str = ""
    content_gtin: str = ""
    sscc: str = ""
    lot: str = ""
    serial: str = ""
    variant: str = ""
    count: Decimal | None = None
    net_weight: Decimal | None = None
    production_date: date | None = None
    best_before: date | None = None
    expiry: date | None = None
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlainText:
    """Text for the question on the screen: a number of Business Central, a quantity, a person's number.

    text  cleaned of what readers add, in upper case
    jobs  what it may mean as an order, an order and its line or operation, or all three; the likeliest first
    """

    text: str
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """No scan: why, which field of it, and the facts for the sentence."""

    code: ScanRefusal
    field: str = "scan"
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)


Event = (
    Badge
    | Job
    | Resource
    | ScrapCodeScanned
    | StopCodeScanned
    | QuantityScanned
    | CommandScanned
    | Lot
    | TestCode
    | Gs1Scan
    | PlainText
    | Rejected
)
