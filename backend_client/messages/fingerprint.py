"""The fingerprint of a request: what a supervisor approves, and nothing else.

It covers the request's id, person, terminal and every field that says what is to be posted, so an approval taken from
one request fits no other, and the request's id lets it be used once. Fields that have their default are left out: a
terminal and a server of two releases make the same one.
"""

import hashlib
from typing import Any

from backend_client.messages.base import Request
from backend_client.messages.codec import canonical, sparse

BESIDE = frozenset({"approval", "signature", "answers", "preview", "recorded_at", "session_id"})
"""What may differ between the request that was approved and the one that is sent."""


def fingerprint(request: Request[Any]) -> str:
    """Answer the fingerprint as 64 hexadecimal digits."""
    values = {name: value for name, value in sparse(request).items() if name not in BESIDE}
    text = f"{type(request).__name__} {canonical(values)}"
    return hashlib.sha256(text.encode()).hexdigest()
