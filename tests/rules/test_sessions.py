"""How long a session counts."""

from datetime import UTC, datetime, timedelta

import pytest

from backend_client.rules.sessions import SessionLimits, SessionTimes, counts

SIX = datetime(2026, 3, 2, 6, tzinfo=UTC)
LIMITS = SessionLimits(idle=timedelta(minutes=30), whole=timedelta(hours=12))


@pytest.mark.parametrize(
    ("last_used", "signed_off", "entered", "counted"),
    [
        (None, None, 0, True),
        (None, None, -1, False),
        (None, None, 30, True),
        (None, None, 31, False),
        (20, None, 50, True),
        (20, None, 51, False),
        (715, None, 720, True),
        (715, None, 721, False),
        (20, 25, 24, True),
        (20, 25, 25, False),
        (20, 25, 26, False),
    ],
)
def test_a_session_ends_by_sign_off_by_idling_and_by_age(
    last_used: int | None, signed_off: int | None, entered: int, counted: bool
) -> None:
    """Minutes after sign-on: 30 idle, 720 in all, or the sign-off; what was entered before its end counts."""

    def at(minutes: int | None) -> datetime | None:
        return None if minutes is None else SIX + timedelta(minutes=minutes)

    times = SessionTimes(signed_on_at=SIX, last_used_at=at(last_used), signed_off_at=at(signed_off))
    assert counts(times, LIMITS, SIX + timedelta(minutes=entered)) is counted


def test_without_limits_only_signing_off_ends_it() -> None:
    """A month later it still counts."""
    free = SessionLimits(idle=None, whole=None)
    assert counts(SessionTimes(signed_on_at=SIX), free, SIX + timedelta(days=30))
    assert not counts(SessionTimes(signed_on_at=SIX, signed_off_at=SIX), free, SIX + timedelta(seconds=1))
