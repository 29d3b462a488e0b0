"""An edit on condition: the revision that somebody has looked at, as HTTP says it (RFC 9110, If-Match).

    GET  /api/v1/production-orders/1001          200, ETag: "4-9f3c..."      revision 4, and a hash of all that is shown
    POST ..../edits  If-Match: "4-9f3c..."       201                         now it is revision 5
    POST ..../edits  If-Match: "4"               412, ETag: "5"              another person has looked at 4 too

The revision alone decides: what was posted on an order since does not keep anybody from editing it. `If-Match: *` edits
whatever stands there. The same may be said in the body, as `seen_revision`.
"""

import re
from typing import Any

from backend_client.messages.base import EditRequest
from backend_client.messages.strict import Unreadable

IF_MATCH = "If-Match"
SEEN = "seen_revision"
ANY = "*"
TAG = re.compile(r'(?:W/)?"([0-9]{1,9})(?:-[0-9a-f]{1,64})?"', re.ASCII)


def tag_of(revision: int | str, content_hash: str = "") -> str:
    """Answer the ETag of a revision.

    >>> tag_of(4), tag_of(4, "9f3c")
    ('"4"', '"4-9f3c"')
    """
    return f'"{revision}-{content_hash}"' if content_hash else f'"{revision}"'


def fill_from_tag(kind: type[Any], values: dict[str, Any], tag: str) -> None:
    """Put the revision that If-Match names into a request's values; raises Unreadable.

    >>> from backend_client.messages.orders import BlockOrderRequest
    >>> values = {"order_no": "1001"}
    >>> fill_from_tag(BlockOrderRequest, values, '"4-9f3c"')
    >>> values
    {'order_no': '1001', 'seen_revision': 4}
    """
    if tag.strip() == ANY:
        return
    found = TAG.fullmatch(tag.strip())
    if found is None or not issubclass(kind, EditRequest):
        raise Unreadable(IF_MATCH, "text")
    revision = int(found[1])
    if values.get(SEEN) not in (None, revision):
        raise Unreadable(SEEN, "header")
    values[SEEN] = revision
