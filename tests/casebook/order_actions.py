"""The actions of a case file that make, change and end production orders, as the requests that are posted."""

from datetime import date
from typing import Any

from backend_client.messages.base import Request
from backend_client.messages.order_changes import (
    AddComponentRequest,
    DeleteComponentRequest,
    DeleteProductionOrderRequest,
    EditComponentRequest,
    EditOrderLineRequest,
    EditProductionOrderRequest,
    EditRoutingLineRequest,
)
from backend_client.messages.orders import (
    BlockOrderRequest,
    ChangeOrderStatusRequest,
    CreateProductionOrderRequest,
    RefreshProductionOrderRequest,
    ReopenProductionOrderRequest,
    ReplanProductionOrderRequest,
    SetRoutingStatusRequest,
)
from backend_client.terms import (
    CapacityType,
    FlushingMethod,
    OrderSourceType,
    OrderStatus,
    RoutingStatus,
    SchedulingDirection,
)
from tests.casebook.fields import (
    ORDER,
    ORDER_LINE,
    POSTING_DATE,
    Field,
    as_decimal,
    as_flag,
    as_moment,
    as_whole,
)

COMPONENT_COLUMNS = {
    "quantity_per": Field("quantity_per", as_decimal),
    "scrap_pct": Field("scrap_pct", as_decimal),
    "flushing_method": Field("flushing_method", FlushingMethod),
    "routing_link_code": Field("routing_link_code"),
    "location_code": Field("location_code"),
    "bin_code": Field("bin_code"),
}

# do -> the message and where each argument goes; the columns of `set` are arguments like the others
ORDER_ACTIONS: dict[str, tuple[type[Request[Any]], dict[str, Field]]] = {
    "create_production_order": (
        CreateProductionOrderRequest,
        {
            "no": Field("order_no"),
            "source_type": Field("source_type", OrderSourceType),
            "source_no": Field("source_no"),
            "quantity": Field("quantity", as_decimal),
            "status": Field("status", OrderStatus),
            "due_date": Field("due_date", date.fromisoformat),
            "unit_of_measure_code": Field("unit_of_measure_code"),
            "location_code": Field("location_code"),
            "variant_code": Field("variant_code"),
            "direction": Field("direction", SchedulingDirection),
            "starting_date_time": Field("starting_date_time", as_moment),
            "refresh": Field("refresh", as_flag),
            "routing_no": Field("routing_no"),
            "production_bom_no": Field("production_bom_no"),
        },
    ),
    "refresh_production_order": (
        RefreshProductionOrderRequest,
        {
            **ORDER,
            "direction": Field("direction", SchedulingDirection),
            "quantity": Field("quantity", as_decimal),
            "due_date": Field("due_date", date.fromisoformat),
            "calculate_lines": Field("calculate_lines", as_flag),
            "calculate_routings": Field("calculate_routings", as_flag),
            "calculate_components": Field("calculate_components", as_flag),
        },
    ),
    "replan_production_order": (
        ReplanProductionOrderRequest,
        {
            **ORDER,
            "direction": Field("direction", SchedulingDirection),
            "quantity": Field("quantity", as_decimal),
            "due_date": Field("due_date", date.fromisoformat),
            "lower_levels": Field("lower_levels", as_flag),
        },
    ),
    "edit_component": (
        EditComponentRequest,
        {
            **ORDER_LINE,
            **COMPONENT_COLUMNS,
            "item": Field("item_no"),
            "component": Field("component_line_no", as_whole),
            "substitute_item_no": Field("substitute_item_no"),
        },
    ),
    "add_component": (AddComponentRequest, {**ORDER_LINE, **COMPONENT_COLUMNS, "item": Field("item_no")}),
    "delete_component": (
        DeleteComponentRequest,
        {**ORDER_LINE, "item": Field("item_no"), "component": Field("component_line_no", as_whole)},
    ),
    "edit_routing_line": (
        EditRoutingLineRequest,
        {
            **ORDER_LINE,
            "operation": Field("operation_no"),
            "flushing_method": Field("flushing_method", FlushingMethod),
            "type": Field("type", CapacityType),
            "no": Field("no"),
            "setup_time": Field("setup_time", as_decimal),
            "run_time": Field("run_time", as_decimal),
            "scrap_factor_pct": Field("scrap_factor_pct", as_decimal),
            "fixed_scrap_quantity": Field("fixed_scrap_quantity", as_decimal),
        },
    ),
    "edit_order_line": (
        EditOrderLineRequest,
        {
            **ORDER_LINE,
            "quantity": Field("quantity", as_decimal),
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
            "quantity": Field("quantity", as_decimal),
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
            "finish_without_output": Field("finish_without_output", as_flag),
            "update_unit_cost": Field("update_unit_cost", as_flag),
        },
    ),
    "block_order": (BlockOrderRequest, {**ORDER, "blocked": Field("blocked", as_flag)}),
    "set_routing_status": (
        SetRoutingStatusRequest,
        {**ORDER_LINE, "operation": Field("operation_no"), "status": Field("status", RoutingStatus)},
    ),
}
