"""Entry numbers by reference: `@s2.capacity.1` is the first capacity ledger entry that step s2 created."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tests.casebook.values import CaseError

# step -> ledger word -> the entry numbers it created, rising
Created = Mapping[str, Mapping[str, Sequence[int]]]

_REFERENCE = re.compile(r"@([A-Za-z0-9_-]+)\.(item|capacity|value|gl)\.([1-9][0-9]*)")


def resolve(value: Any, created: Created) -> Any:
    """Answer the entry number that a reference means, within lists and objects too; any other value as it is."""
    if isinstance(value, list):
        return [resolve(part, created) for part in value]
    if isinstance(value, dict):
        return resolve_row(value, created)
    if not (isinstance(value, str) and value.startswith("@")):
        return value
    match = _REFERENCE.fullmatch(value)
    if match is None:
        raise CaseError(f"{value!r} is not a reference of the form @label.ledger.n")
    label, ledger, nth = match[1], match[2], int(match[3])
    if label not in created:
        raise CaseError(f"{value} refers to step {label!r}, which has not run")
    entries = created[label][ledger]
    if nth > len(entries):
        raise CaseError(
            f"{value} refers to entry {nth}, but the step created {len(entries)} {ledger} entries"
        )
    return entries[nth - 1]


def resolve_row(row: Mapping[str, Any], created: Created) -> dict[str, Any]:
    """Answer a row with its references resolved."""
    return {column: resolve(value, created) for column, value in row.items()}
