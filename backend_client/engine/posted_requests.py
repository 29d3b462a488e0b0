"""Which requests are posted: what a terminal asks that was told they were, and finds its server restored."""

from backend_client import limits
from backend_client.engine.context import Context
from backend_client.messages.base import Refused
from backend_client.messages.posted_requests import PostedRequests, PostedRequestsQuestion
from backend_client.refusals import RefusalCode
from backend_client.store.head import last_register_no
from backend_client.store.queries.changes import posted_among


def posted_requests(context: Context, question: PostedRequestsQuestion) -> PostedRequests | Refused:
    """Answer those that are posted; refuses more than limits.POSTED_REQUESTS_MAX with `request-malformed`."""
    if len(question.request_ids) > limits.POSTED_REQUESTS_MAX:
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "request_ids"})
    return PostedRequests(
        request_ids=posted_among(context.connection, question.request_ids),
        last_register_no=last_register_no(context.connection),
    )
