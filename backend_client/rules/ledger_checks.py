"""What must hold of every posting, whatever it is about; checked before anything is written.

    G/L            debits and credits of a document on a day make 0.00
    applications   an application never takes more than the new entry has, and always from the other sign
    item entries   the new entry's remaining quantity has its own sign and is never more than its quantity
    value entries  every item ledger entry that is valued names it; cost never stands without a place to go

A fault found here is a mistake of ours, never of the person who posts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from backend_client.rules.rounding import ZERO

Entry = Mapping[str, Any]


def unbalanced_documents(gl_entries: Iterable[Entry]) -> list[str]:
    """Answer each document and day whose G/L amounts do not make zero."""
    sums: dict[tuple[str, Any], Decimal] = defaultdict(lambda: ZERO)
    for entry in gl_entries:
        sums[entry["document_no"], entry["posting_date"]] += entry["amount"]
    return [f"{document} of {day} is out by {total}" for (document, day), total in sums.items() if total]


def wrong_applications(item_entries: Iterable[Entry], application_entries: Iterable[Entry]) -> list[str]:
    """Answer each new item ledger entry to which more is applied than it has, or with the wrong sign."""
    applied: dict[int, Decimal] = defaultdict(lambda: ZERO)
    faults = []
    for entry in application_entries:
        if not entry["outbound_item_entry_no"]:
            continue
        if entry["quantity"] > 0:  # a return: the goods of the outbound entry come back at its cost
            if entry["inbound_item_entry_no"] != entry["item_ledger_entry_no"]:
                faults.append(f"application of {entry['item_ledger_entry_no']} is positive")
            continue
        applied[entry["inbound_item_entry_no"]] += entry["quantity"]
        applied[entry["outbound_item_entry_no"]] -= entry["quantity"]
    for entry in item_entries:
        left = entry["quantity"] + applied[entry["entry_no"]]
        if left * entry["quantity"] < 0:
            faults.append(f"entry {entry['entry_no']} of {entry['quantity']} is applied down to {left}")
    return faults


def wrong_item_entries(item_entries: Iterable[Entry]) -> list[str]:
    """Answer each new item ledger entry whose own columns contradict each other."""
    return [
        f"entry {entry['entry_no']} of {entry['quantity']}"
        for entry in item_entries
        if not entry["quantity"]
        or entry["positive"] != (entry["quantity"] > 0)
        or (entry["open"] and entry["remaining_quantity"] != entry["quantity"])
    ]


def unfounded_value_entries(value_entries: Iterable[Entry]) -> list[str]:
    """Answer each value entry that values neither an item ledger entry nor a capacity ledger entry, or both."""
    return [
        f"value entry {entry['entry_no']}"
        for entry in value_entries
        if bool(entry["item_ledger_entry_no"]) == bool(entry["capacity_ledger_entry_no"])
    ]


def faults(
    *,
    item_entries: Iterable[Entry],
    application_entries: Iterable[Entry],
    value_entries: Iterable[Entry],
    gl_entries: Iterable[Entry],
) -> list[str]:
    """Answer everything that is wrong with the new entries of a posting."""
    item_entries = list(item_entries)
    return [
        *unbalanced_documents(gl_entries),
        *wrong_applications(item_entries, application_entries),
        *wrong_item_entries(item_entries),
        *unfounded_value_entries(value_entries),
    ]
