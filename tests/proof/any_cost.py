"""Any story of buying, making on three levels, charging late, taking back and adjusting, told twice.

C is bought, P is made of 2 C, Q of 1 P, T of 1 Q; each has whatever costing method the story draws. S is bought too,
by serial number, each of specific cost, and used up in any order. Goods lie at two locations. The story is a list of steps,
posted on any of four days, in two plants that begin alike: in one, costs are adjusted in between wherever the story says
so and as far as it says so; in the other once, at the end. At the end every order is finished, what is owed is bought,
in some stories all that is there is sold, and both are adjusted until nothing is left.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count, product
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
from backend_client.messages.reversals import ReverseEntryRequest, UndoPostingRequest
from backend_client.store.database import open_database
from backend_client.terms import Confirmation, CostingMethod, ItemLedgerEntryType, Ledger, OrderStatus
from tests.casebook.databases import NOON, Plants
from tests.casebook.loading import read_json
from tests.casebook.plant import BASE_PLANT
from tests.casebook.tables import TABLES
from tests.features.factory import Factory

YES = tuple(Answer(confirmation=each, yes=True) for each in Confirmation)
PURCHASE, SALE = ItemLedgerEntryType.PURCHASE, ItemLedgerEntryType.SALE
ORDERS = {"O1": "P", "O2": "P", "O3": "Q", "O4": "Q", "O5": "T"}
COMPONENT = {"P": "C", "Q": "P", "T": "Q"}
ITEMS = ("C", "P", "Q", "T")
LOCATIONS = ("MAIN", "EAST")
SERIALS = ("S1", "S2", "S3")
METHODS = (CostingMethod.FIFO, CostingMethod.LIFO, CostingMethod.AVERAGE, CostingMethod.STANDARD)
STEPS_MAX = 5_000

Step = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Story:
    """Methods of C, P, Q and T, how averages are taken, and what happens; each step on the day of that number."""

    methods: tuple[CostingMethod, CostingMethod, CostingMethod, CostingMethod]
    period: AverageCostPeriod
    calculation: AverageCostCalculationType
    steps: list[tuple[int, Step]]
    sold_out: bool = False


def _step(name: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.fixed_dictionaries(fields).map(lambda drawn: (name, drawn))


orders = st.sampled_from(sorted(ORDERS))
few = st.one_of(st.integers(1, 6), st.decimals("0.5", 4, places=1)).map(Decimal)
prices = st.decimals("0.5", 9, places=2)
places = st.sampled_from(LOCATIONS)
serials = st.sampled_from(SERIALS)
lately = st.integers(0, 5)
steps = st.one_of(
    _step("buy", quantity=few, price=prices, place=places),
    _step("buy_one", serial=serials, price=prices),
    _step("make", order=orders, quantity=few, run=st.integers(0, 40), scrap=st.integers(0, 1)),
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
)
stories = st.builds(
    Story,
    st.tuples(*[st.sampled_from(METHODS)] * 4),
    st.sampled_from(AverageCostPeriod),
    st.sampled_from(AverageCostCalculationType),
    st.lists(st.tuples(st.integers(0, 3), steps), min_size=4, max_size=24),
    st.booleans(),
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
            for item_no, method in zip(ITEMS, story.methods, strict=True):
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
        self.end(sold_out=story.sold_out)
        self.adjust(STEPS_MAX)

    def end(self, *, sold_out: bool = False) -> None:
        """Finish every order, buy what is owed, and sell what is there if told so."""
        last = NOON.date() + timedelta(days=3)
        for order_no in ORDERS:
            self.finish(last, order_no)
        for item_no, place in product(ITEMS, LOCATIONS):
            self._post(
                PostItemEntryRequest,
                posting_date=last,
                entry_type=ItemLedgerEntryType.POSITIVE_ADJUSTMENT,
                item_no=item_no,
                location_code=place,
                quantity=Decimal(200),
                unit_cost=Decimal("3.37"),
            )
            if sold_out:
                there = self._stock(item_no, place)
                assert isinstance(self.sell(last, item_no, there, place, 0), Posted)

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

    def correct(self, day: date, back: int, quantity: Decimal) -> None:
        """Take some of an output back."""
        entry = self._lately(back)
        if entry is not None and entry.entry_type == "output":
            self._post(
                PostOutputRequest,
                posting_date=day,
                order_no=entry.order_no,
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
        entry = self._lately(back)
        if entry is not None and entry.entry_type == "consumption":
            fields = {"location_code": entry.location_code, "serial_no": entry.serial_no}
            self._consume(
                day, entry.order_no, entry.item_no, -quantity, applies_from_entry=entry.entry_no, **fields
            )

    def reverse(self, _day: date, back: int) -> None:
        """Reverse one of the last movements of stock."""
        entry = self._lately(back)
        if entry is not None:
            self._post(ReverseEntryRequest, ledger=Ledger.ITEM, entry_no=entry.entry_no)

    def undo(self, _day: date, back: int) -> None:
        """Take one of the last postings back whole."""
        entry = self._lately(back)
        if entry is not None:
            self._post(UndoPostingRequest, register_no=entry.register_no)

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

    def _item_entry(
        self, day: date, kind: ItemLedgerEntryType, item: str, quantity: Decimal, place: str, **more: Any
    ) -> Any:
        fields = {"entry_type": kind, "item_no": item, "quantity": quantity, "location_code": place, **more}
        return self._post(PostItemEntryRequest, posting_date=day, **fields)

    def _consume(self, day: date, order: str, item: str, quantity: Decimal, **more: Any) -> Any:
        fields = {"order_no": order, "item_no": item, "quantity": quantity, **more}
        self._post(PostConsumptionRequest, posting_date=day, **fields)

    def _lately(self, back: int) -> Any:
        """Read the last item ledger entry, or one so many before it; None if there are not so many."""
        columns = "entry_no, entry_type, order_no, item_no, location_code, serial_no, register_no"
        with self.database.read() as connection:
            run = connection.exec_driver_sql
            return run(
                f"SELECT {columns} FROM item_ledger_entries ORDER BY entry_no DESC LIMIT 1 OFFSET {back}"
            ).first()

    def _stock(self, item_no: str, place: str) -> Decimal:
        with self.database.read() as connection:
            rows = TABLES["item_ledger_entries"](connection)
        return sum(
            (row["quantity"] for row in rows if row["item_no"] == item_no and row["location_code"] == place),
            Decimal(0),
        )

    def _post(self, kind: type[Any], **fields: Any) -> Any:
        request_id = f"story-{next(self._ids)}"
        return self.client.post(
            kind(request_id=request_id, answers=YES, person_no="SUP", terminal_id="T1", **fields)
        )


def template(plants: Plants, folder: Path) -> Path:
    """Make the plant once: its orders are released, its stock is empty."""
    base: list[dict[str, Any]] = read_json(BASE_PLANT)["posting_setup"]
    factory = Factory(
        plants,
        settings={"finish_order_without_output": "true", "expected_cost_posting_to_gl": "true"},
        people=[{"no": "SUP", "role": "supervisor"}],
        work_centers=[{"no": "B", "direct_unit_cost": 1, "indirect_cost_pct": 10, "overhead_rate": "0.5"}],
        locations=[{"code": "EAST", "name": "East"}],
        posting_setup=[row | {"location_code": "EAST"} for row in base if not row["location_code"]],
        item_tracking_codes=[{"code": "SN", "sn_specific_tracking": True}],
        production_boms=[{"no": "QB"}, {"no": "TB"}],
        production_bom_lines=[
            {"production_bom_no": "QB", "no": "P", "quantity_per": 1},
            {"production_bom_no": "TB", "no": "Q", "quantity_per": 1},
        ],
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
            {
                "no": "T",
                "production_bom_no": "TB",
                "routing_no": "R",
                "replenishment_system": "prod_order",
                "unit_cost": 45,
                "standard_cost": "44.99",
                "single_level_material_cost": "31.71",
                "single_level_capacity_cost": 13,
            },
            {"no": "S", "unit_cost": 2, "costing_method": "specific", "item_tracking_code": "SN"},
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
