"""Any mix of orders, postings, reversals, finishes and corrections, by two operators and a supervisor.

A history is at most a dozen steps on three orders - two released, one firm planned - of a plant where components are
flushed and consumed by hand and an operation posts itself. Every step goes through the seam; an expected no is part of
the history. At its end the ledgers, the sums kept beside them and the accounts are checked against each other.
"""

from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import Connection

from backend_client.engine.replay import replayed
from backend_client.local import LocalClient
from backend_client.messages.base import Answer, Posted, Refused
from backend_client.messages.journals import JournalLine, PostConsumptionRequest, PostJournalRequest
from backend_client.messages.orders import (
    ChangeOrderStatusRequest,
    ReopenProductionOrderRequest,
)
from backend_client.messages.postings import PostCapacityRequest, PostItemEntryRequest, PostOutputRequest
from backend_client.messages.reversals import ReverseEntryRequest, UndoPostingRequest
from backend_client.store.backup import write_backup
from backend_client.store.backup_file import writing
from backend_client.store.database import open_database
from backend_client.store.verifying import Finding, FindingCode, verify
from backend_client.terms import (
    Confirmation,
    ItemLedgerEntryType,
    JournalLineKind,
    Ledger,
    OrderStatus,
)
from tests.casebook.databases import NOON, Plants
from tests.casebook.tables import TABLES
from tests.contract.test_histories import (
    check_debit_and_credit,
    check_load,
    check_numbers,
    check_orders,
    check_stock,
)
from tests.features.factory import Factory
from tests.proof.no_disk import wait_for_no_disk

YES = tuple(Answer(confirmation=each, yes=True) for each in Confirmation)
PEOPLE = [{"no": "OP1", "name": "One"}, {"no": "OP2", "name": "Two"}, {"no": "SUP", "role": "supervisor"}]
ORDERS = ("O1", "O2", "O3")
ZERO = Decimal(0)

people = st.sampled_from(["OP1", "OP2"])
orders = st.sampled_from(ORDERS)
pieces = st.one_of(st.integers(0, 4), st.decimals(0, 3, places=2)).map(Decimal)
minutes = st.one_of(st.just(0), st.integers(1, 60), st.decimals(0, 30, places=1)).map(Decimal)


class ReusedPlant:
    """One database that is put back to its beginning before each history; far quicker than a new one."""

    def __init__(self, plants: Plants, folder: Path) -> None:
        """Make the plant once, and keep a copy of it."""
        factory = Factory(
            plants,
            settings={
                "finish_order_without_output": "true",
                "expected_cost_posting_to_gl": "true",
                "calendar_from": "2026-02-23",
                "calendar_to": "2026-03-13",
            },
            people=PEOPLE,
            work_centers=[
                {"no": "A", "direct_unit_cost": 1, "indirect_cost_pct": 10, "overhead_rate": "0.5"},
                {"no": "B", "direct_unit_cost": 2},
                {"no": "D", "direct_unit_cost": 3, "flushing_method": "backward"},
            ],
            routing_lines=[
                {"routing_no": "R", "operation_no": "20", "setup_time": 10, "routing_link_code": "L"},
                {"routing_no": "R", "operation_no": "10", "setup_time": 5},
                {"routing_no": "R", "operation_no": "15", "no": "D", "setup_time": 5, "run_time": 1},
            ],
            production_bom_lines=[
                {"production_bom_no": "PB", "no": "F", "quantity_per": "1.5", "routing_link_code": "L"},
                {"production_bom_no": "PB", "no": "G", "quantity_per": 1},
            ],
            items=[
                {"no": "F", "flushing_method": "backward", "unit_cost": "0.35", "rounding_precision": "0.01"},
                {"no": "G", "flushing_method": "forward", "unit_cost": 2},
            ],
        )
        for item_no in ("C", "F", "G"):
            factory.stock(50, item_no)
        for no, quantity in zip(ORDERS, (6, 4, 5), strict=True):
            status = OrderStatus.FIRM_PLANNED if no == ORDERS[-1] else OrderStatus.RELEASED
            factory.order(no, quantity, status=status)
        self.item_entries = len(factory.rows("item_ledger_entries", "entry_no"))
        factory.plant.client.database.close()  # type: ignore[attr-defined]
        self.template = folder / "template.sqlite"
        origin = sqlite.connect(str(factory.plant.engine.url.database))
        with sqlite.connect(str(self.template)) as copy:
            origin.backup(copy)
        copy.close()
        origin.close()
        self.histories = count()
        self.database = open_database(f"sqlite:///{folder / 'reused.sqlite'}")
        wait_for_no_disk(self.database)
        self.client = LocalClient(self.database, now=lambda: NOON)
        self.reset()
        self.backup = folder / "template.kiosk"
        with self.database.read() as connection, writing(self.backup) as backup:
            write_backup(connection, backup, at=NOON, release="1")

    def reset(self) -> None:
        """Put the database back to its beginning."""
        origin = sqlite.connect(str(self.template))
        raw = self.database.engine.raw_connection()
        origin.backup(raw.driver_connection)
        raw.close()
        origin.close()


class AnyMix(RuleBasedStateMachine):
    """The history; `plant` is set before the machine runs."""

    plant: ClassVar[ReusedPlant]
    outcomes: ClassVar[dict[str, int]] = {}

    @initialize()
    def begin(self) -> None:
        """Begin with the plant as it was made."""
        self.plant.reset()
        self._ids = count(1)
        self._entries = {Ledger.ITEM: self.plant.item_entries, Ledger.CAPACITY: 0}
        self._finished = 0

    def _post(self, kind: type[Any], **fields: Any) -> Any:
        request = kind(request_id=f"r{next(self._ids)}", answers=YES, terminal_id="T1", **fields)
        outcome = self.plant.client.post(request)
        assert isinstance(outcome, Posted | Refused), outcome
        code = "posted" if isinstance(outcome, Posted) else outcome.code.value
        key = f"{kind.__name__}: {code}"
        self.outcomes[key] = self.outcomes.get(key, 0) + 1
        if isinstance(outcome, Posted):
            receipt = outcome.receipt
            posting = getattr(receipt, "posting", None) or receipt
            self._entries[Ledger.ITEM] += len(getattr(posting, "item_entries", ()))
            self._entries[Ledger.CAPACITY] += len(getattr(posting, "capacity_entries", ()))
        return outcome

    @rule()
    def release(self) -> None:
        """Release the third order."""
        self._post(ChangeOrderStatusRequest, order_no=ORDERS[-1], to=OrderStatus.RELEASED, person_no="SUP")

    @rule(order=orders, write_off=st.booleans())
    def finish(self, order: str, write_off: bool) -> None:
        """Finish an order, whatever is missing."""
        fields = {"to": OrderStatus.FINISHED, "finish_without_output": write_off, "person_no": "SUP"}
        outcome = self._post(ChangeOrderStatusRequest, order_no=order, **fields)
        self._finished += isinstance(outcome, Posted)

    @precondition(lambda self: self._finished)
    @rule(order=orders)
    def reopen(self, order: str) -> None:
        """Take a finished order back."""
        self._post(ReopenProductionOrderRequest, order_no=order, person_no="SUP")

    @rule(person=people, order=orders, good=pieces, run=minutes)
    def make(self, person: str, order: str, good: Decimal, run: Decimal) -> None:
        """Post good pieces of the last operation."""
        fields = {"operation_no": "20", "output_quantity": good, "run_time": run}
        self._post(PostOutputRequest, person_no=person, order_no=order, **fields)

    @rule(
        person=people,
        order=orders,
        operation=st.sampled_from(["10", "15", "20"]),
        good=pieces,
        scrap=pieces,
        setup=minutes,
        run=minutes,
        stop=st.sampled_from([ZERO, ZERO, Decimal(3)]),
        finished=st.booleans(),
    )
    def output(self, person: str, order: str, operation: str, **figures: Any) -> None:
        """Post output, scrap and time of an operation."""
        self._post(
            PostOutputRequest,
            person_no=person,
            order_no=order,
            operation_no=operation,
            output_quantity=figures["good"],
            scrap_quantity=figures["scrap"],
            setup_time=figures["setup"],
            run_time=figures["run"],
            stop_time=figures["stop"],
            finished=figures["finished"],
        )

    @rule(person=people, order=orders, item=st.sampled_from(["C", "F", "P"]), quantity=st.integers(-3, 6))
    def consume(self, person: str, order: str, item: str, quantity: int) -> None:
        """Consume by hand, planned or not; below zero it comes back."""
        self._post(
            PostConsumptionRequest, person_no=person, order_no=order, item_no=item, quantity=Decimal(quantity)
        )

    @rule(person=people, order=orders, other=orders, good=pieces, used=st.integers(0, 4))
    def journal(self, person: str, order: str, other: str, good: Decimal, used: int) -> None:
        """Post output of one order and consumption of another in one journal."""
        lines = (
            JournalLine(kind=JournalLineKind.OUTPUT, order_no=order, operation_no="20", output_quantity=good),
            JournalLine(
                kind=JournalLineKind.CONSUMPTION, order_no=other, item_no="C", quantity=Decimal(used)
            ),
        )
        self._post(PostJournalRequest, person_no=person, lines=lines)

    @precondition(lambda self: self._entries[Ledger.CAPACITY])
    @rule(
        ledger=st.sampled_from([Ledger.ITEM, Ledger.CAPACITY]), back=st.integers(0, 5), flushed=st.booleans()
    )
    def reverse(self, ledger: Ledger, back: int, flushed: bool) -> None:
        """Reverse one of the latest entries."""
        self._post(
            ReverseEntryRequest,
            person_no="SUP",
            ledger=ledger,
            entry_no=max(self._entries[ledger] - back, 1),
            with_flushed_consumption=flushed,
        )

    @precondition(lambda self: self._entries[Ledger.CAPACITY])
    @rule(person=people)
    def undo(self, person: str) -> None:
        """Undo one's last posting."""
        self._post(UndoPostingRequest, person_no=person)

    @rule(item=st.sampled_from(["C", "F", "P"]), quantity=st.integers(1, 20), inbound=st.booleans())
    def move(self, item: str, quantity: int, inbound: bool) -> None:
        """Buy or sell."""
        kind = ItemLedgerEntryType.PURCHASE if inbound else ItemLedgerEntryType.SALE
        self._post(
            PostItemEntryRequest, person_no="SUP", entry_type=kind, item_no=item, quantity=Decimal(quantity)
        )

    @rule(person=people, stop=minutes)
    def stand_still(self, person: str, stop: Decimal) -> None:
        """Time of a center without an order."""
        self._post(PostCapacityRequest, person_no=person, no="A", stop_time=stop, stop_code="TOOL")

    def teardown(self) -> None:
        """Check everything that must hold of whatever was posted."""
        if not hasattr(self, "_ids"):
            return
        with self.plant.database.read() as connection:
            rows = {table: TABLES[table](connection) for table in CHECKED}
            check_numbers(connection, rows)
            check_debit_and_credit(rows)
            check_stock(connection, rows)
            check_orders(rows)
            check_load(connection, rows)
            check_reversals(rows)
            check_work_in_process(rows)
            check_finished_orders(rows)
            number = next(self.plant.histories)
            assert number % VERIFIED_EACH or findings(connection) == []
            assert (number + 1) % REPLAYED_EACH or same_again(connection, self.plant.backup) == ()


def tell(machine: type[AnyMix], histories: int, steps: int) -> str:
    """Run that many histories of a machine; answers how much was posted in them."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=histories,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
    machine.plant.database.close()
    return f"{sum(number for key, number in machine.outcomes.items() if key.endswith('posted'))} posted"


def findings(connection: Connection) -> list[Finding]:
    """What verify finds; the plant names no people at its making, so that they are missing is none."""
    return [each for each in verify(connection) if each.code is not FindingCode.REGISTER_WITHOUT_PERSON]


def same_again(connection: Connection, backup: Path) -> tuple[Finding, ...]:
    """Post all of a history again on a copy of its beginning, and answer what is otherwise then."""
    return replayed(connection, backup, lambda _register: None).findings


REPLAYED_EACH = 25
VERIFIED_EACH = 10
"""Every tenth history is verified as `kiosk verify` does it, every 25th posted again, too; the checks of each are those named below."""
CHECKED = (
    "item_ledger_entries",
    "capacity_ledger_entries",
    "value_entries",
    "gl_entries",
    "gl_balances",
    "production_orders",
    "production_order_lines",
    "production_order_components",
    "production_order_routing_lines",
    "capacity_needs",
    "wip",
)
FIGURES = ("quantity", "setup_time", "run_time", "stop_time", "output_quantity", "scrap_quantity")


def check_reversals(rows: dict[str, Any]) -> None:
    """Each reversed entry has one opposite, which names it and adds up with it to nothing."""
    work = {row["entry_no"]: row for row in rows["capacity_ledger_entries"]}
    for row in work.values():
        if row["reversed_by_entry_no"]:
            opposite = work[row["reversed_by_entry_no"]]
            assert opposite["reversed_entry_no"] == row["entry_no"]
            assert all(row[name] + opposite[name] == 0 for name in FIGURES), row
    costs: dict[tuple[str, int], Decimal] = {}
    for value in rows["value_entries"]:
        number = value["capacity_ledger_entry_no"]
        if number:
            entry = work[number]
            first = min(number, entry["reversed_entry_no"] or entry["reversed_by_entry_no"] or number)
            if entry["reversed"]:
                key = (value["entry_type"], first)
                costs[key] = costs.get(key, ZERO) + value["cost_amount_actual"]
    assert not any(costs.values()), costs


def check_work_in_process(rows: dict[str, Any]) -> None:
    """What all orders have in process is the balance of the account of work in process (expected output beside it)."""
    expected = sum(
        (
            row["cost_amount_expected"]
            for row in rows["value_entries"]
            if row["item_ledger_entry_type"] == "output"
        ),
        ZERO,
    )
    balances = {row["account_no"]: row["balance"] for row in rows["gl_balances"]}
    in_process = sum((row["amount"] for row in rows["wip"]), ZERO)
    accounts = sum((balances.get(no, ZERO) for no in ("2140",)), ZERO)
    assert in_process - expected == accounts, (in_process, expected, balances)


def check_finished_orders(rows: dict[str, Any]) -> None:
    """A finished order needs no capacity, and what hung on it without output is written off."""
    finished = {row["no"] for row in rows["production_orders"] if row["status"] == "finished"}
    assert not [row for row in rows["capacity_needs"] if row["order_no"] in finished]
    made = {row["order_no"]: row["finished_quantity"] for row in rows["production_order_lines"]}
    for row in rows["wip"]:
        assert row["order_no"] not in finished or made[row["order_no"]] or not row["amount"], row
