"""The unit cost on an item's card follows the value of what is in stock; a standard cost stays what it is."""

from backend_client.engine.costs.correcting import Correcting
from backend_client.records.cost import ItemCardCostPoint
from backend_client.records.item import Item
from backend_client.rules.rounding import exact, round_unit_cost
from backend_client.store.posting import Delete
from backend_client.store.queries import costs

KEY = ("no",)


def follow_cards(work: Correcting, most: int) -> None:
    """Bring the cards of the items noted first to their cost.

    12 in stock worth 100.00: 8.33333. Where nothing is in stock, the cost of what went out last.
    """
    items = costs.cards_to_follow(work.context.connection, most)
    if not items:
        return
    for card in costs.card_values(work.context.connection, items):
        quantity, cost = (
            (card.quantity, card.cost) if card.quantity > 0 else (card.last_quantity, card.last_cost)
        )
        if not quantity or card.is_standard:
            continue
        with exact():
            unit_cost = round_unit_cost(cost / quantity)
        if unit_cost != card.unit_cost:
            work.books.change(Item, KEY, {"no": card.item_no, "unit_cost": unit_cost})
    rows = [{"item_no": no} for no in items]
    work.books.posting.deletes.append(Delete(ItemCardCostPoint, ("item_no",), rows))
