"""A terminal with an outbox on a line that breaks, which posts without end until it is killed.

    python -m tests.proof.outbox_poster URL OUTBOX PREFIX

Writes `ready` when the outbox is open, then one line for each posting: `posted ID` or `kept ID`, as the screen says it.
"""

import random
import sys
from itertools import count
from pathlib import Path

from backend_client.connect import connect
from backend_client.local import utc_now
from backend_client.messages.base import Posted, Queued
from backend_client.messages.people import PlantQuestion
from backend_client.outbox import OutboxClient
from backend_client.outbox.file import OutboxFile
from tests.kept_plants import TERMINAL
from tests.outbox.cutting import Fault, Line
from tests.proof.poster import request, tell

FAULTS = (Fault.NONE, Fault.NONE, Fault.NONE, Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.DOUBLED)


def main(url: str, outbox: str, prefix: str) -> None:
    """Post until killed."""
    chance = random.Random(prefix)
    line = Line(connect(url).client)
    client = OutboxClient(line, OutboxFile(Path(outbox), TERMINAL), utc_now)
    tell("ready")
    for number in count(1):
        line.plan([])
        client.ask(PlantQuestion())  # a screen asks, too: an answer says that the line is back
        line.plan(chance.choices(FAULTS, k=2))
        posting = request(prefix, number)
        outcome = client.post(posting)
        assert isinstance(outcome, Posted | Queued), outcome
        tell(f"{'posted' if isinstance(outcome, Posted) else 'kept'} {posting.request_id}")


if __name__ == "__main__":
    main(*sys.argv[1:])
