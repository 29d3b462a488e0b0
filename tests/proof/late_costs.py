"""Any mix of postings while the plant changes its mind about when cost reaches the general ledger.

Beside the steps of any_mix.py: cost is posted at once or later, expected cost or not, by batches in between; charges
and revaluations come, and costs are adjusted a step at a time. At the end of a history everything is adjusted and
posted, and the accounts are checked against the value entries.
"""

from collections import defaultdict
from decimal import Decimal
from itertools import count
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from backend_client.messages.base import Posted
from backend_client.messages.cost_adjustment import AdjustCostRequest
from backend_client.messages.cost_to_post import PostInventoryCostToGLRequest
from backend_client.messages.item_costs import PostItemChargeRequest, RevalueEntryRequest
from backend_client.messages.planning import ChangeMasterDataRequest
from backend_client.store.setup import load_setup
from tests.casebook.tables import TABLES
from tests.contract.test_histories import check_debit_and_credit, check_stock
from tests.proof.any_mix import (
    CHECKED,
    REPLAYED_EACH,
    VERIFIED_EACH,
    ZERO,
    AnyMix,
    check_reversals,
    findings,
    same_again,
)

INVENTORY, INTERIM, IN_PROCESS = ("2120", "2130"), ("2121", "2131"), ("2140",)
SETTINGS = ("automatic_cost_posting", "expected_cost_posting_to_gl")
entries = st.integers(1, 12)
amounts = st.decimals(-3, 9, places=2)
unit_costs = st.decimals(0, 9, places=2)


class LateCosts(AnyMix):
    """The history; costs reach the general ledger when the plant happens to say so."""

    @rule(setting=st.sampled_from(SETTINGS), on=st.booleans())
    def change_mind(self, setting: str, on: bool) -> None:
        """Turn a setting on or off."""
        key, values = {"key": setting}, {"value": "true" if on else "false"}
        outcome = self._post(ChangeMasterDataRequest, table="plant_setup", key=key, values=values)
        assert isinstance(outcome, Posted), outcome

    @rule()
    def post_cost(self) -> None:
        """Post what is owed so far."""
        self._post(PostInventoryCostToGLRequest)

    @rule()
    def adjust(self) -> None:
        """Do one step of adjusting costs."""
        self._post(AdjustCostRequest)

    @rule(entry_no=entries, amount=amounts)
    def charge(self, entry_no: int, amount: Decimal) -> None:
        """Let a cost come later."""
        self._post(PostItemChargeRequest, entry_no=entry_no, amount=amount)

    @rule(entry_no=entries, cost=unit_costs)
    def revalue(self, entry_no: int, cost: Decimal) -> None:
        """Let what remains be worth something else."""
        self._post(RevalueEntryRequest, entry_no=entry_no, new_unit_cost=cost)

    def teardown(self) -> None:
        """Adjust and post everything, then check the accounts."""
        if not hasattr(self, "_ids"):
            return
        self._to_the_end(AdjustCostRequest)
        self._to_the_end(PostInventoryCostToGLRequest)
        again = self._post(PostInventoryCostToGLRequest)
        assert isinstance(again, Posted)
        assert (again.receipt.value_entries, again.receipt.not_posted) == (0, 0)
        with self.plant.database.read() as connection:
            rows = {table: TABLES[table](connection) for table in CHECKED}
            settings = load_setup(connection, 0).settings
            check_debit_and_credit(rows)
            check_documents(rows)
            check_stock(connection, rows)
            check_reversals(rows)
            check_accounts(rows, expected_is_posted=settings.expected_cost_posting_to_gl)
            number = next(self.plant.histories)
            assert number % VERIFIED_EACH or findings(connection) == []
            assert (number + 1) % REPLAYED_EACH or same_again(connection, self.plant.backup) == ()

    def _to_the_end(self, kind: type[Any]) -> None:
        for _ in count():
            outcome = self._post(kind)
            assert isinstance(outcome, Posted), outcome
            if not outcome.receipt.left:
                return


def check_documents(rows: dict[str, Any]) -> None:
    """Debit equals credit in each document of each day of each register."""
    balances: defaultdict[Any, Decimal] = defaultdict(Decimal)
    for row in rows["gl_entries"]:
        balances[row["register_no"], row["document_no"], row["posting_date"]] += row["amount"]
    assert set(balances.values()) <= {ZERO}, balances


def check_accounts(rows: dict[str, Any], *, expected_is_posted: bool) -> None:
    """Inventory, interim and work in process are what the value entries say; what is finished has nothing in process."""
    values = rows["value_entries"]
    balances = {row["account_no"]: row["balance"] for row in rows["gl_balances"]}
    of_stock = [row for row in values if row["item_ledger_entry_no"]]
    assert all(row["cost_amount_actual"] == row["cost_posted_to_gl"] for row in values)
    inventory = sum((row["cost_amount_actual"] for row in of_stock), ZERO)
    assert inventory == balance_of(balances, INVENTORY), (inventory, balances)
    interim = sum((row["expected_cost_posted_to_gl"] for row in of_stock), ZERO)
    assert interim == balance_of(balances, INTERIM), (interim, balances)
    if expected_is_posted:
        assert interim == sum((row["cost_amount_expected"] for row in of_stock), ZERO)
    settled = {row["entry_no"] for row in rows["item_ledger_entries"] if row["completely_invoiced"]}
    held: defaultdict[int, Decimal] = defaultdict(Decimal)
    for row in of_stock:
        held[row["item_ledger_entry_no"]] += row["expected_cost_posted_to_gl"]
    assert not any(held[entry_no] for entry_no in settled), held
    in_process = sum((row["amount"] for row in rows["wip"]), ZERO)
    assert in_process - interim == balance_of(balances, IN_PROCESS), (in_process, interim, balances)
    finished = {row["no"] for row in rows["production_orders"] if row["status"] == "finished"}
    assert not [row for row in rows["wip"] if row["order_no"] in finished and row["amount"]]


def balance_of(balances: dict[str, Decimal], accounts: tuple[str, ...]) -> Decimal:
    """Add up accounts."""
    return sum((balances.get(account, ZERO) for account in accounts), ZERO)
