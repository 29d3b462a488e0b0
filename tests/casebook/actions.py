"""Each action of a case file as the request message that is posted, and each question as the one that is asked.

The two tables at the end are the whole of what the product offers to the casebook. An action or a question that
is not in them makes its case fail by name.
"""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from backend_client.cost_terms import CostLevels
from backend_client.messages.base import Question, Request
from backend_client.messages.cost_adjustment import AdjustCostRequest
from backend_client.messages.cost_to_post import PostInventoryCostToGLRequest
from backend_client.messages.costs import CalculateStandardCostRequest
from backend_client.messages.item_costs import PostItemChargeRequest, RevalueEntryRequest
from backend_client.messages.journal_proposals import (
    CalculateConsumptionQuestion,
    ExplodeRoutingQuestion,
    ProductionJournalQuestion,
)
from backend_client.messages.journals import JournalLine, PostConsumptionRequest, PostJournalRequest
from backend_client.messages.load import LoadQuestion, TaskListQuestion
from backend_client.messages.order_costs import StatisticsQuestion
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
    ConsumptionBasis,
    ItemLedgerEntryType,
    JournalLineKind,
    Ledger,
    LoadPeriod,
    LoadScope,
    LoadView,
    OrderStatus,
    PresetOutputQuantity,
)
from tests.casebook.fields import (
    ABSENCE,
    CENTER,
    DOCUMENT,
    ENTRY,
    ORDER,
    ORDER_LINE,
    POSTING_DATE,
    STARTING_TIME,
    TIMES,
    Arguments,
    Field,
    as_decimal,
    as_flag,
    as_whole,
)
from tests.casebook.order_actions import ORDER_ACTIONS
from tests.casebook.values import as_text
from tests.casebook.vocabulary import PLANT_KEYS


def _several(value: Any) -> tuple[str, ...]:
    """One number, or a list of them."""
    return (value,) if isinstance(value, str) else tuple(value)


# do -> the message and where each argument goes; the columns of `set` are arguments like the others
ACTIONS: dict[str, tuple[type[Request[Any]], dict[str, Field]]] = {
    **ORDER_ACTIONS,
    "create_subcontracting_order": (
        CreateSubcontractingOrderRequest,
        {
            "no": Field("no"),
            **ORDER_LINE,
            "operation": Field("operation_no"),
            "quantity": Field("quantity", as_decimal),
            "direct_unit_cost": Field("direct_unit_cost", as_decimal),
        },
    ),
    "receive_subcontracting": (
        ReceiveSubcontractingRequest,
        {"no": Field("no"), "quantity": Field("quantity", as_decimal), **POSTING_DATE},
    ),
    "invoice_subcontracting": (
        InvoiceSubcontractingRequest,
        {
            "no": Field("no"),
            "quantity": Field("quantity", as_decimal),
            "direct_unit_cost": Field("direct_unit_cost", as_decimal),
            **POSTING_DATE,
        },
    ),
    "undo_subcontracting_receipt": (
        UndoSubcontractingReceiptRequest,
        {"no": Field("no"), "nth": Field("receipt_no", as_whole)},
    ),
    "register_pick": (
        RegisterPickRequest,
        {**ORDER, "item": Field("item_no"), "quantity": Field("quantity", as_decimal)},
    ),
    "reverse_entry": (
        ReverseEntryRequest,
        {"ledger": Field("ledger", Ledger), "entry": Field("entry_no", as_whole)},
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
            "output": Field("output_quantity", as_decimal),
            "scrap": Field("scrap_quantity", as_decimal),
            "unit_of_measure_code": Field("unit_of_measure_code"),
            "finished": Field("finished", as_flag),
            "ending_time": Field("ending_time", time.fromisoformat),
            "concurrent_capacity": Field("concurrent_capacity", as_decimal),
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
            "quantity": Field("quantity", as_decimal),
            "component": Field("component_line_no", as_whole),
            "unit_of_measure_code": Field("unit_of_measure_code"),
            "location_code": Field("location_code"),
            "bin_code": Field("bin_code"),
            "applies_from": Field("applies_from_entry", as_whole),
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
            "quantity": Field("quantity", as_decimal),
            "unit_cost": Field("unit_cost", as_decimal),
            "variant_code": Field("variant_code"),
            "unit_of_measure_code": Field("unit_of_measure_code"),
            "location_code": Field("location_code"),
        },
    ),
    "post_item_charge": (
        PostItemChargeRequest,
        {**DOCUMENT, "entry": Field("entry_no", as_whole), "amount": Field("amount", as_decimal)},
    ),
    "revalue_entry": (
        RevalueEntryRequest,
        {
            **DOCUMENT,
            "entry": Field("entry_no", as_whole),
            "new_unit_cost": Field("new_unit_cost", as_decimal),
        },
    ),
    "adjust_cost": (AdjustCostRequest, {}),
    "post_inventory_cost_to_gl": (PostInventoryCostToGLRequest, {}),
    "calculate_standard_cost": (
        CalculateStandardCostRequest,
        {
            "item": Field("item_nos", _several),
            "levels": Field("levels", CostLevels),
            "calculation_date": Field("calculation_date", date.fromisoformat),
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
            "capacity": Field("capacity", as_decimal),
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
        {"order": Field("order_nos", _several), "basis": Field("basis", ConsumptionBasis)},
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
