"""Who may post where."""

from backend_client.floor_terms import PermissionPlace, PermissionSubject
from backend_client.rules.posting_permissions import Center, Permission, may_post
from backend_client.terms import Role


def test_permissions_hold_from_group_to_machine() -> None:
    """Setters may post in group 1 and Bo at machine M; nobody else; without permissions everybody may."""
    given = [
        Permission(PermissionSubject.ROLE, "setter", PermissionPlace.WORK_CENTER_GROUP, "1"),
        Permission(PermissionSubject.PERSON, "BO", PermissionPlace.MACHINE_CENTER, "M"),
    ]
    at_m, at_a = Center("B", "M", "2"), Center("A", "", "1")
    assert may_post(given, "BO", Role.OPERATOR, at_m)
    assert not may_post(given, "BO", Role.OPERATOR, at_a)
    assert may_post(given, "SUE", Role.SUPERVISOR, at_a)
    assert not may_post(given, "", None, at_a)
    assert may_post([], "", None, at_a)
