"""Where the wall clock of a terminal hangs: a past moment is shown as that clock showed it then, not as it runs now.

posted 2026-10-25 00:30 UTC, looked at in Oslo in November      02:30: summer time held that night
posted 2026-10-25 09:00 UTC                                     10:00
"""

from datetime import datetime, timezone, tzinfo


def wall_clock(now: datetime) -> tzinfo | None:
    """Answer the time zone for `astimezone` of past moments, of what this terminal's clock reads now.

    A clock carries only the distance from UTC that it has now. None = where this machine stands, in summer and winter.
    """
    of_this_machine = isinstance(now.tzinfo, timezone) and now.utcoffset() == now.astimezone().utcoffset()
    return None if of_this_machine else now.tzinfo
