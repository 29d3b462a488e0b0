"""A terminal with an outbox on a line that breaks, which posts without end until it is killed."""

import random
from collections.abc import Callable
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
from tests.proof.poster import request

FAULTS = (Fault.NONE, Fault.NONE, Fault.NONE, Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.DOUBLED)


def post_until_killed(url: str, outbox: Path, prefix: str, told: Callable[[tuple[str, str]], None]) -> None:
    """Post on and on; tells ("ready", "") when the outbox is open, then of each what the screen says: posted, or kept."""
    chance = random.Random(prefix)
    line = Line(connect(url).client)
    client = OutboxClient(line, OutboxFile(outbox, TERMINAL), utc_now)
    told(("ready", ""))
    for number in count(1):
        line.plan([])
        client.ask(PlantQuestion())  # a screen asks, too: an answer says that the line is back
        line.plan(chance.choices(FAULTS, k=2))
        posting = request(prefix, number)
        outcome = client.post(posting)
        assert isinstance(outcome, Posted | Queued), outcome
        told(("posted" if isinstance(outcome, Posted) else "kept", posting.request_id))
