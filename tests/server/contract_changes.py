"""What a change of the contract would break for a program that was written for an earlier one.

    python -m tests.server.contract_changes         tells what would break, and what is new since the frozen copy
    python -m tests.server.contract_changes freeze  makes the frozen copy anew: before a release, or with a new version

Frozen is what others rely on, tests/server/contract_v1.json: operations, parameters, fields, words, bounds; no descriptions.

    a request     may come to be asked for less, and to be allowed more: an optional field, another word, a wider bound
    an answer     may come to hold more: a field, a word (terminals show a word that they do not know as it is)
    nothing       may go, be renamed, or become another kind
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backend_client.catalogue import API
from backend_client.server.openapi import contract

FROZEN = Path(__file__).with_name(f"contract_{API.rpartition('/')[2]}.json")
TOLD = frozenset({"description", "summary", "title", "examples", "x-unit"})
NARROWED_BY_LESS = ("maxLength", "maxItems", "maximum", "exclusiveMaximum")
NARROWED_BY_MORE = ("minLength", "minItems", "minimum", "exclusiveMinimum")
Node = Any


def relied_on(node: Node, *, names: bool = False) -> Node:
    """Answer a contract without what only tells; `names` are of fields and never left out."""
    if isinstance(node, dict):
        kept = {name: value for name, value in node.items() if names or name not in TOLD}
        return {
            name: relied_on(value, names=name in {"properties", "schemas", "paths"})
            for name, value in kept.items()
        }
    return [relied_on(each) for each in node] if isinstance(node, list) else node


def current() -> Node:
    """Answer what may be relied on now."""
    made = relied_on(contract())
    return {name: made[name] for name in ("paths", "components")}


def frozen() -> Node:
    """Answer what could be relied on."""
    return json.loads(FROZEN.read_text("utf-8"))


def breaking(old: Node, new: Node) -> list[str]:
    """Answer what a program written for the old contract could no longer do."""
    return sorted(set(_Comparison(old, new).operations()))


class _Comparison:
    def __init__(self, old: Node, new: Node) -> None:
        self._old, self._new = old, new
        self._seen: set[tuple[str, str, bool]] = set()

    def operations(self) -> Iterator[str]:
        for path, methods in self._old["paths"].items():
            for method, before in methods.items():
                at = f"{method.upper()} {path}"
                after = self._new["paths"].get(path, {}).get(method)
                if after is None:
                    yield f"{at} is gone"
                    continue
                if before["operationId"] != after["operationId"]:
                    yield f"{at} has another operationId"
                if after["security"] and not before["security"]:
                    yield f"{at} needs a token"
                yield from self._parameters(at, before, after)
                yield from self._body(at, before, after)
                yield from self._answers(at, before["responses"], after["responses"])

    def _parameters(self, at: str, before: Node, after: Node) -> Iterator[str]:
        known, now = (
            {(each["in"], each["name"]): each for each in side.get("parameters", ())}
            for side in (before, after)
        )
        for key, parameter in now.items():
            if parameter.get("required") and not known.get(key, {}).get("required"):
                yield f"{at}: {key[1]} is needed now"
        for key, parameter in known.items():
            if key not in now:
                yield f"{at}: {key[1]} is gone"
            else:
                schemas = [_schema_of(each) for each in (parameter, now[key])]
                yield from self._schema(f"{at}: {key[1]}", *schemas, sent=True)

    def _body(self, at: str, before: Node, after: Node) -> Iterator[str]:
        bodies = [side.get("requestBody") for side in (before, after)]
        if bodies[1] is not None and bodies[0] is None:
            yield f"{at} needs a body"
        elif bodies[0] is not None:
            yield from self._schema(f"{at} body", *map(_schema_of, bodies), sent=True)

    def _answers(self, at: str, before: Node, after: Node) -> Iterator[str]:
        for status, answer in before.items():
            if status not in after:
                yield f"{at}: {status} is gone"
                continue
            for header in answer.get("headers", {}).keys() - after[status].get("headers", {}).keys():
                yield f"{at}: {status} has no {header}"
            if "content" in answer:
                yield from self._schema(
                    f"{at} {status}", _schema_of(answer), _schema_of(after[status]), sent=False
                )

    def _schema(self, at: str, before: Node, after: Node, *, sent: bool) -> Iterator[str]:
        """Compare what is sent, or what is answered."""
        if "$ref" in before and "$ref" in after:
            key = (before["$ref"], after["$ref"], sent)
            if key in self._seen:
                return
            self._seen.add(key)
            at = before["$ref"].rpartition("/")[2]
        before, after = _resolved(before, self._old), _resolved(after, self._new)
        if not before:
            return  # anything
        if before.get("type") != after.get("type") or before.get("format") != after.get("format"):
            yield f"{at} is of another kind"
            return
        yield from _bounds(at, before, after, sent=sent)
        yield from self._fields(at, before, after, sent=sent)
        if "items" in before:
            yield from self._schema(f"{at}[]", before["items"], after.get("items", {}), sent=sent)
        choices = [side.get("anyOf", []) for side in (before, after)]
        if len(choices[0]) > len(choices[1]) if sent else len(choices[0]) < len(choices[1]):
            yield f"{at} may be {'less' if sent else 'something else, too'}"
        for one, other in zip(*choices, strict=False):
            yield from self._schema(at, one, other, sent=sent)

    def _fields(self, at: str, before: Node, after: Node, *, sent: bool) -> Iterator[str]:
        fields, now = before.get("properties", {}), after.get("properties", {})
        needed, needed_now = (set(side.get("required", ())) for side in (before, after))
        for name in needed_now - needed if sent else needed - needed_now:
            yield f"{at}.{name} is {'needed now' if sent else 'no longer always there'}"
        for name, field in fields.items():
            if name not in now:
                yield f"{at}.{name} is gone"
            else:
                yield from self._schema(f"{at}.{name}", field, now[name], sent=sent)


def _bounds(at: str, before: Node, after: Node, *, sent: bool) -> Iterator[str]:
    words, now = before.get("enum"), after.get("enum")
    if sent and now is not None and (words is None or set(words) - set(now)):
        yield f"{at} takes fewer words"
    if not sent and (words is None) != (now is None):
        yield f"{at} is of another kind"
    if not sent:
        return
    if after.get("pattern") is not None and before.get("pattern") != after["pattern"]:
        yield f"{at} has another pattern"
    for name in (*NARROWED_BY_LESS, *NARROWED_BY_MORE):
        if name not in after:
            continue
        worse = name not in before or (
            after[name] < before[name] if name in NARROWED_BY_LESS else after[name] > before[name]
        )
        if worse:
            yield f"{at} has a narrower {name}"


def _schema_of(holder: Node) -> Node:
    if "schema" in holder:
        return holder["schema"]
    return next(iter(holder.get("content", {}).values()), {}).get("schema", {})


def _resolved(schema: Node, whole: Node) -> Node:
    while "$ref" in schema:
        schema = whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def main(words: list[str]) -> int:
    """Tell, or freeze."""
    if words == ["freeze"]:
        FROZEN.write_text(
            json.dumps(current(), sort_keys=True, separators=(",", ":")).replace('},"', '},\n"') + "\n",
            "utf-8",
        )
        return 0
    broken, new = breaking(frozen(), current()), breaking(current(), frozen())
    sys.stdout.write(
        "\n".join([*(f"breaks: {each}" for each in broken), *(f"since frozen: {each}" for each in new), ""])
    )
    return len(broken) > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
