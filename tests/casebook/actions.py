"""Each action of a case file as the request message that is posted, and each question as the one that is asked.

The two tables at the end are the whole of what the product offers to the casebook. An action or a question that
is not in them makes its case fail by name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from backend_client.messages.base import Question, Request
from backend_client.messages.journal_proposals import (
    CalculateConsumptionQuestion,
    ExplodeRoutingQuestion,
    ProductionJournalQuestion,
)
from backend_client.messages.journals import JournalLine, PostConsumptionRequest, PostJournalRequest
from backend_client.messages.load import LoadQuestion, TaskListQuestion
from backend_client.messages.order_changes import (
    AddComponentRequest,
    DeleteComponentRequest,
    DeleteProductionOrderRequest,
    EditComponentRequest,
    EditOrderLineRequest,
    EditProductionOrderRequest,
    EditRoutingLineRequest,
)
from backend_client.messages.order_line import StatisticsQuestion
from backend_client.messages.orders import (
    BlockOrderRequest,
    ChangeOrderStatusRequest,
    CreateProductionOrderRequest,
    RefreshProductionOrderRequest,
    ReopenProductionOrderRequest,
    ReplanProductionOrderRequest,
    SetRoutingStatusRequest,
)
from backend_client.messages.planning import (
    CalculateCalendarRequest,
    ChangeMasterDataRequest,
    ConstrainedCapacityQuestion,
    RegisterAbsenceRequest,
    RemoveAbsenceRequest,
    StatusTargetsQuestion,
)
from backend_client.messages.postings import PostCapacityRequest, PostItemEntryRequest, PostOutputRequest
from backend_client.messages.reversals import ReverseEntryRequest
from backend_client.messages.subcontracting import (
    CreateSubcontractingOrderRequest,
    InvoiceSubcontractingRequest,
    ReceiveSubcontractingRequest,
    UndoSubcontractingReceiptRequest,
)
from backend_client.messages.warehouse import RegisterPickRequest
from backend_client.terms import (
    CapacityType,
    ConsumptionBasis,
    FlushingMethod,
    ItemLedgerEntryType,
    JournalLineKind,
    Ledger,
    LoadPeriod,
    LoadScope,
    LoadView,
    OrderSourceType,
    OrderStatus,
    PresetOutputQuantity,
    RoutingStatus,
    SchedulingDirection,
)
from tests.casebook.values import as_text, number
from tests.casebook.vocabulary import PLANT_KEYS

Arguments = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """Where an argument goes: the field of the message and how its value is read."""

    name: str
    read: Callable[[Any], Any] = as_text


def _decimal(value: Any) -> Decimal:
    return number(value)


def _whole(value: Any) -> int:
    return int(value)


def _flag(value: Any) -> bool:
    assert isinstance(value, bool), f"{value!r} is neither true nor false"
    return value


def _moment(value: Any) -> datetime:
    return datetime.fromisoformat(value)


POSTING_DATE = {"posting_date": Field("posting_date", date.fromisoformat)}
DOCUMENT = {**POSTING_DATE, "document_no": Field("document_no")}
ORDER = {"order": Field("order_no")}
ORDER_LINE = {**ORDER, "line": Field("order_line_no", _whole)}
CENTER = {"type": Field("type", CapacityType), "no": Field("no")}
TIMES = {
    "setup": Field("setup_time", _decimal),
    "run": Field("run_time", _decimal),
    "stop": Field("stop_time", _decimal),
    "time_unit": Field("time_unit_code"),
    "scrap_code": Field("scrap_code"),
    "stop_code": Field("stop_code"),
}
STARTING_TIME = {"starting_time": Field("starting_time", time.fromisoformat)}
ABSENCE = {**CENTER, "date": Field("date", date.fromisoformat), **STARTING_TIME}
ENTRY = {"applies_to": Field("applies_to_entry", _whole)}

COMPONENT_COLUMNS = {
    "quantity_per": Field("quantity_per", _decimal),
    "scrap_pct": Field("scrap_pct", _decimal),
    "flushing_method": Field("flushing_method", FlushingMethod),
    "routing_link_code": Field("routing_link_code"),
    "location_code": Field("location_code"),
    "bin_code": Field("bin_code"),
}

# do -> the message and where each argument goes; the columns of `set` are arguments like the others
ACTIONS: dict[str, tuple[type[Request[Any]], dict[str, Field]]] = {
    "create_production_order": (
        CreateProductionOrderRequest,
        {
            "no": Field("order_no"),
            "source_type": Field("source_type", OrderSourceType),
            "source_no": Field("source_no"),
            "quantity": Field("quantity", _decimal),
            "status": Field("status", OrderStatus),
            "due_date": Field("due_date", date.fromisoformat),
            "unit_of_measure_code": Field("unit_of_measure_code"),
            "location_code": Field("location_code"),
            "variant_code": Field("variant_code"),
            "direction": Field("direction", SchedulingDirection),
            "starting_date_time": Field("starting_date_time", _moment),
            "refresh": Field("refresh", _flag),
            "routing_no": Field("routing_no"),
            "production_bom_no": Field("production_bom_no"),
        },
    ),
    "refresh_production_order": (
        RefreshProductionOrderRequest,
        {
            **ORDER,
            "direction": Field("direction", SchedulingDirection),
            "quantity": Field("quantity", _decimal),
            "due_date": Field("due_date", date.fromisoformat),
            "calculate_lines": Field("calculate_lines", _flag),
            "calculate_routings": Field("calculate_routings", _flag),
            "calculate_components": Field("calculate_components", _flag),
        },
    ),
    "create_subcontracting_order": (
        CreateSubcontractingOrderRequest,
        {
            "no": Field("no"),
            **ORDER_LINE,
            "operation": Field("operation_no"),
            "quantity": Field("quantity", _decimal),
            "direct_unit_cost": Field("direct_unit_cost", _decimal),
        },
    ),
    "receive_subcontracting": (
        ReceiveSubcontractingRequest,
        {"no": Field("no"), "quantity": Field("quantity", _decimal), **POSTING_DATE},
    ),
    "invoice_subcontracting": (
        InvoiceSubcontractingRequest,
        {
            "no": Field("no"),
            "quantity": Field("quantity", _decimal),
            "direct_unit_cost": Field("direct_unit_cost", _decimal),
            **POSTING_DATE,
        },
    ),
    "undo_subcontracting_receipt": (
        UndoSubcontractingReceiptRequest,
        {"no": Field("no"), "nth": Field("receipt_no", _whole)},
    ),
    "register_pick": (
        RegisterPickRequest,
        {**ORDER, "item": Field("item_no"), "quantity": Field("quantity", _decimal)},
    ),
    "reverse_entry": (
        ReverseEntryRequest,
        {"ledger": Field("ledger", Ledger), "entry": Field("entry_no", _whole)},
    ),
    "replan_production_order": (
        ReplanProductionOrderRequest,
        {
            **ORDER,
            "direction": Field("direction", SchedulingDirection),
            "quantity": Field("quantity", _decimal),
            "due_date": Field("due_date", date.fromisoformat),
            "lower_levels": Field("lower_levels", _flag),
        },
    ),
    "edit_component": (
        EditComponentRequest,
        {
            **ORDER_LINE,
            **COMPONENT_COLUMNS,
            "item": Field("item_no"),
            "component": Field("component_line_no", _whole),
            "substitute_item_no": Field("substitute_item_no"),
        },
    ),
    "add_component": (AddComponentRequest, {**ORDER_LINE, **COMPONENT_COLUMNS, "item": Field("item_no")}),
    "delete_component": (
        DeleteComponentRequest,
        {**ORDER_LINE, "item": Field("item_no"), "component": Field("component_line_no", _whole)},
    ),
    "edit_routing_line": (
        EditRoutingLineRequest,
        {
            **ORDER_LINE,
            "operation": Field("operation_no"),
            "flushing_method": Field("flushing_method", FlushingMethod),
            "type": Field("type", CapacityType),
            "no": Field("no"),
            "setup_time": Field("setup_time", _decimal),
            "run_time": Field("run_time", _decimal),
            "scrap_factor_pct": Field("scrap_factor_pct", _decimal),
            "fixed_scrap_quantity": Field("fixed_scrap_quantity", _decimal),
        },
    ),
    "edit_order_line": (
        EditOrderLineRequest,
        {
            **ORDER_LINE,
            "quantity": Field("quantity", _decimal),
            "due_date": Field("due_date", date.fromisoformat),
            "location_code": Field("location_code"),
            "production_bom_no": Field("production_bom_no"),
            "routing_no": Field("routing_no"),
        },
    ),
    "edit_production_order": (
        EditProductionOrderRequest,
        {
            **ORDER,
            "quantity": Field("quantity", _decimal),
            "due_date": Field("due_date", date.fromisoformat),
            "location_code": Field("location_code"),
        },
    ),
    "delete_production_order": (DeleteProductionOrderRequest, ORDER),
    "reopen_production_order": (ReopenProductionOrderRequest, ORDER),
    "change_status": (
        ChangeOrderStatusRequest,
        {
            **ORDER,
            **POSTING_DATE,
            "to": Field("to", OrderStatus),
            "finish_without_output": Field("finish_without_output", _flag),
            "update_unit_cost": Field("update_unit_cost", _flag),
        },
    ),
    "block_order": (BlockOrderRequest, {**ORDER, "blocked": Field("blocked", _flag)}),
    "set_routing_status": (
        SetRoutingStatusRequest,
        {**ORDER_LINE, "operation": Field("operation_no"), "status": Field("status", RoutingStatus)},
    ),
    "post_output": (
        PostOutputRequest,
        {
            **ORDER_LINE,
            **TIMES,
            **DOCUMENT,
            **ENTRY,
            **STARTING_TIME,
            "item": Field("item_no"),
            "operation": Field("operation_no"),
            "output": Field("output_quantity", _decimal),
            "scrap": Field("scrap_quantity", _decimal),
            "unit_of_measure_code": Field("unit_of_measure_code"),
            "finished": Field("finished", _flag),
            "ending_time": Field("ending_time", time.fromisoformat),
            "concurrent_capacity": Field("concurrent_capacity", _decimal),
            "bin_code": Field("bin_code"),
        },
    ),
    "post_consumption": (
        PostConsumptionRequest,
        {
            **ORDER_LINE,
            **DOCUMENT,
            **ENTRY,
            "item": Field("item_no"),
            "quantity": Field("quantity", _decimal),
            "component": Field("component_line_no", _whole),
            "unit_of_measure_code": Field("unit_of_measure_code"),
            "location_code": Field("location_code"),
            "bin_code": Field("bin_code"),
            "applies_from": Field("applies_from_entry", _whole),
        },
    ),
    "post_journal": (
        PostJournalRequest,
        {**DOCUMENT, "lines": Field("lines", lambda lines: tuple(map(_journal_line, lines)))},
    ),
    "post_capacity": (PostCapacityRequest, {**CENTER, **TIMES, **DOCUMENT}),
    "post_item_entry": (
        PostItemEntryRequest,
        {
            **DOCUMENT,
            **ENTRY,
            "entry_type": Field("entry_type", ItemLedgerEntryType),
            "item": Field("item_no"),
            "quantity": Field("quantity", _decimal),
            "unit_cost": Field("unit_cost", _decimal),
            "variant_code": Field("variant_code"),
            "unit_of_measure_code": Field("unit_of_measure_code"),
            "location_code": Field("location_code"),
        },
    ),
    "calculate_calendar": (
        CalculateCalendarRequest,
        {
            **CENTER,
            "from": Field("first_day", date.fromisoformat),
            "to": Field("last_day", date.fromisoformat),
        },
    ),
    "register_absence": (
        RegisterAbsenceRequest,
        {
            **ABSENCE,
            "ending_time": Field("ending_time", time.fromisoformat),
            "capacity": Field("capacity", _decimal),
        },
    ),
    "remove_absence": (RemoveAbsenceRequest, ABSENCE),
    "change_master_data": (
        ChangeMasterDataRequest,
        {
            "table": Field("table"),
            "key": Field("key", dict),
            "set": Field(
                "values", lambda values: {column: as_text(value) for column, value in values.items()}
            ),
        },
    ),
}


def _journal_line(arguments: Arguments) -> JournalLine:
    """A line of a journal is read as the action that its kind names."""
    fields = ACTIONS[f"post_{arguments['kind']}"][1]
    given = {name: value for name, value in arguments.items() if name != "kind"}
    unknown = unknown_arguments(fields, given)
    assert not unknown, f"no line of {arguments['kind']} has {', '.join(unknown)}"
    return JournalLine(kind=JournalLineKind(arguments["kind"]), **message_fields(fields, given))


def _orders(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


QUESTIONS: dict[str, tuple[type[Question[Any]], dict[str, Field]]] = {
    "load": (
        LoadQuestion,
        {
            "type": Field("scope", LoadScope),
            "no": Field("no"),
            "from": Field("first_day", date.fromisoformat),
            "to": Field("last_day", date.fromisoformat),
            "period": Field("period", LoadPeriod),
            "view": Field("view", LoadView),
        },
    ),
    "production_journal": (
        ProductionJournalQuestion,
        {**ORDER_LINE, "item": Field("item_no"), "preset": Field("preset", PresetOutputQuantity)},
    ),
    "explode_routing": (ExplodeRoutingQuestion, ORDER_LINE),
    "calculate_consumption": (
        CalculateConsumptionQuestion,
        {"order": Field("order_nos", _orders), "basis": Field("basis", ConsumptionBasis)},
    ),
    "constrained_capacity": (
        ConstrainedCapacityQuestion,
        {**CENTER, "date": Field("date", date.fromisoformat)},
    ),
    "task_list": (TaskListQuestion, {"type": Field("scope", LoadScope), "no": Field("no")}),
    "status_targets": (StatusTargetsQuestion, {"status": Field("status", OrderStatus)}),
    "statistics": (StatisticsQuestion, ORDER_LINE),
}


def message_fields(fields: Mapping[str, Field], arguments: Arguments) -> dict[str, Any]:
    """Answer the fields of the message for the arguments of a step (their references resolved)."""
    return {fields[name].name: fields[name].read(value) for name, value in arguments.items()}


def unknown_arguments(fields: Mapping[str, Field], arguments: Arguments) -> list[str]:
    """Answer the arguments that the product's message has no field for."""
    return sorted(set(arguments) - set(fields))


def key_columns(arguments: Arguments) -> dict[str, Any]:
    """Answer the arguments of change_master_data with its key by column: "P" -> {no: P}."""
    key = arguments["key"]
    parts = [key] if isinstance(key, str) else key
    return {**arguments, "key": dict(zip(PLANT_KEYS[arguments["table"]], parts, strict=True))}
