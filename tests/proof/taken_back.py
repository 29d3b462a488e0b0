"""What is posted and taken back again: the plant before and after, side by side.

A history is that of any_cost.py, adjusted to its end; then one posting more, in some stories adjusted too, and its
reversal, adjusted to the end again. What a plant looks like is told in `state_of`: everything that a posting moves and
that its reversal is to give back.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from backend_client.messages.base import Posted
from backend_client.messages.item_costs import PostItemChargeRequest
from backend_client.messages.journals import JournalLine, PostConsumptionRequest, PostJournalRequest
from backend_client.messages.postings import PostCapacityRequest, PostOutputRequest
from backend_client.messages.reversals import ReverseEntryRequest, UndoPostingRequest
from backend_client.messages.subcontracting import (
    ReceiveSubcontractingRequest,
    UndoSubcontractingReceiptRequest,
)
from backend_client.records.calendar import CapacityLoadDay
from backend_client.terms import JournalLineKind, Ledger
from tests.casebook.tables import TABLES, read
from tests.proof.any_cost import COMPONENT, STEPS_MAX, few, made_here, places, serials
from tests.proof.cost_plant import FAMILY, LINES, ORDERS, PURCHASE_ORDER
from tests.proof.reused_plant import Plant

ZERO = Decimal(0)
FIGURES = {
    "production_order_lines": ("finished_quantity", "remaining_quantity"),
    "production_order_components": ("actual_consumption_base", "remaining_quantity"),
    "production_order_routing_lines": (
        "posted_setup",
        "posted_run",
        "posted_output",
        "posted_scrap",
        "allocated_time",
    ),
    "capacity_needs": ("allocated_time", "needed_time"),
    "wip": ("amount",),
}
KEYS = (
    "order_no",
    "order_line_no",
    "line_no",
    "operation_no",
    "item_no",
    "type",
    "no",
    "date",
    "starting_time",
)


@dataclass(frozen=True)
class Posting:
    """One posting that can be taken back: a kind, and its fields."""

    kind: type[Any]
    fields: dict[str, Any]


def _posting(kind: type[Any], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Posting]:
    return st.fixed_dictionaries(fields).map(lambda drawn: Posting(kind, drawn))


minutes = st.integers(0, 40).map(Decimal)
scrap = st.sampled_from([ZERO, Decimal(1)])


def _consumption(order: str, quantity: Decimal, place: str) -> Posting:
    fields = {"item_no": COMPONENT[ORDERS[order]], "quantity": quantity, "location_code": place}
    return Posting(PostConsumptionRequest, {"order_no": order, **fields})


def _journal(order: str, other: str, quantity: Decimal, used: Decimal) -> Posting:
    output = {"order_no": order, "operation_no": "20", "output_quantity": quantity, "run_time": Decimal(7)}
    consumption = {"order_no": other, "item_no": COMPONENT[ORDERS[other]], "quantity": used}
    lines = (
        JournalLine(kind=JournalLineKind.OUTPUT, **output),
        JournalLine(kind=JournalLineKind.CONSUMPTION, location_code="MAIN", **consumption),
    )
    return Posting(PostJournalRequest, {"lines": lines})


work = {"setup_time": minutes, "run_time": minutes, "output_quantity": few, "scrap_quantity": scrap}
outputs = _posting(
    PostOutputRequest, order_no=made_here, operation_no=st.sampled_from(["10", "20", "20"]), **work
)
postings = st.one_of(
    outputs,
    _posting(
        PostOutputRequest,
        order_no=st.just(FAMILY),
        order_line_no=st.sampled_from(LINES),
        operation_no=st.just("20"),
        **work,
    ),
    st.builds(_consumption, made_here, few, places),
    _posting(
        PostConsumptionRequest,
        order_no=made_here,
        item_no=st.just("S"),
        quantity=st.just(Decimal(1)),
        location_code=st.just("MAIN"),
        serial_no=serials,
    ),
    st.builds(_journal, made_here, made_here, few, few),
    _posting(PostCapacityRequest, no=st.just("A"), stop_time=minutes, stop_code=st.just("TOOL")),
    _posting(PostItemChargeRequest, entry_no=st.integers(1, 8), amount=st.decimals("0.01", 9, places=2)),
    _posting(ReceiveSubcontractingRequest, no=st.just(PURCHASE_ORDER), quantity=few),
)


class TakingBack(Plant):
    """The plant, and both ways of taking a posting back."""

    def post_and_take_back(self, posting: Posting, *, adjusted: bool, whole: bool) -> bool:
        """Post, and take it back, whole or entry by entry; answers whether both was done."""
        posted = self._post(posting.kind, **posting.fields)
        if not isinstance(posted, Posted):
            return False
        if adjusted:
            self.adjust(None, STEPS_MAX)
        receipt = posted.receipt
        if posting.kind is PostItemChargeRequest:
            fields = posting.fields | {"amount": -posting.fields["amount"]}
            return self._is_posted(PostItemChargeRequest, **fields)
        if posting.kind is ReceiveSubcontractingRequest:
            return self._is_posted(
                UndoSubcontractingReceiptRequest, no=PURCHASE_ORDER, receipt_no=self._receipt()
            )
        if whole:
            return self._is_posted(UndoPostingRequest, register_no=receipt.register_no)
        return self._each(receipt)

    def _each(self, receipt: Any) -> bool:
        """Take each entry back that was not taken back with another."""
        goods = [(Ledger.ITEM, entry.entry_no) for entry in receipt.item_entries]
        labour = [(Ledger.CAPACITY, entry.entry_no) for entry in receipt.capacity_entries]
        done = False
        for ledger, entry_no in (*goods, *labour):
            fields = {"ledger": ledger, "entry_no": entry_no}
            done = self._is_posted(ReverseEntryRequest, **fields) or done
        return done and not self._left_standing(receipt)

    def _left_standing(self, receipt: Any) -> bool:
        """Whether something of a posting stands still."""
        with self.database.read() as connection:
            entries = TABLES["capacity_ledger_entries"](connection)
            applied = TABLES["item_application_entries"](connection)
        reversed_work = {row["entry_no"] for row in entries if row["reversed"]}
        back = {row["outbound_item_entry_no"] for row in applied if row["quantity"] > 0}
        gone = {row["inbound_item_entry_no"] for row in applied if row["quantity"] < 0}
        return any(
            entry.entry_no not in (gone if entry.quantity > 0 else back) for entry in receipt.item_entries
        ) or any(entry.entry_no not in reversed_work for entry in receipt.capacity_entries)

    def last_entry(self) -> int:
        """The last item ledger entry."""
        with self.database.read() as connection:
            return max((row["entry_no"] for row in TABLES["item_ledger_entries"](connection)), default=0)

    def covers(self, last: int) -> bool:
        """Whether an entry after that one covers what went out up to it."""
        with self.database.read() as connection:
            applied = TABLES["item_application_entries"](connection)
        return any(
            row["quantity"] < 0 and row["inbound_item_entry_no"] > last >= row["outbound_item_entry_no"] > 0
            for row in applied
        )

    def _receipt(self) -> int:
        with self.database.read() as connection:
            return int(
                connection.exec_driver_sql("SELECT MAX(receipt_no) FROM purchase_receipts").scalar_one()
            )

    def _is_posted(self, kind: type[Any], **fields: Any) -> bool:
        return isinstance(self._post(kind, **fields), Posted)


def state_of(plant: Plant) -> dict[Any, Any]:
    """Answer what a plant looks like: quantities, costs without rounding, orders, capacity and accounts."""
    state: defaultdict[Any, Decimal] = defaultdict(Decimal)
    with plant.database.read() as connection:
        rows = {table: read_table(connection) for table, read_table in TABLES.items() if table in WANTED}
        load = read(connection, CapacityLoadDay)
    for row in rows["item_ledger_entries"]:
        place = (row["item_no"], row["location_code"], row["serial_no"])
        state["quantity", *place] += row["quantity"]
        state["remaining", *place] += row["remaining_quantity"]
    for row in rows["value_entries"]:
        of = row["item_no"] if row["item_ledger_entry_no"] else ""
        rounding = row["entry_type"] == "rounding"
        state["rounding" if rounding else "cost", of] += row["cost_amount_actual"]
        state["expected", of] += row["cost_amount_expected"]
    for table, columns in FIGURES.items():
        for row in rows[table]:
            key = tuple(row.get(name) for name in KEYS)
            for column in columns:
                state[table, column, *key] += row[column]
    for row in load:
        state["load", row["type"], row["no"], row["date"]] += row["allocated_time"]
    for row in rows["gl_balances"]:
        state["account", row["account_no"]] += row["balance"]
    return {key: value for key, value in state.items() if value}


WANTED = ("item_ledger_entries", "value_entries", "gl_balances", *FIGURES)


def check_as_before(before: dict[Any, Any], after: dict[Any, Any], *, covers: bool) -> None:
    """Check that nothing changed but roundings and, where what came back covers something, the cost of that."""
    changed = {
        key: after.get(key, ZERO) - before.get(key, ZERO)
        for key in before.keys() | after.keys()
        if after.get(key, ZERO) != before.get(key, ZERO)
    }
    accounts = {key[1]: amount for key, amount in changed.items() if key[0] == "account"}
    values = [amount for key, amount in changed.items() if key[0] in MOVED and key[1]]
    may_change = {"rounding", "account"} | ({"cost", "wip"} if covers else set())
    assert {key[0] for key in changed} <= may_change, changed
    assert sum(accounts.values(), ZERO) == 0, changed
    assert sum((accounts.get(no, ZERO) for no in INVENTORY), ZERO) == sum(values, ZERO), changed
    assert covers or accounts.keys() <= {*INVENTORY, ADJUSTMENT}, changed


MOVED = ("cost", "rounding")
INVENTORY, ADJUSTMENT = ("2120", "2130"), "7270"
