"""Lots and serial numbers: what is known of them, which are blocked, and blocking them.

lot L7 of item C is found bad      blocked, with why
10 of C, lot L7, for order 1001    lot-blocked: nothing is posted, nor shown as if it could be
the test is repeated               the block is taken away, and it goes
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from backend_client import limits
from backend_client.engine.audited import audited
from backend_client.engine.context import Context, Decided
from backend_client.engine.revisions import NOT_THERE, TRACKED_NUMBER, key_of, revisions
from backend_client.engine.scanning import gtin_forms
from backend_client.floor_terms import LotQuality
from backend_client.messages.base import Refused
from backend_client.messages.tracked_numbers import (
    BlockTrackedNumberRequest,
    TrackedNumber,
    TrackedNumbers,
    TrackedNumbersQuestion,
)
from backend_client.people_terms import AuditEvent
from backend_client.records.item import Item, ItemTrackingInformation
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import Insert, Posting, Update
from backend_client.store.queries import tracked_numbers as stored
from backend_client.store.queries.master_data import one_row
from backend_client.store.queries.planning import variant_exists
from backend_client.store.queries.stock import Number
from backend_client.store.rows import Row, new_row, table_of

KEY = ("item_no", "variant_code", "lot_no", "serial_no")
TABLE = table_of(ItemTrackingInformation).name


def tracked_numbers(context: Context, question: TrackedNumbersQuestion) -> TrackedNumbers:
    """Answer the blocked numbers, or all that have one number: those that are noted, and those in stock alone."""
    connection, most = context.connection, limits.TRACKED_NUMBERS_MAX
    items = _items_asked(context, question)
    rows = stored.noted(connection, question.number, items, most + 1)
    by_key = {tuple(row[name] for name in KEY): row for row in rows}
    numbers = [row[name] for row in rows for name in ("lot_no", "serial_no")]
    if question.number:
        held = stored.in_stock(connection, [question.number], items)
    else:
        held = stored.in_stock(connection, numbers, {row["item_no"] for row in rows})
    if question.number:
        for key in sorted(held.keys() - by_key.keys()):
            by_key[key] = new_row(ItemTrackingInformation, **dict(zip(KEY, key, strict=True)))
    shown = list(by_key.values())
    return TrackedNumbers(numbers=_shown(context, shown[:most], held, rows), more=len(shown) > most)


def block_tracked_number(
    context: Context, request: BlockTrackedNumberRequest
) -> Decided[TrackedNumber] | Refused:
    """Block a lot or serial number, or take the block away; the audit trail tells it.

    Refuses with `request-malformed` (not one of lot and serial number), `item-not-found`, `master-data-not-found`
    (variant), `changed-meanwhile`.
    """
    key = {name: getattr(request, name) for name in KEY}
    if bool(key["lot_no"]) == bool(key["serial_no"]):
        field = "serial_no" if key["lot_no"] else "lot_no"
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": field})
    item_no, variant = key["item_no"], key["variant_code"]
    if one_row(context.connection, Item, {"no": item_no}) is None:
        return Refused(code=RefusalCode.ITEM_NOT_FOUND, facts={"field": "item_no", "item_no": item_no})
    if variant and not variant_exists(context.connection, item_no, variant):
        facts = {"field": "variant_code", "item_no": item_no, "variant_code": variant}
        return Refused(code=RefusalCode.MASTER_DATA_NOT_FOUND, facts=facts)
    before = one_row(context.connection, ItemTrackingInformation, key)
    after = dict(before or new_row(ItemTrackingInformation, **key))
    after["blocked"] = request.blocked
    if request.description is not None:
        after["description"] = request.description.strip()
    if request.test_quality is not None:
        after["test_quality"] = request.test_quality
    posting = Posting(posting_date=request.posting_date or context.today)
    if before is None:
        posting.inserts.append(Insert(ItemTrackingInformation, [after]))
    else:
        posting.updates.append(Update(ItemTrackingInformation, KEY, [after]))
    posting.inserts.append(
        audited(
            context,
            request,
            AuditEvent.LOT_BLOCKED if request.blocked else AuditEvent.LOT_UNBLOCKED,
            table=TABLE,
            row_key=key_of(TRACKED_NUMBER, after),
            before=None if before is None else _told(before),
            after=_told(after),
        )
    )
    numbers = (after["lot_no"], after["serial_no"])
    held = stored.in_stock(context.connection, numbers, [item_no])
    (shown,) = _shown(context, [after], held, [after])
    shown = replace(shown, revision=shown.revision + 1)  # this change is counted, too
    return Decided(posting=posting, receipt=lambda _: shown)


def _items_asked(context: Context, question: TrackedNumbersQuestion) -> list[str] | None:
    if question.item_no:
        return [question.item_no]
    if question.gtin:
        return stored.items_of_gtin(context.connection, gtin_forms(question.gtin))
    return None


def _shown(
    context: Context, rows: Iterable[Row], held: dict[Number, Decimal], noted: Iterable[Row]
) -> tuple[TrackedNumber, ...]:
    rows = list(rows)
    items = stored.items_named(context.connection, {row["item_no"] for row in rows})
    changed = revisions(context, TRACKED_NUMBER, (key_of(TRACKED_NUMBER, row) for row in noted))
    return tuple(
        TrackedNumber(
            **row,
            item_description=items.get(row["item_no"], {}).get("description", ""),
            unit_of_measure_code=items.get(row["item_no"], {}).get("base_unit_of_measure", ""),
            on_hand=held.get((row["item_no"], row["variant_code"], row["lot_no"], row["serial_no"]), ZERO),
            revision=changed.get(key_of(TRACKED_NUMBER, row), NOT_THERE),
        )
        for row in rows
    )


def _told(row: Row) -> dict[str, str]:
    quality: LotQuality = row["test_quality"]
    blocked = "true" if row["blocked"] else "false"
    return {"blocked": blocked, "description": row["description"], "test_quality": quality.value}
