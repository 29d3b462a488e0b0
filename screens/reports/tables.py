"""From the answer to its table, whichever it is; loaded when the first report is opened, not before."""

from collections.abc import Callable
from typing import Any

from backend_client.messages.base import Question
from backend_client.messages.center_days import CapacityEntries
from backend_client.messages.cost_reports import InventoryValuation, ItemCost, TrialBalance, WorkInProcess
from backend_client.messages.key_figures import KeyFigures, Losses, WorkerEfficiency
from backend_client.messages.ledger_entries import LedgerEntries
from backend_client.messages.order_costs import OrderCost, OrderStatistics
from backend_client.messages.order_tracking import OrderTracking
from screens.reports import cost_tables, entry_tables, figure_tables
from screens.reports.report import Report

_TABLES: dict[type[Any], Callable[[Any, str, Any], Report]] = {
    OrderStatistics: lambda answer, title, _asked: cost_tables.statistics(answer, title),
    OrderCost: cost_tables.order_cost,
    ItemCost: lambda answer, title, _asked: cost_tables.item_cost(answer, title),
    TrialBalance: cost_tables.trial_balance,
    InventoryValuation: cost_tables.inventory_valuation,
    WorkInProcess: cost_tables.work_in_process,
    LedgerEntries: entry_tables.ledger_entries,
    OrderTracking: entry_tables.order_tracking,
    KeyFigures: figure_tables.key_figures,
    WorkerEfficiency: figure_tables.worker_efficiency,
    Losses: lambda answer, title, _asked: figure_tables.losses(answer, title),
    CapacityEntries: figure_tables.capacity_entries,
}


def report_of(question: Question[Any], answer: Any, title: str) -> Report:
    """Answer the table of an answer."""
    return _TABLES[type(answer)](answer, title, question)
