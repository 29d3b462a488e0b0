"""From the answer to its table, whichever it is; loaded when the first report is opened, not before."""

from typing import Any

from backend_client.messages.base import Question
from backend_client.messages.cost_reports import InventoryValuation, ItemCost, TrialBalance, WorkInProcess
from backend_client.messages.ledger_entries import LedgerEntries
from backend_client.messages.order_costs import OrderCost, OrderStatistics
from screens.reports import cost_tables, entry_tables
from screens.reports.report import Report


def report_of(question: Question[Any], answer: Any, title: str) -> Report:
    """Answer the table of an answer."""
    asked: Any = question
    match answer:
        case OrderStatistics():
            return cost_tables.statistics(answer, title)
        case OrderCost():
            return cost_tables.order_cost(answer, title, asked)
        case ItemCost():
            return cost_tables.item_cost(answer, title)
        case TrialBalance():
            return cost_tables.trial_balance(answer, title, asked)
        case InventoryValuation():
            return cost_tables.inventory_valuation(answer, title, asked)
        case WorkInProcess():
            return cost_tables.work_in_process(answer, title, asked)
        case LedgerEntries():
            return entry_tables.ledger_entries(answer, title, asked)
    raise AssertionError(f"no table for {type(answer).__name__}")
