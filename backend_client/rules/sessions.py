"""Whether a session still counts: not signed off, not idle for too long, not open for too long.

    signed on 06:00, last posted 06:20, idle limit 30 minutes, whole limit 12 hours
    a posting entered at 06:45 counts, one at 06:51 does not; nor does any after 18:00, however busy

The moment is that of the entry. A posting that a terminal kept and sent later counts as of when it was entered, so a
line that is down ends nobody's work. Source: OWASP ASVS 5.0, 7.3.1 and 7.3.2.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLimits:
    """A plant's limits; None = none."""

    idle: timedelta | None
    whole: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTimes:
    """When a session began, was last used (None: not yet) and was signed off (None: not yet)."""

    signed_on_at: datetime
    last_used_at: datetime | None = None
    signed_off_at: datetime | None = None


def ends_at(times: SessionTimes, limits: SessionLimits) -> datetime | None:
    """Answer from when on a session no longer counts, as things are; None = from no moment on."""
    last = max(times.signed_on_at, times.last_used_at or times.signed_on_at)
    ends = (
        times.signed_off_at,
        None if limits.idle is None else last + limits.idle,
        None if limits.whole is None else times.signed_on_at + limits.whole,
    )
    return min((end for end in ends if end is not None), default=None)


def counts(times: SessionTimes, limits: SessionLimits, at: datetime) -> bool:
    """Say whether a session counts at a moment."""
    end = ends_at(times, limits)
    if times.signed_off_at is not None and at >= times.signed_off_at:
        return False  # at that very moment too
    return times.signed_on_at <= at and (end is None or at <= end)
