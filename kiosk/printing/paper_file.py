"""The file in which a station keeps the papers that wait for its printers, and whose label came out."""

from pathlib import Path
from typing import Any

from backend_client.messages.codec import plain
from backend_client.messages.strict import read_values
from kiosk.kept_file import KeptFile
from screens.paper_queue import LABELLED_MAX, WAITING_MAX, Paper, Papers


class PaperFile:
    """One file of one terminal; see screens.paper_queue.PaperKeeper."""

    def __init__(self, file: Path) -> None:
        """Take where it is; it need not be there yet."""
        self._file = KeptFile(file)

    def load(self) -> Papers:
        """Answer what was kept; nothing where there is none, or none that can be read."""
        return self._file.load(_papers)[0] or Papers()

    def save(self, papers: Papers) -> None:
        """Write all of it; what can't be written is not kept."""
        self._file.save(plain(papers))

    def sync(self) -> None:
        """Wait until the disk has what was saved last."""
        self._file.sync()


def _papers(told: dict[str, Any]) -> Papers:
    return Papers(
        tuple(_paper(row) for row in told["waiting"][-WAITING_MAX:]),
        tuple(
            (str(order_no), int(register_no)) for order_no, register_no in told["labelled"][-LABELLED_MAX:]
        ),
    )


def _paper(told: dict[str, Any]) -> Paper:
    paper = read_values(Paper, told)
    if isinstance(paper, Paper):
        return paper
    raise ValueError
