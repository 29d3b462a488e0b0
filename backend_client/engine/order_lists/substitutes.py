"""Items that may take another's place: those named for it, and those it is named for where that holds both ways."""

from sqlalchemy import Connection, and_, func, or_, select

from backend_client.engine.context import Context
from backend_client.messages.base import Refused
from backend_client.messages.order_lists import Substitute, SubstitutesQuestion
from backend_client.records.item import ItemSubstitution
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import ZERO
from backend_client.store.queries import planning
from backend_client.store.rows import table_of

PAIR = table_of(ItemSubstitution)
ENTRY = table_of(ItemLedgerEntry)
Item = tuple[str, str]
"""An item and a variant of it."""


def substitutes(context: Context, question: SubstitutesQuestion) -> tuple[Substitute, ...] | Refused:
    """Answer what may replace an item, by number. Refusals: item-not-found."""
    found = _substitutes(context.connection, (question.item_no, question.variant_code))
    items = planning.items(context.connection, {question.item_no, *(no for no, _ in found)})
    if question.item_no not in items:
        facts = {"field": "item_no", "item_no": question.item_no}
        return Refused(code=RefusalCode.ITEM_NOT_FOUND, facts=facts)
    wanted = select(ENTRY.c.item_no, ENTRY.c.variant_code, func.sum(ENTRY.c.remaining_quantity)).where(
        ENTRY.c.item_no.in_([no for no, _ in found]), ENTRY.c.open
    )
    if question.location_code:
        wanted = wanted.where(ENTRY.c.location_code == question.location_code)
    stock = {
        (row[0], row[1]): row[2]
        for row in context.connection.execute(wanted.group_by(ENTRY.c.item_no, ENTRY.c.variant_code))
    }
    return tuple(
        Substitute(
            item_no=no,
            variant_code=variant,
            description=items[no]["description"],
            condition=condition,
            on_hand=stock.get((no, variant), ZERO),
            unit_of_measure_code=items[no]["base_unit_of_measure"],
        )
        for (no, variant), condition in sorted(found.items())
        if no in items and not items[no]["blocked"]
    )


def is_substitute(connection: Connection, item: Item, other: Item) -> bool:
    """Say whether another item may take this one's place."""
    return other in _substitutes(connection, item)


def _substitutes(connection: Connection, item: Item) -> dict[Item, str]:
    """Read the substitutes of an item with the condition of each; one statement."""
    no, variant = item
    named = and_(PAIR.c.item_no == no, PAIR.c.variant_code == variant)
    the_other_way = and_(
        PAIR.c.substitute_item_no == no, PAIR.c.substitute_variant_code == variant, PAIR.c.interchangeable
    )
    found: dict[Item, str] = {}
    for row in connection.execute(select(PAIR).where(or_(named, the_other_way))):
        here = (row.item_no, row.variant_code) == item
        other = (
            (row.substitute_item_no, row.substitute_variant_code) if here else (row.item_no, row.variant_code)
        )
        if other != item:
            found[other] = row.condition
    return found
