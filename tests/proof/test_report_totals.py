"""Whatever is posted on whatever day, reports say what the ledgers and the accounts say.

The histories are those of any mix of postings, each step on one of four days, with cost adjustment between them.
"""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import rule, run_state_machine_as_test

from backend_client.messages.base import Posted
from backend_client.messages.cost_adjustment import AdjustCostRequest
from backend_client.messages.cost_reports import (
    InventoryValuationQuestion,
    TrialBalanceQuestion,
    WorkInProcessQuestion,
)
from backend_client.messages.ledger_entries import LedgerEntriesQuestion
from backend_client.messages.order_costs import OrderCostQuestion, StatisticsQuestion
from backend_client.terms import CostPart
from tests.casebook.databases import NOON, Plants
from tests.proof.any_mix import ORDERS, AnyMix, ReusedPlant
from tests.proof.conftest import Proof

ZERO = Decimal(0)
DAYS = [NOON.date() + timedelta(days=day) for day in range(4)]


class ReportedMix(AnyMix):
    """A mix whose end is looked at through the reports alone."""

    def _post(self, kind: type[Any], **fields: Any) -> Any:
        self._days = getattr(self, "_days", 0) + 1
        return super()._post(kind, posting_date=DAYS[self._days * 7 % len(DAYS)], **fields)

    @rule()
    def adjust(self) -> None:
        """Adjust costs until nothing is left."""
        outcome = self._post(AdjustCostRequest)
        while isinstance(outcome, Posted) and outcome.receipt.left:
            outcome = self._post(AdjustCostRequest)

    def teardown(self) -> None:
        """Ask, and compare."""
        if not hasattr(self, "_ids"):
            return
        self.adjust()
        for day in DAYS:
            check_work_in_process(self.plant.client, day)
            check_stock(self.plant.client, day)
            check_accounts(self.plant.client, day)
        for order in ORDERS:
            check_order(self.plant.client, order)


def check_work_in_process(client: Any, day: date) -> None:
    """All orders together are the total, which is on the account; a day opens with what the day before closed with."""
    answer = client.ask(WorkInProcessQuestion(last_day=day))
    total = answer.total
    for line in (*answer.lines, total):
        assert line.closing - line.expected_output == line.wip_accounts, (day, line)
    assert sum((line.closing for line in answer.lines), ZERO) == total.closing
    moved = client.ask(WorkInProcessQuestion(first_day=day, last_day=day))
    before = client.ask(WorkInProcessQuestion(last_day=day - timedelta(days=1)))
    assert moved.total.opening == before.total.closing
    assert moved.total.closing == total.closing
    for line in moved.lines:
        behind = client.ask(line.entries)
        into = sum((_into_process(entry) for entry in behind.value_entries), ZERO)
        (whole,) = client.ask(WorkInProcessQuestion(first_day=date.min, **_of(line, day))).lines
        assert into == whole.closing - whole.write_off, line


def _of(line: Any, day: date) -> dict[str, Any]:
    return {"order_no": line.order_no, "last_day": day}


def _into_process(entry: Any) -> Decimal:
    amount: Decimal = entry.cost_amount_actual
    return amount if entry.capacity_ledger_entry_no else -amount


def check_stock(client: Any, day: date) -> None:
    """Every line is the sum of its value entries, all lines are the total, and the total is on the accounts."""
    answer = client.ask(InventoryValuationQuestion(last_day=day))
    actual = expected = ZERO
    for line in answer.lines:
        (behind,) = client.ask(line.entries).totals
        assert (behind.amount, behind.expected_amount) == (line.cost_amount_actual, line.cost_amount_expected)
        assert (line.cost_posted_to_gl, line.expected_cost_posted_to_gl) == (
            line.cost_amount_actual,
            line.cost_amount_expected,
        )
        actual, expected = actual + line.cost_amount_actual, expected + line.cost_amount_expected
    total = answer.total
    assert (actual, expected) == (total.cost_amount_actual, total.cost_amount_expected)
    assert (actual, expected) == (total.inventory_accounts, total.interim_accounts), day


def check_accounts(client: Any, day: date) -> None:
    """Debit is credit, and every account is the sum of its entries."""
    answer = client.ask(TrialBalanceQuestion(first_day=day, last_day=day))
    assert answer.total.debit == answer.total.credit
    assert answer.total.balance == 0
    for line in answer.lines:
        (behind,) = client.ask(line.entries).totals
        assert behind.amount == line.net


def check_order(client: Any, order: str) -> None:
    """The shares add up; what a settled line cost is what its value entries add up to; nothing of it is in process."""
    statistics = client.ask(StatisticsQuestion(order_no=order))
    *shares, total = statistics.costs
    assert sum((row.actual for row in shares), ZERO) == total.actual
    (line,) = client.ask(OrderCostQuestion(order_no=order)).lines
    assert (line.actual, line.standard, line.expected) == (total.actual, total.standard, total.expected)
    if not (line.settled and line.finished_qty_base and line.wip == 0):
        return
    for row in shares:
        (behind,) = client.ask(row.entries).totals
        sign = -1 if row.part is CostPart.MATERIAL else 1
        assert behind.amount * sign == row.actual, row
    entries = client.ask(LedgerEntriesQuestion(order_no=order))
    assert {each.ledger.value: each.entries for each in entries.totals}["value"] == len(entries.value_entries)


@pytest.mark.proof
def test_reports_agree_with_ledgers_and_accounts(sqlite_plants: Plants, tmp_path: Path, proof: Proof) -> None:
    """Work in process, stock, accounts and order costs add up, on each day of every history."""
    histories = proof.count(25, full=4_000)
    plant = ReusedPlant(sqlite_plants, tmp_path)
    machine = type("ReportedMixHere", (ReportedMix,), {"plant": plant, "outcomes": {}})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=histories,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
    plant.database.close()
    posted = sum(number for key, number in machine.outcomes.items() if key.endswith("posted"))
    proof.row("reports of any mix of postings", histories, f"{posted} posted, every figure agrees")
