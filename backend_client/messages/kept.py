"""What a terminal keeps on its own disk until the server has answered: how much, what, and what became of it.

Nothing of this crosses the wire: it is said by the outbox of one terminal to its own screens and its own command line.

    KeptHere(connected=False, waiting=3, refused=0, oldest=09:12)    the first row says "no line: 3 kept here"
    KeptPosting(sequence_no=17, lanes=("order 101001",), state=REFUSED, refused=Refused(ORDER_FINISHED), ...)
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend_client.kept_terms import KeptState, LineState
from backend_client.messages.base import Refused, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptHere:
    """How an outbox stands.

    waiting  postings that will be sent, those held behind a refused one included
    refused  postings that wait for a supervisor's decision
    lost     postings that the server had acknowledged and, restored from a backup, knows no more; they wait likewise
    oldest   when the oldest of them all was kept (aware, UTC); None without any
    """

    line: LineState
    waiting: int = 0
    refused: int = 0
    lost: int = 0
    oldest: datetime | None = None

    @property
    def count(self) -> int:
        """How many are kept here and nowhere else."""
        return self.waiting + self.refused + self.lost

    @property
    def to_decide(self) -> int:
        """How many of them wait for a supervisor's decision."""
        return self.refused + self.lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Who decides on a refused posting: as any request names its person, session and terminal."""

    person_no: str
    session_id: str = ""
    terminal_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPosting:
    """One kept posting.

    sequence_no  counts this terminal's postings, without gaps
    request      None where this program no longer understands what an earlier one kept; `body` has it as text
    lanes        what it keeps its order in, such as ("order 101001",)
    held         it waits behind an earlier one of its lane
    faults       how often the server failed over it
    trouble      why it was not answered the last time, for an administrator
    refused      the server's refusal, with state `refused`
    replaces     the posting that it corrects, 0 = none
    decided_by, reason  of a supervisor's decision
    """

    sequence_no: int
    request_id: str
    message: str
    request: Request[Any] | None
    body: str
    lanes: tuple[str, ...]
    state: KeptState
    held: bool
    kept_at: datetime
    settled_at: datetime | None
    faults: int
    trouble: str
    refused: Refused | None
    replaces: int
    decided_by: str
    reason: str
