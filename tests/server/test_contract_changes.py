"""Whoever wrote a program for the contract can still use it: only what adds is changed under one version of it."""

import copy
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from tests.server.contract_changes import FROZEN, breaking, current, frozen

POST, GET = "/api/v1/postings/output", "/api/v1/operations"


@cache
def now() -> Any:
    """The contract as it stands; never changed by a test."""
    return current()


def test_nothing_that_others_rely_on_has_changed() -> None:
    """Against the frozen copy of this version; a change that breaks needs another version, /api/v2, beside this one.

    `python -m tests.server.contract_changes` tells what is new, and freezes it for a release.
    """
    assert FROZEN.exists()
    assert breaking(frozen(), now()) == []


def schema(whole: Any, name: str) -> Any:
    return whole["components"]["schemas"][name]


def drop_path(whole: Any) -> None:
    del whole["paths"][POST]


def need_field(whole: Any) -> None:
    schema(whole, "PostOutputRequest")["required"].append("scrap_code")


def new_needed_field(whole: Any) -> None:
    schema(whole, "PostOutputRequest")["properties"]["colour"] = {"type": "string"}
    schema(whole, "PostOutputRequest")["required"].append("colour")


def drop_field(whole: Any) -> None:
    del schema(whole, "PostOutputRequest")["properties"]["scrap_code"]


def shorten(whole: Any) -> None:
    schema(whole, "PostOutputRequest")["properties"]["order_no"]["maxLength"] = 5


def other_kind(whole: Any) -> None:
    schema(whole, "TaskList")["properties"]["tasks"]["type"] = "object"


def drop_answer(whole: Any) -> None:
    del schema(whole, "TaskList")["properties"]["tasks"]


def sometimes(whole: Any) -> None:
    schema(whole, "TaskList")["required"].remove("tasks")


def drop_deep(whole: Any) -> None:
    del schema(whole, "Task")["properties"]["order_no"]


def fewer_words(whole: Any) -> None:
    schema(whole, "StartWorkRequest")["properties"]["activity"]["enum"].remove("setup")


def need_parameter(whole: Any) -> None:
    at = next(each for each in whole["paths"][GET]["get"]["parameters"] if each["name"] == "no")
    whole["paths"][GET]["get"]["parameters"].append({**at, "name": "colour", "required": True})


def drop_parameter(whole: Any) -> None:
    whole["paths"][GET]["get"]["parameters"].pop(0)


def drop_status(whole: Any) -> None:
    del whole["paths"][GET]["get"]["responses"]["304"]


@pytest.mark.parametrize(
    "change",
    [
        drop_path, need_field, new_needed_field, drop_field, shorten, other_kind, drop_answer, sometimes, drop_deep,
        fewer_words, need_parameter, drop_parameter, drop_status,
    ],
)  # fmt: skip
def test_what_breaks_is_told(change: Callable[[Any], None]) -> None:
    """Something is gone, narrower, needed, or another kind: in a request, a parameter or an answer, however deep."""
    old = now()
    new = copy.deepcopy(old)
    change(new)
    assert len(breaking(old, new)) == 1


def more(whole: Any) -> None:
    """A path, an optional field, a word, a parameter, a field of an answer, a wider bound, one field needed less."""
    request = schema(whole, "PostOutputRequest")
    request["properties"]["colour"] = {"type": "string"}
    request["properties"]["order_no"]["maxLength"] += 1
    request["required"].remove("order_no")
    schema(whole, "StartWorkRequest")["properties"]["activity"]["enum"].append("cleaning")
    schema(whole, "Task")["properties"]["colour"] = {"type": "string"}
    schema(whole, "Task")["required"].append("colour")
    whole["paths"]["/api/v1/colours"] = whole["paths"][GET]


def test_what_only_adds_breaks_nothing() -> None:
    """And the other way round it would."""
    old = now()
    new = copy.deepcopy(old)
    more(new)
    assert breaking(old, new) == []
    assert len(breaking(new, old)) >= 6
