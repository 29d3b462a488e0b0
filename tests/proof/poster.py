"""A terminal that posts without end until it is killed: `python -m tests.proof.poster URL PREFIX`.

Writes `ready` when the database is open, and each request's id as soon as its posting was answered, one a line; what
stands on a line was acknowledged, and may never be lost.
"""

import sys
from collections.abc import Callable
from decimal import Decimal
from itertools import count

from backend_client.connect import connect
from backend_client.messages.base import Posted
from backend_client.messages.postings import PostOutputRequest

ORDER_NO, LINE_NO = "101001", 10000
OPERATIONS = ("10", "20", "30")  # the last one brings the item into stock and flushes its components
WHO = {"person_no": "OP01", "terminal_id": "KILL"}


def request(prefix: str, number: int) -> PostOutputRequest:
    """Answer the posting of a number; the same whenever it is made again."""
    return PostOutputRequest(
        request_id=f"{prefix}-{number}",
        order_no=ORDER_NO,
        order_line_no=LINE_NO,
        operation_no=OPERATIONS[number % len(OPERATIONS)],
        run_time=Decimal("0.25"),
        output_quantity=Decimal("0.01"),
        **WHO,
    )


def tell(line: str) -> None:
    """Write a line that is in the pipe before anything else is done."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def post_until_killed(url: str, prefix: str, told: Callable[[str], None]) -> None:
    """Post on and on; tells `ready`, then the id of each posting that was answered."""
    client = connect(url).client
    told("ready")
    for number in count(1):
        posting = request(prefix, number)
        outcome = client.post(posting)
        assert isinstance(outcome, Posted), outcome
        told(posting.request_id)


if __name__ == "__main__":
    post_until_killed(*sys.argv[1:], told=tell)
