"""A terminal of whatever version is installed: keeps postings, sends what it can, tells how many still wait.

python -I keeper.py ADDRESS OUTBOX PREFIX COUNT      prints VERSION COUNT
"""

import sys
import time
from datetime import datetime
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

from backend_client.connect import Keeping, connect
from backend_client.messages.base import Posted, Queued
from backend_client.messages.postings import PostOutputRequest

SECONDS = 30


def main(address: str, outbox: str, token: str, moment: str, prefix: str, count: str) -> None:
    """Keep or post so many; with a server that answers, wait until nothing is kept."""
    now = datetime.fromisoformat(moment)
    keeping = Keeping(folder=Path(outbox), terminal_id="T7", now=lambda: now)
    connected = connect(address, token=token, keeping=keeping)
    desk = connected.desk
    assert desk is not None
    for number in range(int(count)):
        request = PostOutputRequest(
            request_id=f"{prefix}-{number}",
            order_no="101001",
            order_line_no=10000,
            operation_no="10",
            run_time=Decimal("0.25"),
            output_quantity=Decimal("0.01"),
            person_no="OP01",
            terminal_id="T7",
        )
        assert isinstance(connected.client.post(request), Posted | Queued)
    until = time.monotonic() + SECONDS
    while not address.endswith(":9") and desk.kept_here().count and time.monotonic() < until:
        time.sleep(0.05)
    sys.stdout.write(f"{version('kiosk')} {desk.kept_here().count}\n")
    connected.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
