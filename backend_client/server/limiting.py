"""How often one caller may call: a bucket that holds a burst and fills at a steady rate.

50 a second, burst 200: 200 at once are let through, then 50 each second
"""

from collections import OrderedDict

from backend_client import limits


class Buckets:
    """A bucket for each name; the ones that were not used for longest are forgotten first."""

    def __init__(self, per_second: float, burst: int) -> None:
        """Take what flows into each bucket, and what it holds."""
        self._per_second = per_second
        self._burst = float(burst)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str, now: float) -> bool:
        """Take one from a bucket; False where there is none left. `now` of a clock that only goes forward."""
        left, seen = self._left.pop(name, (self._burst, now))
        left = min(self._burst, left + (now - seen) * self._per_second)
        self._left[name] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > limits.TERMINALS_REMEMBERED:
            self._left.popitem(last=False)
        return left >= 1
