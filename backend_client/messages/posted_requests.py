"""Which of a terminal's own requests the server still knows: none is missing, unless it was restored from a backup."""

from dataclasses import dataclass

from backend_client.messages.base import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedRequests:
    """Those of the requests asked for that are posted.

    request_ids       in no order
    last_register_no  the end of the ledgers
    """

    request_ids: tuple[str, ...]
    last_register_no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedRequestsQuestion(Question[PostedRequests]):
    """Ask which requests are posted; at most limits.POSTED_REQUESTS_MAX at once."""

    request_ids: tuple[str, ...]
