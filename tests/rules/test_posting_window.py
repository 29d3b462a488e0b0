"""How far back and forward a role may post."""

from datetime import date

from backend_client.rules.posting_window import Window, allowed_days
from backend_client.terms import Role


def test_a_window_is_that_of_the_role_or_the_one_below() -> None:
    """Operators today only, supervisors three days back, planners as supervisors; no windows, any day."""
    windows = {Role.OPERATOR: Window(0, 0), Role.SUPERVISOR: Window(3, 1)}
    today = date(2026, 3, 4)
    assert allowed_days(windows, Role.SETTER, today) == (today, today)
    assert allowed_days(windows, Role.PLANNER, today) == (date(2026, 3, 1), date(2026, 3, 5))
    assert allowed_days(windows, None, today) == (today, today)
    assert allowed_days({}, Role.OPERATOR, today) is None
