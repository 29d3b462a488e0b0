"""The kiosk's own app on a real database, with everything it asks of the back end written down.

    python benchmarks/scan_burst_kiosk.py DATABASE LOG [SLOW_SAVE_SECONDS]

Started in a terminal by scan_burst.py. Each order line that is opened becomes one line of LOG, in the order in which
they were opened: order, line, operation, item. With SLOW_SAVE_SECONDS each posting takes that much longer.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any, TextIO

sys.path.insert(0, str(Path(__file__).parents[1]))

from screens.terminal.environment import prepare

prepare(os.environ)

from backend_client.client import BackendClient  # noqa: E402
from backend_client.messages.base import Refused  # noqa: E402
from backend_client.messages.order_line import OrderLineCard, OrderLineQuestion  # noqa: E402
from screens.app import KioskApp  # noqa: E402
from screens.station import Station  # noqa: E402


class Noting:
    """A client that notes which order lines it answers, and posts as slowly as it is told."""

    def __init__(self, client: BackendClient, log: TextIO, slow_save: float) -> None:
        """Keep the client that does the work."""
        self.client = client
        self.log = log
        self.slow_save = slow_save

    def ask(self, question: Any) -> Any:
        """Ask, and note the order line that came."""
        answer = self.client.ask(question)
        if isinstance(question, OrderLineQuestion):
            self.note(answer)
        return answer

    def post(self, request: Any) -> Any:
        """Post, slowly."""
        if self.slow_save and not request.preview and hasattr(request, "output_quantity"):
            time.sleep(self.slow_save)
            print("saved", file=self.log, flush=True)
        return self.client.post(request)

    def note(self, answer: OrderLineCard | Refused) -> None:
        """Write one line."""
        if isinstance(answer, Refused):
            print("refused", answer.code, file=self.log, flush=True)
        else:
            operations = ",".join(operation.operation_no for operation in answer.operations)
            print(
                answer.order_no, answer.order_line_no, operations, answer.item_no, file=self.log, flush=True
            )


def open_client(path: str, log: TextIO, slow_save: float) -> Any:
    """Open the database as the kiosk does."""
    from backend_client.local import LocalClient
    from backend_client.store.database import open_database

    return Noting(LocalClient(open_database(f"sqlite:///{path}")), log, slow_save)


if __name__ == "__main__":
    database, log_file, *more = sys.argv[1:]
    with Path(log_file).open("w", encoding="utf-8") as log:
        app = KioskApp(lambda: open_client(database, log, float(*more or [0])), Station(terminal_id="BURST"))
        sys.exit(app.run_in_terminal())
