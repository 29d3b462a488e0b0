"""Any message there is, for property tests: each field holds anything of its type, the odd kinds more often."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, time
from decimal import Decimal
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
KINDS: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS | st.sampled_from(["", ".", "..", "A/1", "a b", "a+b", "100%", "ü", "&=?#"]),
    int: st.integers(-(2**31), 2**31),
    bool: st.booleans(),
    Decimal: st.decimals(-1000, 1000, places=3).filter(lambda each: not (each == 0 and each.is_signed())),
    date: st.dates(),
    datetime: st.datetimes(),
    time: st.times(),
}


def any_of(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a field."""
    if get_origin(kind) is tuple:
        return st.lists(any_of(get_args(kind)[0]), max_size=2).map(tuple)
    if kind == Mapping[str, str]:
        return st.dictionaries(TEXTS, TEXTS, max_size=2)
    if NoneType in get_args(kind):
        (one,) = (part for part in get_args(kind) if part is not NoneType)
        return st.none() | any_of(one)
    if kind in KINDS:
        return KINDS[kind]
    return st.sampled_from(list(kind)) if hasattr(kind, "__members__") else message(kind)


def message(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Messages of a kind."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: any_of(hints[field.name]) for field in fields(kind)})
