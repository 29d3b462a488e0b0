"""The field's closed word lists in the person's language: the values stay what they are, only their names are shown."""

from backend_client.terms import LoadPeriod, LoadView, OrderStatus, RoutingStatus, ValueEntryType
from screens.language.text import _, marked

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
_VIEW = {
    LoadView.NET_CHANGE: marked("net change"),
    LoadView.BALANCE_AT_DATE: marked("balance at date"),
}


def order_status(status: OrderStatus) -> str:
    """Name an order's status."""
    return _(_ORDER_STATUS[status])


def routing_status(status: RoutingStatus) -> str:
    """Name an operation's status."""
    return _(_ROUTING_STATUS[status])


def value_entry_type(kind: ValueEntryType) -> str:
    """Name the kind of cost of a value entry."""
    return _(_VALUE_ENTRY_TYPE[kind])


def load_period(period: LoadPeriod) -> str:
    """Name the length of a column."""
    return _(_PERIOD[period])


def load_view(view: LoadView) -> str:
    """Name what a column counts."""
    return _(_VIEW[view])
