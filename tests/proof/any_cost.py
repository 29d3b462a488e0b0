"""Any story of buying, making on two levels, charging late, taking back and adjusting, told twice.

C is bought, P is made of 2 C, Q of 1 P; each has whatever costing method the story draws. The story is a list of steps,
posted on any of four days, in two plants that begin alike: in one, costs are adjusted in between wherever the story says
so and as far as it says so; in the other once, at the end. At the end every order is finished, what is owed is bought,
and both are adjusted until nothing is left.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from pysqlite3 import dbapi2 as sqlite

from backend_client.cost_terms import AverageCostCalculationType, AverageCostPeriod
from backend_client.local import LocalClient
from backend_client.messages.base import Answer, Posted
from backend_client.messages.cost_adjustment import AdjustCostRequest
from backend_client.messages.item_costs import PostItemChargeRequest, RevalueEntryRequest
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.messages.orders import (
    ChangeOrderStatusRequest,
    CreateProductionOrderRequest,
    ReopenProductionOrderRequest,
)
from backend_client.messages.postings import PostItemEntryRequest, PostOutputRequest
from backend_client.messages.reversals import ReverseEntryRequest
from backend_client.store.database import open_database
from backend_client.terms import Confirmation, CostingMethod, ItemLedgerEntryType, Ledger, OrderStatus
from tests.casebook.databases import NOON, Plants
from tests.features.factory import Factory

YES = tuple(Answer(confirmation=each, yes=True) for each in Confirmation)
PURCHASE, SALE = ItemLedgerEntryType.PURCHASE, ItemLedgerEntryType.SALE
ORDERS = {"O1": "P", "O2": "P", "O3": "Q", "O4": "Q"}
COMPONENT = {"P": "C", "Q": "P"}
METHODS = (CostingMethod.FIFO, CostingMethod.LIFO, CostingMethod.AVERAGE, CostingMethod.STANDARD)
STEPS_MAX = 5_000

Step = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Story:
    """Methods of C, P and Q, how averages are taken, and what happens; each step on the day of that number."""

    methods: tuple[CostingMethod, CostingMethod, CostingMethod]
    period: AverageCostPeriod
    calculation: AverageCostCalculationType
    steps: list[tuple[int, Step]]


def _step(name: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.fixed_dictionaries(fields).map(lambda drawn: (name, drawn))


orders = st.sampled_from(sorted(ORDERS))
few = st.one_of(st.integers(1, 6), st.decimals("0.5", 4, places=1)).map(Decimal)
prices = st.decimals("0.5", 9, places=2)
steps = st.one_of(
    _step("buy", quantity=few, price=prices),
    _step("make", order=orders, quantity=few, run=st.integers(0, 40)),
    _step("consume", order=orders, quantity=few),
    _step("sell", item=st.sampled_from(["C", "P", "Q"]), quantity=few),
    _step("reverse", back=st.integers(0, 5)),
    _step("charge", entry=st.integers(1, 12), amount=st.decimals(-2, 9, places=2)),
    _step("revalue", entry=st.integers(1, 12), price=prices),
    _step("finish", order=orders),
    _step("reopen", order=orders),
    _step("adjust", steps=st.integers(1, 40)),
)
stories = st.builds(
    Story,
    st.tuples(*[st.sampled_from(METHODS)] * 3),
    st.sampled_from(AverageCostPeriod),
    st.sampled_from(AverageCostCalculationType),
    st.lists(st.tuples(st.integers(0, 3), steps), min_size=4, max_size=24),
)


class Plant:
    """One database that is put back to its beginning before each story."""

    def __init__(self, template: Path, path: Path) -> None:
        """Keep both."""
        self.template = template
        self.database = open_database(f"sqlite:///{path}")
        self.client = LocalClient(self.database, now=lambda: NOON)
        self._ids = count(1)

    def begin(self, story: Story) -> None:
        """Put it back, and give its items the methods of the story."""
        self.put_back()
        settings = {
            "average_cost_period": story.period.value,
            "average_cost_calculation_type": story.calculation.value,
        }
        with self.database.write() as connection:
            run = connection.exec_driver_sql
            for item_no, method in zip(("C", "P", "Q"), story.methods, strict=True):
                run("UPDATE items SET costing_method = ? WHERE no = ?", (method.value, item_no))
            for key, value in settings.items():
                run("INSERT OR REPLACE INTO plant_setup (key, value) VALUES (?, ?)", (key, value))

    def put_back(self) -> None:
        """Make it what its template is, and forget all that was known of it."""
        origin = sqlite.connect(str(self.template))
        raw = self.database.engine.raw_connection()
        origin.backup(raw.driver_connection)
        raw.close()
        origin.close()
        self.client = LocalClient(self.database, now=lambda: NOON)

    def keep(self, template: Path) -> None:
        """Make what it is now the template to which it is put back."""
        raw = self.database.engine.raw_connection()
        with sqlite.connect(str(template)) as copy:
            raw.driver_connection.backup(copy)
        copy.close()
        raw.close()
        self.template = template

    def tell(self, story: Story, *, adjusting: bool) -> None:
        """Do what the story says; an expected no is part of it."""
        for day, (name, fields) in story.steps:
            if name != "adjust":
                getattr(self, name)(NOON.date() + timedelta(days=day), **fields)
            elif adjusting:
                self.adjust(fields["steps"])
        self.end()
        self.adjust(STEPS_MAX)

    def end(self) -> None:
        """Finish every order, and buy what is owed."""
        last = NOON.date() + timedelta(days=3)
        for order_no in ORDERS:
            self.finish(last, order_no)
        for item_no in ("C", "P", "Q"):
            self._post(
                PostItemEntryRequest,
                posting_date=last,
                entry_type=ItemLedgerEntryType.POSITIVE_ADJUSTMENT,
                item_no=item_no,
                quantity=Decimal(200),
                unit_cost=Decimal("3.37"),
            )

    def adjust(self, most: int) -> int:
        """Adjust costs, that many steps at most; answers how many value entries were posted."""
        entries = 0
        for _ in range(most):
            outcome = self._post(AdjustCostRequest)
            assert isinstance(outcome, Posted), outcome
            entries += outcome.receipt.value_entries
            if not outcome.receipt.left:
                return entries
        assert most < STEPS_MAX, "it does not come to an end"
        return entries

    def buy(self, day: date, quantity: Decimal, price: Decimal) -> None:
        """Buy C."""
        fields = {"entry_type": PURCHASE, "item_no": "C", "quantity": quantity, "unit_cost": price}
        self._post(PostItemEntryRequest, posting_date=day, **fields)

    def sell(self, day: date, item: str, quantity: Decimal) -> None:
        """Sell whatever it is, also what is not there."""
        fields = {"entry_type": SALE, "item_no": item, "quantity": quantity}
        self._post(PostItemEntryRequest, posting_date=day, **fields)

    def make(self, day: date, order: str, quantity: Decimal, run: int) -> None:
        """Put out the last operation."""
        self._post(
            PostOutputRequest,
            posting_date=day,
            order_no=order,
            operation_no="20",
            output_quantity=quantity,
            run_time=Decimal(run),
        )

    def consume(self, day: date, order: str, quantity: Decimal) -> None:
        """Use up the component."""
        item_no = COMPONENT[ORDERS[order]]
        self._post(
            PostConsumptionRequest, posting_date=day, order_no=order, item_no=item_no, quantity=quantity
        )

    def reverse(self, _day: date, back: int) -> None:
        """Reverse one of the last movements of stock."""
        with self.database.read() as connection:
            last = connection.exec_driver_sql("SELECT max(entry_no) FROM item_ledger_entries").scalar() or 0
        if last > back:
            self._post(ReverseEntryRequest, ledger=Ledger.ITEM, entry_no=last - back)

    def charge(self, day: date, entry: int, amount: Decimal) -> None:
        """Charge a purchase later."""
        self._post(PostItemChargeRequest, posting_date=day, entry_no=entry, amount=amount)

    def revalue(self, day: date, entry: int, price: Decimal) -> None:
        """Revalue what remains of something bought: what was made is worth what adjustment has seen."""
        with self.database.read() as connection:
            bought = connection.exec_driver_sql(
                "SELECT 1 FROM item_ledger_entries WHERE entry_no = ? AND entry_type = 'purchase'", (entry,)
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

    def _post(self, kind: type[Any], **fields: Any) -> Any:
        request_id = f"story-{next(self._ids)}"
        return self.client.post(
            kind(request_id=request_id, answers=YES, person_no="SUP", terminal_id="T1", **fields)
        )


def template(plants: Plants, folder: Path) -> Path:
    """Make the plant once: its orders are released, its stock is empty."""
    factory = Factory(
        plants,
        settings={"finish_order_without_output": "true", "expected_cost_posting_to_gl": "true"},
        people=[{"no": "SUP", "role": "supervisor"}],
        work_centers=[{"no": "B", "direct_unit_cost": 1, "indirect_cost_pct": 10, "overhead_rate": "0.5"}],
        production_boms=[{"no": "QB"}],
        production_bom_lines=[{"production_bom_no": "QB", "no": "P", "quantity_per": 1}],
        items=[
            {"no": "C", "standard_cost": "2.12345"},
            {"no": "P", "standard_cost": "11.11111", "indirect_cost_pct": 7, "overhead_rate": "0.3"},
            {
                "no": "Q",
                "production_bom_no": "QB",
                "routing_no": "R",
                "replenishment_system": "prod_order",
                "unit_cost": 30,
                "standard_cost": "31.71",
                "single_level_material_cost": 11,
                "single_level_capacity_cost": 20,
            },
        ],
    )
    for no, item_no in ORDERS.items():
        made = factory.post(CreateProductionOrderRequest, order_no=no, source_no=item_no, quantity=6)
        assert made is not None
    factory.plant.client.database.close()  # type: ignore[attr-defined]
    path = folder / "template.sqlite"
    origin = sqlite.connect(str(factory.plant.engine.url.database))
    with sqlite.connect(str(path)) as copy:
        origin.backup(copy)
    copy.close()
    origin.close()
    return path
