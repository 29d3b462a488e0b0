"""The guard against a trigger that bounces: the same code again within 1.5 seconds is one scan.

The time is handed in (whole milliseconds of any clock that only goes forward), so the rule has no clock of its own. The
second scan starts no new 1.5 seconds: a reader held on one label lets a scan through every 1.5 seconds, not never.

      0 ms  WO-1000   taken
    300 ms  WO-1000   dropped
    400 ms  WO-1001   taken
    500 ms  WO-1000   taken: another code came between
"""

from dataclasses import dataclass

from backend_client.limits import DUPLICATE_SCAN_MILLISECONDS


@dataclass(slots=True)
class DoubleTrigger:
    """Remembers the last scan of one station."""

    text: str = ""
    at: int = 0

    def is_repeat(self, text: str, at: int) -> bool:
        """Tell whether a scan is the one before once more; a scan that is not is remembered.

        at  milliseconds of a monotonic clock
        """
        if text and text == self.text and 0 <= at - self.at < DUPLICATE_SCAN_MILLISECONDS:
            return True
        self.text, self.at = text, at
        return False
