"""The rules of the floor as a plant has set them, in the words of rules/."""

from collections.abc import Iterable, Mapping

from backend_client import limits
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.operation_sequence import OperationState
from backend_client.rules.output_tolerance import Tolerance
from backend_client.rules.posting_permissions import Center, Permission, may_post
from backend_client.rules.posting_window import Window
from backend_client.store.rows import Row
from backend_client.store.setup import Setup
from backend_client.terms import CapacityType, FlushingMethod, Role


def tolerance_of(setup: Setup) -> Tolerance:
    """Answer the plant's output tolerances."""
    settings = setup.settings
    return Tolerance(
        over_pct=settings.over_output_tolerance_pct,
        over_supervisor_pct=settings.over_output_supervisor_pct,
        under_pct=settings.under_output_tolerance_pct,
        under_supervisor_pct=settings.under_output_supervisor_pct,
    )


def windows_of(setup: Setup) -> Mapping[Role, Window]:
    """Answer the posting date window of each role that has one."""
    most = limits.POSTING_DAYS_MAX
    return {
        role: Window(min(row.days_back, most), min(row.days_forward, most))
        for role, row in setup.posting_date_windows.items()
    }


def not_permitted(setup: Setup, person_no: str, role: Role | None, row: Row) -> Refused | None:
    """Refuse a person at the center that an entry or an operation names."""
    permissions = [
        Permission(each.subject, each.subject_no, each.place, each.no) for each in setup.posting_permissions
    ]
    center = Center(
        work_center_no=row["work_center_no"],
        machine_center_no=row["no"] if row["type"] is CapacityType.MACHINE_CENTER else "",
        work_center_group_code=row["work_center_group_code"],
    )
    if may_post(permissions, person_no, role, center):
        return None
    return Refused(code=RefusalCode.CENTER_NOT_PERMITTED, facts={"no": row["no"], "person_no": person_no})


def operation_states(operations: Iterable[Row]) -> dict[str, OperationState]:
    """Answer the operations of one routing by number, as they stand."""
    return {
        row["operation_no"]: OperationState(
            operation_no=row["operation_no"],
            previous_operation_no=row["previous_operation_no"],
            next_operation_no=row["next_operation_no"],
            input_quantity=row["input_quantity"],
            output_quantity=row["posted_output_quantity"],
            scrap_quantity=row["posted_scrap_quantity"],
            posts_itself=row["flushing_method"] is FlushingMethod.BACKWARD,
        )
        for row in operations
    }
