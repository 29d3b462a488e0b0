"""Any story of buying, making on three levels, charging late, taking back and adjusting, told twice.

The plant is that of cost_plant.py; C, P, Q, T and U have whatever costing method the story draws. The story is a list of
steps, posted on any of four days, in two plants that begin alike: in one, costs are adjusted in between wherever the
story says so and as far as it says so, also after each posting by itself; in the other once, at the end. In between the
plant changes its mind on whether cost is posted to the general ledger at once, and expected cost at all. At the end every
order is finished, what is owed is bought, in some stories all that is there is sold, and both are adjusted and posted
until nothing is left.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count, product
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import select, text

from backend_client.cost_terms import AutomaticCostAdjustment, AverageCostCalculationType, AverageCostPeriod
from backend_client.local import LocalClient
from backend_client.messages.base import Answer, Posted
from backend_client.messages.cost_adjustment import AdjustCostRequest
from backend_client.messages.cost_to_post import PostInventoryCostToGLRequest
from backend_client.messages.item_costs import PostItemChargeRequest, RevalueEntryRequest
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.messages.orders import (
    ChangeOrderStatusRequest,
    ReopenProductionOrderRequest,
)
from backend_client.messages.planning import ChangeMasterDataRequest
from backend_client.messages.postings import PostItemEntryRequest, PostOutputRequest
from backend_client.messages.reversals import ReverseEntryRequest, UndoPostingRequest
from backend_client.messages.subcontracting import (
    InvoiceSubcontractingRequest,
    ReceiveSubcontractingRequest,
    UndoSubcontractingReceiptRequest,
)
from backend_client.records.purchasing import PurchaseOrderLine
from backend_client.store.database import Database
from backend_client.store.rows import table_of
from backend_client.terms import Confirmation, CostingMethod, ItemLedgerEntryType, Ledger, OrderStatus
from tests.casebook.databases import NOON
from tests.casebook.tables import TABLES
from tests.proof.cost_plant import FAMILY, LINES, ORDERS, OUTSIDE, PURCHASE_ORDER

YES = tuple(Answer(confirmation=each, yes=True) for each in Confirmation)
PURCHASE, SALE = ItemLedgerEntryType.PURCHASE, ItemLedgerEntryType.SALE
COMPONENT = {"P": "C", "Q": "P", "T": "Q", "U": "C", "FAM": "C"}
ITEMS = ("C", "P", "Q", "T", "U")
OWED = (*ITEMS, "F")
LOCATIONS = ("MAIN", "EAST")
SERIALS = ("S1", "S2", "S3")
METHODS = (CostingMethod.FIFO, CostingMethod.LIFO, CostingMethod.AVERAGE, CostingMethod.STANDARD)
STEPS_MAX = 5_000
SET = "INSERT INTO plant_setup (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value"

Step = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Story:
    """Methods of C, P, Q, T and U, how averages are taken, and what happens; each step on the day of that number."""

    methods: tuple[CostingMethod, ...]
    period: AverageCostPeriod
    calculation: AverageCostCalculationType
    steps: list[tuple[int, Step]]
    sold_out: bool = False


def _step(name: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.fixed_dictionaries(fields).map(lambda drawn: (name, drawn))


orders = st.sampled_from(sorted(ORDERS))
made_here = st.sampled_from(sorted(ORDERS.keys() - {OUTSIDE, FAMILY}))
few = st.one_of(st.integers(1, 6), st.decimals("0.5", 4, places=1)).map(Decimal)
prices = st.decimals("0.5", 9, places=2)
places = st.sampled_from(LOCATIONS)
serials = st.sampled_from(SERIALS)
lately = st.integers(0, 5)
steps = st.one_of(
    _step("buy", quantity=few, price=prices, place=places),
    _step("buy_one", serial=serials, price=prices),
    _step("make", order=made_here, quantity=few, run=st.integers(0, 40), scrap=st.integers(0, 1)),
    _step("correct", back=lately, quantity=few),
    _step("consume", order=orders, quantity=few, place=places),
    _step("consume_one", order=orders, serial=serials),
    _step("give_back", back=lately, quantity=few),
    _step("sell", item=st.sampled_from(ITEMS), quantity=few, place=places, applies_to=st.integers(-8, 8)),
    _step("reverse", back=lately),
    _step("undo", back=lately),
    _step("charge", entry=st.integers(1, 12), amount=st.decimals(-2, 9, places=2)),
    _step("revalue", entry=st.integers(1, 12), price=prices),
    _step("finish", order=orders),
    _step("reopen", order=orders),
    _step("adjust", steps=st.integers(1, 40)),
    _step("make_together", line_no=st.sampled_from(LINES), quantity=few, run=st.integers(0, 40)),
    _step("receive", quantity=few),
    _step("send_back", receipt=st.integers(1, 3)),
    _step("invoice", quantity=few, price=prices),
    _step("post_at_once", on=st.booleans()),
    _step("post_expected", on=st.booleans()),
    _step("adjust_at_once", on=st.booleans()),
)
ADJUSTING = ("adjust", "adjust_at_once")


def stories_of(least: int, most: int) -> st.SearchStrategy[Story]:
    """Stories of so many steps."""
    return st.builds(
        Story,
        st.tuples(*[st.sampled_from(METHODS)] * len(ITEMS)),
        st.sampled_from(AverageCostPeriod),
        st.sampled_from(AverageCostCalculationType),
        st.lists(st.tuples(st.integers(0, 3), steps), min_size=least, max_size=most),
        st.booleans(),
    )


stories, long_stories = stories_of(6, 24), stories_of(40, 60)


class Teller:
    """One database, and everything that can happen in a story."""

    def __init__(self, database: Database) -> None:
        """Keep it."""
        self.database = database
        self.client = LocalClient(self.database, now=lambda: NOON)
        self._ids = count(1)

    def begin(self, story: Story) -> None:
        """Give its items the methods of the story."""
        settings = {
            "average_cost_period": story.period.value,
            "average_cost_calculation_type": story.calculation.value,
        }
        with self.database.write() as connection:
            for item_no, method in zip(ITEMS, story.methods, strict=True):
                given = {"method": method.value, "no": item_no}
                connection.execute(text("UPDATE items SET costing_method = :method WHERE no = :no"), given)
            for key, value in settings.items():
                connection.execute(text(SET), {"key": key, "value": value})

    def tell(self, story: Story, *, adjusting: bool, ending: bool = True) -> None:
        """Do what the story says; an expected no is part of it."""
        for day, (name, fields) in story.steps:
            if adjusting or name not in ADJUSTING:
                getattr(self, name)(NOON.date() + timedelta(days=day), **fields)
        if ending:
            self.end(sold_out=story.sold_out)
        self.to_the_end()

    def to_the_end(self) -> int:
        """Adjust and post all that is left; answers how many value entries adjustment posted."""
        entries = self.adjust(None, STEPS_MAX)
        self._post(PostInventoryCostToGLRequest)
        return entries

    def end(self, *, sold_out: bool = False) -> None:
        """Finish every order, buy what is owed, and sell what is there if told so."""
        last = NOON.date() + timedelta(days=3)
        self.receive(last, self._purchased("quantity_base", "qty_received_base"))
        for order_no in ORDERS:
            self.finish(last, order_no)
        self.invoice(last, self._purchased("qty_received_base", "qty_invoiced_base"), Decimal("1.93"))
        for item_no, place in product(OWED, LOCATIONS):
            there, is_owed = self._stock(item_no, place)
            if is_owed:
                self._item_entry(last, PURCHASE, item_no, Decimal(200), place, unit_cost=Decimal("3.37"))
                there += 200
            if sold_out and there:
                assert isinstance(self.sell(last, item_no, there, place, 0), Posted)

    def adjust(self, _day: date | None, steps: int) -> int:
        """Adjust costs, that many steps at most; answers how many value entries were posted."""
        entries = 0
        for _ in range(steps):
            outcome = self._post(AdjustCostRequest)
            assert isinstance(outcome, Posted), outcome
            entries += outcome.receipt.value_entries
            if not outcome.receipt.left:
                return entries
        assert steps < STEPS_MAX, "it does not come to an end"
        return entries

    def buy(self, day: date, quantity: Decimal, price: Decimal, place: str = "MAIN") -> None:
        """Buy C."""
        self._item_entry(day, PURCHASE, "C", quantity, place, unit_cost=price)

    def buy_one(self, day: date, serial: str, price: Decimal) -> None:
        """Buy an S."""
        self._item_entry(day, PURCHASE, "S", Decimal(1), "MAIN", serial_no=serial, unit_cost=price)

    def sell(self, day: date, item: str, quantity: Decimal, place: str, applies_to: int) -> Any:
        """Sell whatever it is, also what is not there; sometimes out of a certain entry."""
        return self._item_entry(day, SALE, item, quantity, place, applies_to_entry=max(applies_to, 0))

    def make(self, day: date, order: str, quantity: Decimal, run: int, scrap: int = 0) -> None:
        """Put out the last operation."""
        self._post(
            PostOutputRequest,
            posting_date=day,
            order_no=order,
            operation_no="20",
            output_quantity=quantity,
            scrap_quantity=Decimal(scrap),
            run_time=Decimal(run),
        )

    def make_together(self, day: date, line_no: int, quantity: Decimal, run: int) -> None:
        """Put out a line of the family, which shares its routing with the other."""
        fields = {"operation_no": "20", "output_quantity": quantity, "run_time": Decimal(run)}
        self._post(PostOutputRequest, posting_date=day, order_no=FAMILY, order_line_no=line_no, **fields)

    def receive(self, day: date, quantity: Decimal) -> None:
        """Receive what was made outside."""
        self._post(ReceiveSubcontractingRequest, posting_date=day, no=PURCHASE_ORDER, quantity=quantity)

    def send_back(self, day: date, receipt: int) -> None:
        """Undo a receipt."""
        self._post(UndoSubcontractingReceiptRequest, posting_date=day, no=PURCHASE_ORDER, receipt_no=receipt)

    def invoice(self, day: date, quantity: Decimal, price: Decimal) -> None:
        """Let the invoice of work outside come, early or late."""
        fields = {"no": PURCHASE_ORDER, "quantity": quantity, "direct_unit_cost": price}
        self._post(InvoiceSubcontractingRequest, posting_date=day, **fields)

    def post_at_once(self, _day: date, on: bool) -> None:
        """Post cost to the general ledger with each posting, or later."""
        self._set("automatic_cost_posting", "true" if on else "false")

    def post_expected(self, _day: date, on: bool) -> None:
        """Post expected cost to the general ledger, or not."""
        self._set("expected_cost_posting_to_gl", "true" if on else "false")

    def adjust_at_once(self, _day: date, on: bool) -> None:
        """Adjust costs after each posting, or when told to."""
        wanted = AutomaticCostAdjustment.ALWAYS if on else AutomaticCostAdjustment.NEVER
        self._set("automatic_cost_adjustment", wanted.value)

    def _set(self, key: str, value: str) -> None:
        fields = {"table": "plant_setup", "key": {"key": key}, "values": {"value": value}}
        assert isinstance(self._post(ChangeMasterDataRequest, **fields), Posted)

    def correct(self, day: date, back: int, quantity: Decimal) -> None:
        """Take some of an output back."""
        entry = self._lately(back, "output")
        if entry is not None:
            self._post(
                PostOutputRequest,
                posting_date=day,
                order_no=entry.order_no,
                order_line_no=entry.order_line_no,
                operation_no="20",
                output_quantity=-quantity,
                applies_to_entry=entry.entry_no,
            )

    def consume(self, day: date, order: str, quantity: Decimal, place: str = "MAIN") -> None:
        """Use up the component."""
        self._consume(day, order, COMPONENT[ORDERS[order]], quantity, location_code=place)

    def consume_one(self, day: date, order: str, serial: str) -> None:
        """Use up an S."""
        self._consume(day, order, "S", Decimal(1), location_code="MAIN", serial_no=serial)

    def give_back(self, day: date, back: int, quantity: Decimal) -> None:
        """Give some of what was consumed back."""
        entry = self._lately(back, "consumption")
        if entry is not None:
            places = {"location_code": entry.location_code, "serial_no": entry.serial_no}
            fields = {"order_line_no": entry.order_line_no, **places}
            self._consume(
                day, entry.order_no, entry.item_no, -quantity, applies_from_entry=entry.entry_no, **fields
            )

    def reverse(self, _day: date, back: int) -> None:
        """Reverse one of the last movements of stock."""
        entry = self._lately(back, "output", "consumption")
        if entry is not None:
            self._post(ReverseEntryRequest, ledger=Ledger.ITEM, entry_no=entry.entry_no)

    def undo(self, _day: date, back: int) -> None:
        """Take one of the last postings back whole."""
        entry = self._lately(back, "output", "consumption")
        if entry is not None:
            self._post(UndoPostingRequest, register_no=entry.register_no)

    def charge(self, day: date, entry: int, amount: Decimal) -> None:
        """Charge a purchase later."""
        self._post(PostItemChargeRequest, posting_date=day, entry_no=entry, amount=amount)

    def revalue(self, day: date, entry: int, price: Decimal) -> None:
        """Revalue what remains of something bought: what was made is worth what adjustment has seen."""
        with self.database.read() as connection:
            bought = connection.execute(
                text("SELECT 1 FROM item_ledger_entries WHERE entry_no = :no AND entry_type = 'purchase'"),
                {"no": entry},
            ).first()
        if bought is not None:
            self._post(RevalueEntryRequest, posting_date=day, entry_no=entry, new_unit_cost=price)

    def finish(self, day: date, order: str) -> None:
        """Finish an order, whatever is missing."""
        fields = {"order_no": order, "to": OrderStatus.FINISHED, "finish_without_output": True}
        self._post(ChangeOrderStatusRequest, posting_date=day, **fields)

    def reopen(self, _day: date, order: str) -> None:
        """Take a finished order back."""
        self._post(ReopenProductionOrderRequest, order_no=order)

    def _item_entry(
        self, day: date, kind: ItemLedgerEntryType, item: str, quantity: Decimal, place: str, **more: Any
    ) -> Any:
        fields = {"entry_type": kind, "item_no": item, "quantity": quantity, "location_code": place, **more}
        return self._post(PostItemEntryRequest, posting_date=day, **fields)

    def _consume(self, day: date, order: str, item: str, quantity: Decimal, **more: Any) -> Any:
        more = {"order_line_no": LINES[0], **more} if order == FAMILY else more
        fields = {"order_no": order, "item_no": item, "quantity": quantity, **more}
        self._post(PostConsumptionRequest, posting_date=day, **fields)

    def _lately(self, back: int, *kinds: str) -> Any:
        """Read the last item ledger entry of some kinds, or one so many before it; None if there are not so many."""
        columns = "entry_no, entry_type, order_no, order_line_no, item_no, location_code, serial_no"
        of_kind = " OR ".join(f"entry_type = '{kind}'" for kind in kinds)
        with self.database.read() as connection:
            return connection.exec_driver_sql(
                f"SELECT {columns}, register_no FROM item_ledger_entries WHERE {of_kind}"
                f" ORDER BY entry_no DESC LIMIT 1 OFFSET {back}"
            ).first()

    def _purchased(self, column: str, less: str) -> Decimal:
        """What one column of the purchase order has more than another."""
        with self.database.read() as connection:
            line = connection.execute(select(table_of(PurchaseOrderLine))).mappings().one()
        return Decimal(line[column] - line[less])

    def _stock(self, item_no: str, place: str) -> tuple[Decimal, bool]:
        """What is there, and whether something went out that was not."""
        with self.database.read() as connection:
            rows = [
                row
                for row in TABLES["item_ledger_entries"](connection)
                if (row["item_no"], row["location_code"]) == (item_no, place)
            ]
        owed = any(row["remaining_quantity"] < 0 for row in rows)
        return sum((row["quantity"] for row in rows), Decimal(0)), owed

    def _post(self, kind: type[Any], **fields: Any) -> Any:
        request_id = f"story-{next(self._ids)}"
        return self.client.post(
            kind(request_id=request_id, answers=YES, person_no="SUP", terminal_id="T1", **fields)
        )
