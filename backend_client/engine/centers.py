"""A work center or machine center as planning needs it: a machine center takes from its work center what it lacks."""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.expected_cost import CenterCost
from backend_client.rules.operation_times import CenterKey
from backend_client.rules.rounding import ZERO
from backend_client.rules.units import milliseconds
from backend_client.store.setup import AnyRow, Setup
from backend_client.terms import CapacityType, CapacityUnitType, FlushingMethod, UnitCostCalculation


@dataclass(frozen=True, slots=True, kw_only=True)
class CenterFacts:
    """A center; times and costs in its work center's unit, `queue_ms` in milliseconds."""

    work_center_no: str
    work_center_group_code: str
    unit_of_measure_code: str
    unit: CapacityUnitType
    rounding_precision: Decimal
    capacity: Decimal
    efficiency: Decimal
    shop_calendar_code: str
    consolidated_calendar: bool
    queue_ms: Decimal
    flushing_method: FlushingMethod
    specific_unit_cost: bool
    cost: CenterCost
    location_code: str
    open_shop_floor_bin_code: str
    to_production_bin_code: str
    from_production_bin_code: str


def center_facts(setup: Setup, center_type: CapacityType, no: str) -> CenterFacts | Refused:
    """Answer a center's facts. Refusals: center-not-found, unit-not-allowed."""
    is_machine = center_type is CapacityType.MACHINE_CENTER
    center = setup.machine_centers.get(no) if is_machine else setup.work_centers.get(no)
    work_center = setup.work_centers.get(center.work_center_no) if center and is_machine else center
    if center is None or work_center is None:
        facts = {"type": center_type.value, "no": no}
        return Refused(code=RefusalCode.CENTER_NOT_FOUND, facts=facts)
    code = work_center.unit_of_measure_code
    unit = setup.capacity_units.get(code)
    queue_unit = setup.capacity_units.get(center.queue_time_unit or code)
    if unit is None or queue_unit is None:
        facts = {"unit_of_measure_code": center.queue_time_unit if unit else code, "no": no}
        return Refused(code=RefusalCode.UNIT_NOT_ALLOWED, facts=facts)
    return CenterFacts(
        work_center_no=work_center.no,
        work_center_group_code=work_center.work_center_group_code,
        unit_of_measure_code=code,
        unit=unit,
        rounding_precision=work_center.calendar_rounding_precision,
        capacity=center.capacity,
        efficiency=center.efficiency,
        shop_calendar_code=work_center.shop_calendar_code,
        consolidated_calendar=not is_machine and work_center.consolidated_calendar,
        queue_ms=milliseconds(center.queue_time, queue_unit) if center.queue_time else ZERO,
        flushing_method=center.flushing_method,
        specific_unit_cost=not is_machine and work_center.specific_unit_cost,
        cost=_cost(center, UnitCostCalculation.TIME if is_machine else work_center.unit_cost_calculation),
        location_code=work_center.location_code,
        open_shop_floor_bin_code=center.open_shop_floor_bin_code or work_center.open_shop_floor_bin_code,
        to_production_bin_code=center.to_production_bin_code or work_center.to_production_bin_code,
        from_production_bin_code=center.from_production_bin_code or work_center.from_production_bin_code,
    )


def _cost(center: AnyRow, calculation: UnitCostCalculation) -> CenterCost:
    return CenterCost(
        unit_cost_calculation=calculation,
        direct_unit_cost=center.direct_unit_cost,
        indirect_cost_pct=center.indirect_cost_pct,
        overhead_rate=center.overhead_rate,
        unit_cost=center.unit_cost,
    )


def counted_centers(setup: Setup, center: CenterKey) -> tuple[CenterKey, ...]:
    """Answer whose allocated time loads a center: its own, and that of a work center's machine centers."""
    if center[0] is CapacityType.MACHINE_CENTER:
        return (center,)
    machines = sorted(no for no, row in setup.machine_centers.items() if row.work_center_no == center[1])
    return (center, *((CapacityType.MACHINE_CENTER, no) for no in machines))
