"""Who may post where: a person or a role, at a center, at the centers of a group, or everywhere.

Where nobody was given a permission, everybody may post everywhere, as in Business Central; as soon as there is one,
only who has one may. A permission at a work center holds at its machines; a role's holds for the roles above it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from backend_client.floor_terms import PermissionPlace, PermissionSubject
from backend_client.terms import Role

ROLES = tuple(Role)


class Permission(NamedTuple):
    """One permission, as the plant keeps it."""

    subject: PermissionSubject
    subject_no: str
    place: PermissionPlace
    no: str


class Center(NamedTuple):
    """Where is posted; `machine_center_no` is empty at a work center."""

    work_center_no: str
    machine_center_no: str = ""
    work_center_group_code: str = ""


def may_post(permissions: Iterable[Permission], person_no: str, role: Role | None, center: Center) -> bool:
    """Say whether a person of a role (None: nobody known) may post at a center."""
    given = list(permissions)
    return not given or any(_is_his(each, person_no, role) and _holds(each, center) for each in given)


def _is_his(permission: Permission, person_no: str, role: Role | None) -> bool:
    if permission.subject is PermissionSubject.PERSON:
        return bool(person_no) and permission.subject_no == person_no
    return role is not None and permission.subject_no in {
        each.value for each in ROLES[: ROLES.index(role) + 1]
    }


def _holds(permission: Permission, center: Center) -> bool:
    return {
        PermissionPlace.EVERYWHERE: True,
        PermissionPlace.WORK_CENTER_GROUP: permission.no == center.work_center_group_code,
        PermissionPlace.WORK_CENTER: permission.no == center.work_center_no,
        PermissionPlace.MACHINE_CENTER: permission.no == center.machine_center_no,
    }[permission.place]
