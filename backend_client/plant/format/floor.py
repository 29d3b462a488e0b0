"""Rules of the floor by center, person and role; a plant without these files restricts nothing."""

from backend_client.floor_terms import PermissionPlace, PermissionSubject, RunningOperations, TimeSplit
from backend_client.plant.format.columns import Column, ColumnKind, Reference, Table, code, true_false, word
from backend_client.terms import CapacityType, Role

_AT_WORK_CENTER = Reference("work_centers", ("no",), when=("type", CapacityType.WORK_CENTER))
_AT_MACHINE_CENTER = Reference("machine_centers", ("no",), when=("type", CapacityType.MACHINE_CENTER))


def _number(name: str) -> Column:
    """Answer a whole number; an empty cell is 0."""
    return Column(name=name, kind=ColumnKind.INTEGER, empty=0, default=0)


CENTER_RULES = Table(
    "center_rules",
    ("type", "no"),
    (
        word("type", CapacityType),
        code("no", _AT_WORK_CENTER, _AT_MACHINE_CENTER, required=True),
        word("running_operations", RunningOperations, default=RunningOperations.ANY),
        _number("running_limit"),
        word("time_split", TimeSplit, default=TimeSplit.EQUAL),
        true_false("alone"),
    ),
    optional=True,
)

POSTING_PERMISSIONS = Table(
    "posting_permissions",
    ("subject", "subject_no", "place", "no"),
    (
        word("subject", PermissionSubject),
        code(
            "subject_no",
            Reference("people", ("subject_no",), when=("subject", PermissionSubject.PERSON)),
            required=True,
        ),
        word("place", PermissionPlace),
        code(
            "no",
            Reference("work_center_groups", ("no",), when=("place", PermissionPlace.WORK_CENTER_GROUP)),
            Reference("work_centers", ("no",), when=("place", PermissionPlace.WORK_CENTER)),
            Reference("machine_centers", ("no",), when=("place", PermissionPlace.MACHINE_CENTER)),
        ),
    ),
    optional=True,
)

POSTING_DATE_WINDOWS = Table(
    "posting_date_windows",
    ("role",),
    (word("role", Role), _number("days_back"), _number("days_forward")),
    optional=True,
)

TABLES = (CENTER_RULES, POSTING_PERMISSIONS, POSTING_DATE_WINDOWS)
