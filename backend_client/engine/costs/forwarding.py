"""Forwarding: outbound entries get the cost of the inbound entries they took from, what comes back of them theirs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from backend_client.engine.costs.correcting import Correcting, Correction
from backend_client.engine.costs.points import is_averaged
from backend_client.messages.base import Refused
from backend_client.records.cost import InboundCostPoint
from backend_client.rules.cost_forwarding import (
    InboundCost,
    Revaluation,
    Taken,
    outbound_cost,
    returned_costs,
    taken_cost,
)
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import Delete, Update
from backend_client.store.queries import costs
from backend_client.store.queries.costs import NO_COST_YET, EntryCost, TakenRow
from backend_client.store.rows import Row
from backend_client.terms import ItemLedgerEntryType, ValueEntryType

KEY = ("entry_no",)


def follows_inbound(entry: Row) -> bool:
    """Answer whether an outbound entry costs what it was applied to: not an average, and not a correction of output."""
    if entry["positive"] or entry["entry_type"] is ItemLedgerEntryType.OUTPUT:
        return False
    return bool(entry["applies_to_entry"]) or not is_averaged(entry)


@dataclass(slots=True)
class Flow:
    """Some outbound entries, what they took, and what that cost; read in a handful of statements."""

    entries: dict[int, Row]
    costs: dict[int, EntryCost]
    taken: dict[int, list[TakenRow]]
    inbound: dict[int, InboundCost]
    posted_at: dict[int, Decimal]
    returns: dict[int, list[TakenRow]] = field(default_factory=dict)

    @classmethod
    def read(cls, work: Correcting, outbound: Iterable[int], also_inbound: Iterable[int] = ()) -> "Flow":
        """Read all that the cost of some outbound entries hangs on."""
        connection = work.context.connection
        wanted = set(outbound)
        taken: defaultdict[int, list[TakenRow]] = defaultdict(list)
        returns: defaultdict[int, list[TakenRow]] = defaultdict(list)
        for row in costs.applications_of_outbound(connection, wanted):
            (taken if row.quantity < 0 else returns)[row.outbound_item_entry_no].append(row)
        sources = {row.inbound_item_entry_no for rows in taken.values() for row in rows} | set(also_inbound)
        back = {row.item_ledger_entry_no for rows in returns.values() for row in rows}
        entries = costs.entries(connection, wanted | sources | back)
        worth = costs.costs(connection, wanted | sources | back)
        first = costs.first_costs(
            connection, (worth[no].first_value_entry_no for no in wanted if no in worth)
        )
        work.read_lines({row["order_no"] for row in entries.values()})
        flow = cls(entries, worth, dict(taken), {}, first, dict(returns))
        flow._read_inbound(work, sources)
        return flow

    def _read_inbound(self, work: Correcting, sources: set[int]) -> None:
        revalued: defaultdict[int, list[Revaluation]] = defaultdict(list)
        for no, register_no, quantity, amount in costs.revaluations(work.context.connection, sources):
            revalued[no].append(Revaluation(register_no, quantity, amount))
        for no in sources:
            worth = self.worth(no)
            extra = tuple(revalued[no])
            cost = worth.without_rounding() + worth.expected - sum((each.amount for each in extra), ZERO)
            self.inbound[no] = InboundCost(self.entries[no]["quantity"], cost, extra)

    def worth(self, entry_no: int) -> EntryCost:
        """Answer what an entry is worth."""
        return self.costs.get(entry_no, NO_COST_YET)

    def target(self, entry_no: int) -> Decimal:
        """Answer what an outbound entry costs."""
        rows = self.taken.get(entry_no, ())
        return outbound_cost(
            self.entries[entry_no]["quantity"],
            self.posted_at.get(entry_no, ZERO),
            (
                (
                    Taken(row.inbound_item_entry_no, -row.quantity, row.register_no),
                    self.inbound[row.inbound_item_entry_no],
                )
                for row in rows
            ),
        )


def forward(work: Correcting, flow: Flow, outbound: Iterable[int]) -> Refused | None:
    """Give outbound entries the cost of what they took; what differs is posted. Refuses as posting does."""
    for number in sorted(set(outbound)):
        entry = flow.entries[number]
        if not follows_inbound(entry):
            continue
        _note_closed(work, flow, number)
        refused = put_outbound(work, flow, entry, flow.target(number))
        if refused is not None:
            return refused
    return None


def put_outbound(work: Correcting, flow: Flow, entry: Row, target: Decimal) -> Refused | None:
    """Bring an outbound entry to a cost, and what came back of it to its part of that."""
    number = entry["entry_no"]
    if work.in_ring(entry):
        target = flow.posted_at.get(number, ZERO)
    difference = target - flow.worth(number).without_rounding()
    if difference:
        work.points.cost_changed(entry)
        refused = work.correct(entry, Correction(difference))
        if refused is not None:
            return refused
    returns = flow.returns.get(number, ())
    parts = returned_costs(entry["quantity"], target, [row.quantity for row in returns])
    for row, part in zip(returns, parts, strict=True):
        returned = flow.entries[row.item_ledger_entry_no]
        difference = part - flow.worth(row.item_ledger_entry_no).without_rounding()
        if difference:
            work.points.cost_changed(returned)
            refused = work.correct(returned, Correction(difference))
            if refused is not None:
                return refused
    return None


def _note_closed(work: Correcting, flow: Flow, number: int) -> None:
    """Note inbound entries that are used up: what rounding left of them is to be taken off."""
    for row in flow.taken.get(number, ()):
        inbound = flow.entries[row.inbound_item_entry_no]
        if not inbound["remaining_quantity"] and not is_averaged(inbound):
            work.points.inbound(row.inbound_item_entry_no)


def forward_points(work: Correcting, most: int) -> Refused | None:
    """Forward the cost of the inbound entries noted first, at most to so many outbound entries."""
    rows = costs.taken_from_points(work.context.connection, most + 1)
    unfinished = rows.pop()["entry_no"] if len(rows) > most else None
    outbound = {row["outbound_item_entry_no"] for row in rows} - {None}
    flow = Flow.read(work, outbound, also_inbound={row["entry_no"] for row in rows})
    for number in sorted(outbound):
        entry = flow.entries[number]
        if follows_inbound(entry):
            refused = put_outbound(work, flow, entry, flow.target(number))
            if refused is not None:
                return refused
    by_point: dict[int, list[Row]] = {}
    for row in rows:
        by_point.setdefault(row["entry_no"], []).append(row)
    for number, taken in by_point.items():
        amount = taken[0]["taken_amount"] + sum((_amount(work, flow, number, row) for row in taken), ZERO)
        if number == unfinished:
            after = taken[-1]["outbound_item_entry_no"]
            row = {"entry_no": number, "after_entry_no": after, "taken_amount": amount}
            work.books.posting.updates.append(Update(InboundCostPoint, KEY, [row]))
            continue
        work.books.posting.deletes.append(Delete(InboundCostPoint, KEY, [{"entry_no": number}]))
        refused = _round_off(work, flow, number, amount)
        if refused is not None:
            return refused
    return None


def _amount(work: Correcting, flow: Flow, inbound_no: int, row: Row) -> Decimal:
    """Answer what an outbound entry took of the cost of an inbound one."""
    if row["outbound_item_entry_no"] is None:
        return ZERO
    entry = flow.entries[row["outbound_item_entry_no"]]
    if entry["entry_type"] is ItemLedgerEntryType.OUTPUT:  # a correction: what its order gave it
        worth = flow.worth(entry["entry_no"])
        return -worth.without_rounding() - worth.expected
    if work.in_ring(entry):  # the rest of the cost is rounded off, so that nothing in stock is worth nothing
        posted = InboundCost(entry["quantity"], flow.posted_at.get(entry["entry_no"], ZERO))
        return taken_cost(Taken(entry["entry_no"], -row["quantity"], row["register_no"]), posted)
    taken = Taken(inbound_no, -row["quantity"], row["register_no"])
    return taken_cost(taken, flow.inbound[inbound_no])


def _round_off(work: Correcting, flow: Flow, number: int, taken_amount: Decimal) -> Refused | None:
    """Take off an entry that is used up what rounding left of its cost."""
    entry = flow.entries[number]
    if is_averaged(entry):
        return None
    left = ZERO if entry["remaining_quantity"] else taken_amount - flow.inbound[number].total
    difference = left - flow.worth(number).rounding()
    if not difference:
        return None
    work.points.card(entry["item_no"])
    return work.correct(entry, Correction(difference, entry_type=ValueEntryType.ROUNDING))
