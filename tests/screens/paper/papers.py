"""Facts that papers are drawn from."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from backend_client.messages.order_lists import (
    ComponentOnOrder,
    LineOnOrder,
    ListedOrder,
    OperationOnOrder,
    WholeOrder,
)
from backend_client.terms import (
    CalculationFormula,
    CapacityType,
    CapacityUnitType,
    FlushingMethod,
    OrderSourceType,
    OrderStatus,
    RoutingStatus,
)
from screens.paper.job_card import Stamp

LANGUAGES = ("en", "nb", "fi", "nl")
STAMP = Stamp(printed_at=datetime(2026, 11, 16, 7, 5, tzinfo=UTC), terminal="T3")
ZERO = Decimal(0)


def operation(no: str, **facts: Any) -> OperationOnOrder:
    """15 minutes of setup and 100 of run at work center 100."""
    values: dict[str, Any] = {
        "operation_no": no,
        "description": "Body assembly",
        "type": CapacityType.WORK_CENTER,
        "no": "100",
        "name": "Assembly department",
        "work_center_no": "100",
        "routing_status": RoutingStatus.BLANK,
        "flushing_method": FlushingMethod.MANUAL,
        "expected_setup_time": Decimal(15),
        "expected_run_time": Decimal(100),
        "time_unit_type": CapacityUnitType.MINUTES,
        "starting_date_time": datetime(2026, 11, 16, 8),
        "ending_date_time": datetime(2026, 11, 16, 9, 55),
    }
    return _filled(OperationOnOrder, values | facts)


def component(item_no: str, **facts: Any) -> ComponentOnOrder:
    """20 pieces of an item."""
    values: dict[str, Any] = {
        "item_no": item_no,
        "description": f"Part {item_no}",
        "calculation_formula": CalculationFormula.BLANK,
        "flushing_method": FlushingMethod.MANUAL,
        "expected_quantity": Decimal(20),
        "unit_of_measure_code": "PCS",
        "due_date": None,
    }
    return _filled(ComponentOnOrder, values | facts)


def line(
    no: int, *operations: OperationOnOrder, components: tuple[ComponentOnOrder, ...] = ()
) -> LineOnOrder:
    """20 pieces of an airpot."""
    values: dict[str, Any] = {
        "line_no": no,
        "item_no": "SP-SCM1009",
        "description": "Airpot",
        "quantity": Decimal(20),
        "unit_of_measure_code": "PCS",
        "location_code": "MAIN",
        "bin_code": "FG-01",
        "routing_no": "R7",
        "due_date": date(2026, 11, 18),
        "starting_date_time": None,
        "ending_date_time": None,
        "operations": operations,
        "components": components,
        "sales_lines": (),
    }
    return _filled(LineOnOrder, values)


def whole(order_no: str, *lines: LineOnOrder) -> WholeOrder:
    """A released order with these lines."""
    values: dict[str, Any] = {
        "order_no": order_no,
        "status": OrderStatus.RELEASED,
        "source_type": OrderSourceType.ITEM,
        "due_date": date(2026, 11, 18),
        "starting_date_time": None,
        "ending_date_time": None,
        "finished_date": None,
        "blocked": False,
        "late": False,
        "takes_postings": True,
    }
    return WholeOrder(order=_filled(ListedOrder, values), reopened=False, lines=lines)


def _filled(kind: type[Any], values: dict[str, Any]) -> Any:
    """A message with every further text empty and every further figure 0."""
    empty: dict[Any, Any] = {str: "", int: 0, Decimal: ZERO}
    others = {
        name: empty[field.type] for name, field in kind.__dataclass_fields__.items() if name not in values
    }
    return kind(**others, **values)
