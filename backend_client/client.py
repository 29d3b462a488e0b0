"""The seam: all that stands between a screen and whatever is behind it.

    BackendError
    +-- BackendUnreachable   the wire or the disk did not answer; sending the same request again is safe
    +-- BackendBroken        a fault behind the seam; nothing was posted by this call, do not repeat it blindly

An expected no is never an exception: it is a `Refused`.
"""

from typing import Protocol, TypeVar

from backend_client.messages.base import Posted, Question, Queued, Refused, Request

AnswerT = TypeVar("AnswerT")
ReceiptT = TypeVar("ReceiptT")


class BackendError(Exception):
    """Trouble behind the seam that is nobody's answer."""


class BackendUnreachable(BackendError):  # noqa: N818 -- named by what happened, as the wire is
    """No answer came; whether the request was posted is unknown, and its id makes asking again safe."""


class BackendBroken(BackendError):  # noqa: N818 -- as above
    """A fault behind the seam; `incident` is what an administrator looks for in the log."""

    def __init__(self, incident: str) -> None:
        """Keep the incident's number; the text is for logs, never for a screen."""
        super().__init__(f"incident {incident}")
        self.incident = incident


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
