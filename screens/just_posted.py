"""The last of three guards against one thing made and posted twice.

A trigger that bounces is one scan for 1.5 seconds (terminal_loop.py). A posting sent again carries its request id, and
the back end posts it once for ever. Between them stands a person who scans the same job, quantity and OK once more, not
sure whether the first time counted: within a minute that is asked about, and nothing is posted before a yes.

    10:05:10   101002 / 10, 3 good, OP01     posted
    10:05:40   101002 / 10, 3 good, OP01     asked: the same once more?
    10:05:40   101002 / 10, 4 good, OP01     posted
    10:06:10   101002 / 10, 3 good, OP01     posted
"""

from dataclasses import dataclass, replace

from backend_client.limits import SAME_POSTING_SECONDS
from screens.drafts import Entered


@dataclass(slots=True)
class JustPosted:
    """What this terminal has posted last, by whom and when."""

    person_no: str = ""
    draft: Entered | None = None
    at: float = 0.0

    def note(self, person_no: str, draft: Entered, at: float) -> None:
        """Remember a posting. `at` is of a clock that only goes forward, in seconds."""
        self.person_no, self.draft, self.at = person_no, replace(draft, request_id=""), at

    def is_same(self, person_no: str, draft: Entered, at: float) -> bool:
        """Tell whether a posting says the same as the last one, and so soon that it may be that one."""
        return (
            at - self.at < SAME_POSTING_SECONDS
            and self.person_no == person_no
            and self.draft == replace(draft, request_id="")
        )
