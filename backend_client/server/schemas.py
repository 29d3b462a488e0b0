"""Messages as JSON schemas: each dataclass once, each field with its meaning, each number with its unit."""

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from backend_client.messages.bounds import TEXT_LENGTH_MAX, TEXT_LENGTHS

NUMBER_PATTERN = r"^-?[0-9]{1,20}(\.[0-9]{1,20})?$"
# plant-local moments have no offset, so they are none of the formats "date-time" and "time"
DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
FIELD_LINE = re.compile(r"^ {0,4}([a-z_]+(?:, [a-z_]+)*)( [a-z]+)? {2,}(\S.*)$")
CURRENCY = "the plant's currency"
UNITS: tuple[tuple[str, str], ...] = (
    # ending or beginning of a field's name -> its unit; the first that fits
    ("unit_cost", f"{CURRENCY} for one of the unit of measure, 5 decimals"),
    ("cost_per", f"{CURRENCY} for one"),
    ("_rate", f"{CURRENCY} for one"),
    ("_price", f"{CURRENCY} for one"),
    ("_pct", "percent"),
    ("percent", "percent"),
    ("_percentage", "percent"),
    ("cost", f"{CURRENCY}, 2 decimals"),
    ("amount", f"{CURRENCY}, 2 decimals"),
    ("debit", f"{CURRENCY}, 2 decimals"),
    ("credit", f"{CURRENCY}, 2 decimals"),
    ("variance", f"{CURRENCY}, 2 decimals"),
    ("balance", f"{CURRENCY}, 2 decimals"),
    ("minutes", "minutes"),
    ("time", "the time unit named beside it; minutes where none is"),
    ("capacity", "the center's capacity unit, or as many machines or people at once"),
    ("allocated", "the center's capacity unit"),
    ("available", "the center's capacity unit"),
    ("_base", "the item's base unit of measure"),
)
QUANTITY = "the unit of measure named beside it; the item's base unit where none is, 5 decimals"
MEANINGS = {
    "request_id": "made when the form opens; the same id with the same body posts once",
    "person_no": "the person who enters it",
    "session_id": "of the person's sign-on",
    "terminal_id": "the terminal it comes from",
    "order_no": "number of the production order",
    "order_line_no": "line of the production order",
    "operation_no": "operation of the order line's routing",
    "routing_reference_no": "the order line whose routing is meant",
    "item_no": "number of the item",
    "posting_date": "day of posting in the ledgers, by the plant's calendar",
    "document_no": "the document that the entries name",
    "no": "number",
    "code": "code",
    "type": "kind of center",
}


class Schemas:
    """Collects the schema of every class that is asked for, and of what they hold."""

    def __init__(self) -> None:
        """Begin with none."""
        self.made: dict[str, Any] = {}

    def of(self, kind: Any) -> dict[str, Any]:
        """Answer the schema of a type; a dataclass by reference."""
        origin = get_origin(kind)
        if origin in (Union, UnionType):
            (one,) = (part for part in get_args(kind) if part is not NoneType)
            return {"anyOf": [self.of(one), {"type": "null"}]}
        if origin is tuple:
            return {"type": "array", "items": self.of(get_args(kind)[0])}
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": {"type": "string"}}
        target = origin or kind
        if is_dataclass(target):
            return self._reference(cast("type[Any]", target))
        return _scalar(target)

    def fields_of(self, kind: type[Any]) -> dict[str, dict[str, Any]]:
        """Answer the schema of each field of a dataclass, with meaning and unit."""
        hints, meanings = get_type_hints(kind), meanings_of(kind)
        return {field.name: self._field(field.name, hints[field.name], meanings) for field in fields(kind)}

    def required_of(self, kind: type[Any]) -> list[str]:
        """Answer the fields that can't be left out."""
        return [
            field.name
            for field in fields(kind)
            if field.default is MISSING and field.default_factory is MISSING
        ]

    def _reference(self, kind: type[Any]) -> dict[str, Any]:
        name = kind.__name__
        if name not in self.made:
            self.made[name] = {}  # a class that holds itself finds it here
            self.made[name] = {
                "type": "object",
                "description": purpose_of(kind),
                "required": self.required_of(kind),
                "properties": self.fields_of(kind),
            }
        return {"$ref": f"#/components/schemas/{name}"}

    def _field(self, name: str, kind: Any, meanings: Mapping[str, str]) -> dict[str, Any]:
        made = {**self.of(kind), "description": meanings.get(name) or _meaning(name, kind)}
        if _bare(kind) is str and "maxLength" not in made:
            made["maxLength"] = TEXT_LENGTHS.get(name, TEXT_LENGTH_MAX)
        if _bare(kind) is Decimal:
            made["x-unit"] = unit_of(name)
        return made


def purpose_of(kind: type[Any]) -> str:
    """Answer what a message says of itself."""
    return cleandoc(kind.__doc__ or "")


def meanings_of(kind: type[Any]) -> dict[str, str]:
    """Answer field -> meaning from the lines of a docstring, those of the classes before it too.

    A line begins with one field or several, then at least two spaces; what is indented further belongs to it.
    """
    found: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        names: list[str] = []
        for line in purpose_of(each).splitlines():
            if (begins := FIELD_LINE.match(line)) is not None:
                # "setup, run time  ..." is setup_time and run_time
                shared = (begins[2] or "").replace(" ", "_")
                names = [f"{name}{shared}" for name in begins[1].split(", ")]
                found |= dict.fromkeys(names, begins[3])
            elif names and line.startswith("     "):
                found |= {name: f"{found[name]} {line.strip()}" for name in names}
            else:
                names = []
    return found


def unit_of(name: str) -> str:
    """Answer the unit of a decimal field, by its name.

    >>> unit_of("run_time")
    'the time unit named beside it; minutes where none is'
    """
    return next((unit for part, unit in UNITS if name.endswith(part) or name.startswith(part)), QUANTITY)


def _meaning(name: str, kind: Any) -> str:
    words = MEANINGS.get(name) or name.removesuffix("_no").removesuffix("_code").replace("_", " ")
    ending = {"_no": ", its number", "_code": ", its code"}
    more = next((text for part, text in ending.items() if name.endswith(part) and name not in MEANINGS), "")
    bare = _bare(kind)
    if bare is bool:
        return f"whether {words}"
    if bare is datetime:
        return f"{words}; with an offset: that moment, without: plant-local time"
    return f"{words}{more}"


def _bare(kind: Any) -> Any:
    """Answer a type without None."""
    if get_origin(kind) in (Union, UnionType):
        (kind,) = (part for part in get_args(kind) if part is not NoneType)
    return kind


def _scalar(kind: type[Any]) -> dict[str, Any]:
    if kind is bool:
        return {"type": "boolean"}
    if kind is int:
        return {"type": "integer"}
    if kind is Decimal:
        return {"type": "string", "pattern": NUMBER_PATTERN}
    if kind is datetime:
        return {"type": "string", "pattern": f"^{DAY}T{CLOCK}(Z|[+-][0-9]{{2}}:[0-9]{{2}})?$"}
    if kind is date:
        return {"type": "string", "format": "date"}
    if kind is time:
        return {"type": "string", "pattern": f"^{CLOCK}$"}
    if issubclass(kind, Enum):
        return {"type": "string", "enum": [word.value for word in kind]}
    return {"type": "string"}
