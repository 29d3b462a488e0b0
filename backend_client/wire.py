"""What a terminal and its server have to agree on beside the messages: header names, and every HTTP no.

A no of the engine travels as a problem document (RFC 9457) with its RefusalCode. What the server itself says no to
has a code of its own here:

    {"type": "/problems/too-large", "title": "Too large", "status": 413, "code": "too-large", "retryable": false,
     "detail": "body: 262145 bytes", "instance": "/api/v1/postings/output", "params": {"field": "body"},
     "field_errors": [{"pointer": "#/body", "code": "too-large", "detail": "..."}], "request_id": "5f0c..."}
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType

from backend_client.refusals import RefusalCode, http_status

IDEMPOTENCY_KEY = "Idempotency-Key"  # of every POST: the request's own id
REPLAYED = "Idempotent-Replayed"  # "true" where the request was posted before
REQUEST_ID = "X-Request-Id"  # of one HTTP call, for the logs; made where it is missing, always answered
OPERATOR_SESSION = "X-Operator-Session"  # of whoever asks or posts: never in an address, which logs keep
TRACE_PARENT = "traceparent"  # W3C trace context; answered and logged as it came
CLIENT_VERSION = "X-Client-Version"
KEPT_POSTINGS = (
    "X-Kept-Postings"  # of a terminal with an outbox: "0", or how many and since when, see kept_text
)
REFUSED_POSTINGS = "X-Refused-Postings"  # how many of those wait for a supervisor's decision
OLDEST_CLIENT = (0, 1)
"""The oldest release of a terminal that a server of this release speaks with: the one before it, always."""
KEPT_DIGITS_MAX = 5  # an outbox takes no more than limits.OUTBOX_ROWS_MAX
JSON = "application/json"
PROBLEM_JSON = "application/problem+json"
EVENT_STREAM = "text/event-stream"


class ProblemCode(StrEnum):
    """What the server refuses before or beside the engine."""

    IDEMPOTENCY_KEY_MISSING = "idempotency-key-missing"
    IDEMPOTENCY_KEY_MISMATCH = "idempotency-key-mismatch"  # another id than the body's
    QUERY_WRONG = "query-wrong"  # of a path that is no question of the catalogue
    FRAMING_WRONG = "framing-wrong"  # two lengths for one body
    TERMINAL_NOT_RECOGNISED = "terminal-not-recognised"  # no token, or none that is known
    NOT_ALLOWED_HERE = "not-allowed-here"  # in the name of another terminal
    ROUTE_NOT_FOUND = "route-not-found"
    POSTING_NOT_FOUND = "posting-not-found"  # so it is safe to send it
    METHOD_NOT_ALLOWED = "method-not-allowed"
    BODY_TOO_SLOW = "body-too-slow"
    TOO_LARGE = "too-large"
    HEADER_TOO_LARGE = "header-too-large"
    UNSUPPORTED_MEDIA_TYPE = "unsupported-media-type"
    CLIENT_TOO_OLD = "client-too-old"
    TOO_MANY_REQUESTS = "too-many-requests"
    INTERNAL_ERROR = "internal-error"  # params name the incident, which stands in the log
    NOT_READY = "not-ready"
    DATABASE_BUSY = "database-busy"


STATUS: Mapping[ProblemCode, int] = MappingProxyType(
    {
        ProblemCode.IDEMPOTENCY_KEY_MISSING: 400,
        ProblemCode.IDEMPOTENCY_KEY_MISMATCH: 400,
        ProblemCode.QUERY_WRONG: 400,
        ProblemCode.FRAMING_WRONG: 400,
        ProblemCode.TERMINAL_NOT_RECOGNISED: 401,
        ProblemCode.NOT_ALLOWED_HERE: 403,
        ProblemCode.ROUTE_NOT_FOUND: 404,
        ProblemCode.POSTING_NOT_FOUND: 404,
        ProblemCode.METHOD_NOT_ALLOWED: 405,
        ProblemCode.BODY_TOO_SLOW: 408,
        ProblemCode.TOO_LARGE: 413,
        ProblemCode.UNSUPPORTED_MEDIA_TYPE: 415,
        ProblemCode.CLIENT_TOO_OLD: 426,
        ProblemCode.TOO_MANY_REQUESTS: 429,
        ProblemCode.HEADER_TOO_LARGE: 431,
        ProblemCode.INTERNAL_ERROR: 500,
        ProblemCode.NOT_READY: 503,
        ProblemCode.DATABASE_BUSY: 503,
    }
)
RETRYABLE = frozenset(
    {
        ProblemCode.BODY_TOO_SLOW,
        ProblemCode.TOO_MANY_REQUESTS,
        ProblemCode.NOT_READY,
        ProblemCode.DATABASE_BUSY,
    }
)
"""The same request again may go through by itself; whatever else is refused waits for a person or a program."""


def status_of(code: RefusalCode | ProblemCode) -> int:
    """Answer the HTTP status of any no.

    >>> status_of(ProblemCode.DATABASE_BUSY), status_of(RefusalCode.ORDER_NOT_FOUND)
    (503, 404)
    """
    return STATUS[code] if isinstance(code, ProblemCode) else http_status(code)


def kept_text(count: int, oldest: datetime | None) -> str:
    """Answer what KEPT_POSTINGS says.

    >>> kept_text(3, datetime(2026, 3, 2, 9, 12, tzinfo=UTC)), kept_text(0, None)
    ('3 2026-03-02T09:12:00+00:00', '0')
    """
    return f"{count} {oldest.astimezone(UTC).isoformat()}" if count and oldest is not None else str(count)


def kept_of(said: str) -> tuple[int, datetime | None] | None:
    """Answer what KEPT_POSTINGS said; None where it said nothing that can be.

    >>> kept_of("3 2026-03-02T09:12:00+00:00")
    (3, datetime.datetime(2026, 3, 2, 9, 12, tzinfo=datetime.timezone.utc))
    >>> kept_of("0"), kept_of("three"), kept_of("3 yesterday"), kept_of("3 2026-03-02T09:12:00")
    ((0, None), None, None, None)
    """
    text, _, since = said.partition(" ")
    count = count_of(text)
    if count is None or not since:
        return None if count is None else (count, None)
    try:
        oldest = datetime.fromisoformat(since)
        return None if oldest.tzinfo is None else (count, oldest.astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def count_of(said: str) -> int | None:
    """Answer a count of kept postings that a header said; None where it said none that can be.

    >>> count_of("12"), count_of(""), count_of("-1"), count_of("999999")
    (12, None, None, None)
    """
    return int(said) if said.isascii() and said.isdigit() and len(said) <= KEPT_DIGITS_MAX else None
