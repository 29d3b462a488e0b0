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
from typing import Any, Protocol, TypeVar

from backend_client.messages.base import Posted, Question, Queued, Refused, Request
from backend_client.messages.kept import KeptHere, KeptPosting

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


class OutboxDesk(Protocol):
    """What is kept on this terminal, and a supervisor's decisions on what was refused; safe from any thread.

    A decision is recorded with who made it, and nothing is forgotten by it. Decisions answer Refused with
    `kept-posting-not-found`, `kept-posting-not-refused`, and `request-malformed` without a name or a reason.
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

    def send_lost_again(self, *, decided_by: str) -> int | Refused:
        """Send again all that the server had posted and, restored from a backup, knows no more; answers how many."""
        ...

    def send_again(self, sequence_no: int, *, decided_by: str) -> Queued | Refused:
        """Send a refused posting again as it is: what kept it from being posted was put in order."""
        ...

    def repost(
        self, sequence_no: int, request: Request[Any], *, decided_by: str, reason: str
    ) -> Queued | Refused:
        """Send a corrected posting, under an id of its own, in the place of a refused one."""
        ...

    def drop(self, sequence_no: int, *, decided_by: str, reason: str) -> KeptPosting | Refused:
        """Give up a refused posting: it is never sent, and its lane goes on."""
        ...

    def on_change(self, told: Callable[[], None]) -> Callable[[], None]:
        """Call `told` after each change, from any thread; answers what ends that."""
        ...
