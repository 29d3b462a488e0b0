"""The seam: all that stands between a screen and whatever is behind it.

    BackendError
    +-- BackendUnreachable      the wire or the disk did not answer; sending the same request again is safe
    +-- BackendBroken           a fault behind the seam; nothing was posted by this call, do not repeat it blindly
    +-- TerminalNotRecognised   the server does not know this terminal; enrol it, then send the same request again
    +-- ProgramTooOld           the server no longer speaks with this version; update, then send it again
    +-- AddressWrong            the server's address can't be used, or not safely

An expected no is never an exception: it is a `Refused`.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Protocol, TypeVar, runtime_checkable

from backend_client.kept_terms import KeptDecision
from backend_client.messages.base import Posted, Question, Queued, Refused, Request
from backend_client.messages.kept import Decider, KeptHere, KeptPosting

AnswerT = TypeVar("AnswerT")
ReceiptT = TypeVar("ReceiptT")


class BackendError(Exception):
    """Trouble behind the seam that is nobody's answer."""


class Sent(StrEnum):
    """What is known of a request that got no answer."""

    NOTHING = "nothing"  # it never left: it is certainly not posted
    MAYBE = "maybe"  # it may be posted; its id makes asking again safe


class BackendUnreachable(BackendError):  # noqa: N818 -- named by what happened, as the wire is
    """No answer came; `sent` says whether the request may be posted, and its id makes asking again safe."""

    def __init__(self, text: str = "", *, sent: Sent = Sent.MAYBE) -> None:
        """Keep what is known; the text is for logs, never for a screen."""
        super().__init__(text)
        self.sent = sent


class BackendBroken(BackendError):  # noqa: N818 -- as above
    """A fault behind the seam; `incident` is what an administrator looks for in the log."""

    def __init__(self, incident: str) -> None:
        """Keep the incident's number; the text is for logs, never for a screen."""
        super().__init__(f"incident {incident}")
        self.incident = incident


class TerminalNotRecognised(BackendError):  # noqa: N818 -- as above
    """The server does not know this terminal's token."""


class ProgramTooOld(BackendError):  # noqa: N818 -- as above
    """The server no longer speaks with a terminal of this version; the text names the oldest it speaks with."""


class AddressWrong(BackendError):  # noqa: N818 -- as above
    """The server's address is none, or would send postings unprotected over a network."""


class BackendClient(Protocol):
    """Two verbs, both safe to call from any thread."""

    def post(self, request: Request[ReceiptT]) -> Posted[ReceiptT] | Queued | Refused:
        """Make one change, once; the whole of it or nothing.

        Refuses with `request-id-reused`, `request-malformed`, `confirmation-needed`, `update-interrupted`, and
        with what the request's own engine function names.
        """
        ...

    def ask(self, question: Question[AnswerT]) -> AnswerT | Refused:
        """Answer a question; nothing changes."""
        ...


class Standing(Protocol):
    """What the first row says of a terminal's postings; safe from any thread."""

    def kept_here(self) -> KeptHere | None:
        """Answer how it stands; None where there is nothing to say."""
        ...

    def on_change(self, told: Callable[[], None]) -> Callable[[], None]:
        """Call `told` after each change, from any thread; answers what ends that."""
        ...


@runtime_checkable
class OutboxDesk(Protocol):
    """What is kept on this terminal, and a supervisor's decisions on what was refused; safe from any thread.

    A screen on which refused postings are decided does this, in the thread in which it calls the client:

        decider = Decider(person_no, session_id, terminal_id)     whoever is signed on, with the PIN where it is asked for
        desk.decide(KeptDecision.DROP, 17, decider, reason="counted twice")
        desk.decide(KeptDecision.REPOST, 17, decider, reason="no such code", correction=replace(request, ...))

    The server is asked first: it looks whether the decider is signed on and a supervisor, and tells the audit trail.
    Without an answer nothing is decided, and BackendUnreachable is raised. Nothing is forgotten by a decision.
    """

    def kept_here(self) -> KeptHere:
        """Answer how many postings are kept here, and since when."""
        ...

    def kept_postings(self) -> tuple[KeptPosting, ...]:
        """Answer what waits, in the order in which it is sent; at most limits.OUTBOX_ROWS_MAX."""
        ...

    def kept_posting(self, sequence_no: int) -> KeptPosting | None:
        """Answer one posting that is, or was, kept here."""
        ...

    def decide(
        self,
        decision: KeptDecision,
        sequence_no: int,
        decider: Decider,
        *,
        reason: str = "",
        correction: Request[Any] | None = None,
    ) -> KeptPosting | Refused:
        """Send a refused posting again as it is, send a corrected one in its place, or give it up; answers that posting.

        reason      needed to give up and to correct
        correction  the posting that is sent in its place, under an id of its own
        Refuses with `kept-posting-not-found`, `kept-posting-not-refused`, `request-malformed`, `role-not-allowed`,
        `sign-on-needed`, `session-ended`; raises what posting raises.
        """
        ...

    def decide_lost(self, decider: Decider) -> int | Refused:
        """Send again all that the server had posted and, restored from a backup, knows no more; answers how many.

        Refuses and raises as `decide` does.
        """
        ...

    def on_change(self, told: Callable[[], None]) -> Callable[[], None]:
        """Call `told` after each change, from any thread; answers what ends that."""
        ...
