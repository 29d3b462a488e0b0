"""How far back and forward of today a role may date a posting.

    operator 0 back, 0 forward; supervisor 3 back: on Wednesday an operator posts on Wednesday only, a supervisor
    from Sunday on

Today is always allowed. A role without a window has that of the nearest role below it that has one; no windows at
all: no restriction but the plant's own, as in Business Central.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from backend_client.terms import Role

ROLES = tuple(Role)


class Window(NamedTuple):
    """Days back and forward."""

    back: int
    forward: int


def allowed_days(windows: Mapping[Role, Window], role: Role | None, today: date) -> tuple[date, date] | None:
    """Answer the first and last day a role may post on; None = any. Somebody without a role has today only."""
    if not windows:
        return None
    if role is None:
        return today, today
    below = [windows[each] for each in ROLES[: ROLES.index(role) + 1] if each in windows]
    if not below:
        return None
    return today - timedelta(days=below[-1].back), today + timedelta(days=below[-1].forward)
