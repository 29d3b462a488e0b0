"""Orders made for a sales order: what they bind, what others may still make."""

from typing import Any

from backend_client.messages.order_changes import (
    DeleteProductionOrderRequest,
    EditOrderLineRequest,
    EditProductionOrderRequest,
)
from backend_client.messages.orders import (
    RefreshProductionOrderRequest,
)
from backend_client.records.reservation import SalesReservation
from backend_client.records.warehouse_request import WarehouseRequest
from backend_client.terms import (
    Confirmation,
    OrderSourceType,
    OrderStatus,
)
from tests.casebook.databases import Plants
from tests.engine.changing import change
from tests.engine.planning_plant import rows
from tests.features.factory import Factory, refused

TABLES = (
    "production_orders",
    "production_order_lines",
    "production_order_components",
    "production_order_routing_lines",
    "capacity_needs",
)


SALES: dict[str, Any] = {
    "locations": [{"code": "SHELF", "prod_output_whse_handling": "inventory_put_away"}],
    "units_of_measure": [{"code": "BOX"}],
    "item_units": [{"item_no": "P", "code": "BOX", "qty_per_unit_of_measure": 12}],
    "sales_orders": [
        {"no": "S1", "customer_name": "Adatum", "order_date": "2026-03-01", "shipment_date": "2026-03-12"}
    ],
    "sales_order_lines": [
        {"sales_order_no": "S1", "line_no": 10000, "item_no": "P", "quantity": 2}
        | {"unit_of_measure_code": "BOX", "shipment_date": "2026-03-12"}
    ],
}


def test_deleting_an_order_takes_everything_of_it_and_gives_its_load_free(each_plants: Plants) -> None:
    """Nothing of a deleted order is left, and its sales lines wait for production again."""
    factory = Factory(each_plants, **SALES)
    sales = {"source_no": "S1", "source_type": OrderSourceType.SALES_HEADER, "quantity": 0}
    factory.order(create_inbound_request=True, location_code="SHELF", **sales)
    assert len(rows(factory.plant, WarehouseRequest)) == 1
    assert change(factory, DeleteProductionOrderRequest).order_no == "O1"
    assert [factory.rows(table) for table in TABLES] == [[]] * len(TABLES)
    assert rows(factory.plant, WarehouseRequest) == rows(factory.plant, SalesReservation) == []
    assert factory.order("O2", **sales).line_nos == (10000,)


def test_a_sales_line_is_bound_to_no_more_than_is_made_for_it(each_plants: Plants) -> None:
    """2 boxes of 12: a line cut to 18 leaves 6 for another order; the first, refreshed, still gets its 18."""
    factory = Factory(each_plants, **SALES)
    sales = {"source_no": "S1", "source_type": OrderSourceType.SALES_HEADER, "quantity": 0}
    factory.order(**sales)
    change(factory, EditOrderLineRequest, quantity=18)
    factory.order("O2", **sales)
    assert factory.rows("production_order_lines", "order_no", "quantity") == [("O1", 18), ("O2", 6)]
    change(factory, RefreshProductionOrderRequest)
    assert factory.rows("production_order_lines", "order_no", "quantity") == [("O1", 18), ("O2", 6)]
    assert refused(change(factory, EditProductionOrderRequest, quantity=1)) == "quantity-out-of-range"


def test_a_sales_line_that_was_served_short_waits_for_the_rest(each_plants: Plants) -> None:
    """Of 24 pieces 20 were made and the order is finished: 4 are left to be made, and no more."""
    factory = Factory(each_plants, **SALES)
    sales = {"source_no": "S1", "source_type": OrderSourceType.SALES_HEADER, "quantity": 0}
    factory.order(**sales)
    factory.output("20", 20)
    factory.status(OrderStatus.FINISHED, Confirmation.OUTPUT_MISSING, Confirmation.CONSUMPTION_MISSING)
    factory.order("O2", **sales)
    assert factory.rows("production_order_lines", "quantity", order_no="O2") == [4]
    assert refused(factory.order("O3", **sales)) == "nothing-to-produce"
