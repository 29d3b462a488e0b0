"""A process that adjusts costs until nothing is left or it is killed: `python -m tests.proof.adjuster URL PREFIX`.

Writes `ready` when the database is open, and `done` when everything is adjusted.
"""

import sys
from itertools import count

from backend_client.connect import connect
from backend_client.messages.base import Posted
from backend_client.messages.cost_adjustment import AdjustCostRequest
from tests.proof.poster import tell

WHO = {"person_no": "SUP", "terminal_id": "KILL"}


def main(url: str, prefix: str) -> None:
    """Adjust to the end."""
    client = connect(url).client
    tell("ready")
    for number in count(1):
        outcome = client.post(AdjustCostRequest(request_id=f"{prefix}-{number}", **WHO))
        assert isinstance(outcome, Posted), outcome
        if not outcome.receipt.left:
            break
    tell("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
