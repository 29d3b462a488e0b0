"""What a supervisor decides on a posting that the server refused and a terminal keeps.

The plant is told before the terminal does it, so that the office sees what the floor did; a decision that can't be told
is not made. Terminals do both in one call: see OutboxDesk in client.py.

    DecideKeptPostingRequest(decision=DROP, kept_request_id="0193...", message="PostOutputRequest", reason="counted twice")
"""

from dataclasses import dataclass

from backend_client.kept_terms import KeptDecision
from backend_client.messages.base import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPostingDecided:
    """The audit trail tells of the decision, under the number and name of who made it."""

    decision: KeptDecision
    kept_request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideKeptPostingRequest(Request[KeptPostingDecided]):
    """Tell the plant what is decided on a refused posting, by the person who decides.

    kept_request_id       of the refused posting; "" for all that the server has lost
    message               what kind of posting it is, such as "PostOutputRequest"
    corrected_request_id  of the posting that is sent in its place
    reason                why; needed to drop and to correct
    """

    decision: KeptDecision
    kept_request_id: str = ""
    message: str = ""
    corrected_request_id: str = ""
    reason: str = ""
