"""The body of a call, no larger and no slower than it may be.

What it says of itself is looked at before a byte of it is read: a length too large, a coding that could unfold to
anything, a type that is not JSON.
"""

import asyncio

from fastapi import Request
from starlette.requests import ClientDisconnect

from backend_client import limits
from backend_client.server.problems import Problem
from backend_client.wire import JSON, ProblemCode


async def read_body(call: Request, milliseconds: int) -> bytes:
    """Read a JSON body that has so long to arrive; raises Problem."""
    kind = call.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON:
        raise Problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE, f"only {JSON}", field="Content-Type")
    if call.headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "no coding", field="Content-Encoding")
    length = call.headers.get("content-length", "0")
    if not length.isdigit() or int(length[:20]) > limits.REQUEST_BODY_MAX:
        raise _too_large()
    read = bytearray()
    try:
        async with asyncio.timeout(milliseconds / 1000):
            async for part in call.stream():
                read += part
                if len(read) > limits.REQUEST_BODY_MAX:
                    raise _too_large()
    except (TimeoutError, ClientDisconnect) as error:
        raise Problem(ProblemCode.BODY_TOO_SLOW, "the body did not arrive in time", field="body") from error
    return bytes(read)


def _too_large() -> Problem:
    return Problem(ProblemCode.TOO_LARGE, f"at most {limits.REQUEST_BODY_MAX} bytes", field="body")
