"""What a station prints on, as its screens know it: whether there is a printer, and what became of a paper.

Whoever wires the screens says what stands behind it; without any, no screen offers to print.
"""

from dataclasses import dataclass
from typing import Protocol

from backend_client.messages.order_lists import WholeOrder
from backend_client.messages.output_labels import MadeGoods
from screens.paper_queue import PaperKeeper


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """A paper that did not come out, or not whole.

    sentence  why, in the language that is spoken
    begun     something of it may have come out
    """

    sentence: str
    begun: bool = False


class StationPrinters(Protocol):
    """The printers of one station. Both calls wait for the printer and are made in a thread of their own."""

    @property
    def keeper(self) -> PaperKeeper:
        """Where what waits for them is kept."""

    @property
    def prints_labels(self) -> bool:
        """Whether there is a label printer."""

    @property
    def label_at_output(self) -> bool:
        """Whether a label is printed with every output that is posted, without being asked for."""

    @property
    def prints_papers(self) -> bool:
        """Whether there is a printer for A4."""

    def print_labels(self, goods: tuple[MadeGoods, ...], *, copy: bool) -> NotPrinted | None:
        """Print a label for each; `copy` = they were printed before. None = the printer has them."""

    def print_job_card(self, whole: WholeOrder) -> NotPrinted | None:
        """Print an order's job card. None = the printer has it."""
