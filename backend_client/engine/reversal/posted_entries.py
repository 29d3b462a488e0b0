"""What was posted on an order, the newest first, each entry with whether it can be reversed and why not."""

from collections import defaultdict
from collections.abc import Mapping

from backend_client import limits
from backend_client.engine.context import Context
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.engine.reversal.checks import capacity_refused, item_refused
from backend_client.messages.base import Refused
from backend_client.messages.reversals import PostedEntries, PostedEntriesQuestion, PostedEntry
from backend_client.refusals import RefusalCode
from backend_client.store.queries.entries_together import returned_quantities
from backend_client.store.queries.posted_entries import posted_capacity, posted_items
from backend_client.store.rows import Row
from backend_client.terms import ItemLedgerEntryType, Ledger


def posted_entries(context: Context, question: PostedEntriesQuestion) -> PostedEntries | Refused:
    """Answer the entries of an order: its work, and what it used up or made. Refusals: order-not-found."""
    most = limits.ENTRIES_SHOWN_MAX + 1
    asked = (question.order_no, question.order_line_no, question.person_no, most)
    items = posted_items(context.connection, *asked)
    hand = OrdersInHand.read(context, [question.order_no], {row["item_no"] for row in items})
    order = hand.order(question.order_no)
    if order is None:
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts={"order_no": question.order_no})
    consumed = [row["entry_no"] for row in items if _is_consumption(row)]
    returned = returned_quantities(context.connection, [question.order_no], consumed) if consumed else {}
    with_work: defaultdict[int, list[int]] = defaultdict(list)
    entries = []
    for row in items:
        refused = item_refused(context, hand, order, row, returned)
        if _is_consumption(row) and row["flushed"] and refused is None:
            with_work[row["capacity_ledger_entry_no"]].append(row["entry_no"])
        entries.append(_of_goods(row, refused))
    for row in posted_capacity(context.connection, *asked):
        refused = capacity_refused(order, row, with_goods=False)
        entries.append(_of_work(row, refused, with_work))
    entries.sort(key=lambda entry: (entry.register_no, entry.ledger, entry.entry_no), reverse=True)
    shown = tuple(entries[: limits.ENTRIES_SHOWN_MAX])
    return PostedEntries(entries=shown, more=len(entries) > len(shown))


def _is_consumption(row: Row) -> bool:
    kind: ItemLedgerEntryType = row["entry_type"]
    return kind is ItemLedgerEntryType.CONSUMPTION


def _of_goods(row: Row, refused: Refused | None) -> PostedEntry:
    return PostedEntry(ledger=Ledger.ITEM, refused=refused, **{name: row[name] for name in OF_BOTH})


def _of_work(row: Row, refused: Refused | None, flushed: Mapping[int, list[int]]) -> PostedEntry:
    return PostedEntry(
        ledger=Ledger.CAPACITY,
        refused=refused,
        flushed_consumption=tuple(flushed.get(row["entry_no"], ())),
        **{name: row[name] for name in (*OF_BOTH, *OF_WORK)},
    )


OF_BOTH = (
    "entry_no",
    "register_no",
    "posting_date",
    "posted_at",
    "person_no",
    "order_line_no",
    "item_no",
    "quantity",
)
OF_WORK = (
    "operation_no",
    "setup_time",
    "run_time",
    "stop_time",
    "output_quantity",
    "scrap_quantity",
    "rework_quantity",
)
