"""The field's closed word lists in the person's language: the values stay what they are, only their names are shown."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from backend_client.terms import (
    ItemLedgerEntryType,
    LoadPeriod,
    LoadView,
    OrderStatus,
    RoutingStatus,
    ValueEntryType,
)
from screens.display import clean
from screens.language.text import _, marked

WordT = TypeVar("WordT", bound=StrEnum)
NEWER_CELLS = 20

_ORDER_STATUS = {
    OrderStatus.SIMULATED: marked("Simulated"),
    OrderStatus.PLANNED: marked("Planned"),
    OrderStatus.FIRM_PLANNED: marked("Firm planned"),
    OrderStatus.RELEASED: marked("Released"),
    OrderStatus.FINISHED: marked("Finished"),
}
_ROUTING_STATUS = {
    RoutingStatus.BLANK: marked("not begun"),
    RoutingStatus.PLANNED: marked("planned"),
    RoutingStatus.IN_PROGRESS: marked("in progress"),
    RoutingStatus.FINISHED: marked("finished"),
}
_VALUE_ENTRY_TYPE = {
    ValueEntryType.DIRECT_COST: marked("direct cost"),
    ValueEntryType.INDIRECT_COST: marked("indirect cost"),
    ValueEntryType.VARIANCE: marked("variance"),
    ValueEntryType.REVALUATION: marked("revaluation"),
    ValueEntryType.ROUNDING: marked("rounding"),
}
_PERIOD = {
    LoadPeriod.DAY: marked("by day"),
    LoadPeriod.WEEK: marked("by week"),
    LoadPeriod.MONTH: marked("by month"),
    LoadPeriod.QUARTER: marked("by quarter"),
    LoadPeriod.YEAR: marked("by year"),
    LoadPeriod.ACCOUNTING_PERIOD: marked("by accounting period"),
}
_ITEM_ENTRY_TYPE = {
    ItemLedgerEntryType.PURCHASE: marked("purchase"),
    ItemLedgerEntryType.SALE: marked("sale"),
    ItemLedgerEntryType.POSITIVE_ADJUSTMENT: marked("adjustment +"),
    ItemLedgerEntryType.NEGATIVE_ADJUSTMENT: marked("adjustment -"),
    ItemLedgerEntryType.CONSUMPTION: marked("consumption"),
    ItemLedgerEntryType.OUTPUT: marked("output"),
}
_VIEW = {
    LoadView.NET_CHANGE: marked("net change"),
    LoadView.BALANCE_AT_DATE: marked("balance at date"),
}


def _name(names: Mapping[WordT, str], word: WordT) -> str:
    """Name a word; one that a later release's server said stands as it is."""
    return _(names[word]) if word in names else clean(word.value, NEWER_CELLS)


def order_status(status: OrderStatus) -> str:
    """Name an order's status."""
    return _name(_ORDER_STATUS, status)


def routing_status(status: RoutingStatus) -> str:
    """Name an operation's status."""
    return _name(_ROUTING_STATUS, status)


def value_entry_type(kind: ValueEntryType) -> str:
    """Name the kind of cost of a value entry."""
    return _name(_VALUE_ENTRY_TYPE, kind)


def item_entry_type(kind: ItemLedgerEntryType) -> str:
    """Name why stock moved."""
    return _name(_ITEM_ENTRY_TYPE, kind)


def load_period(period: LoadPeriod) -> str:
    """Name the length of a column."""
    return _name(_PERIOD, period)


def load_view(view: LoadView) -> str:
    """Name what a column counts."""
    return _name(_VIEW, view)
