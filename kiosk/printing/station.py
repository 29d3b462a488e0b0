"""The printers of this station, from its settings: labels as they are posted, job cards on request.

[printer] label = "10.0.0.7"    NetworkTarget("10.0.0.7", 9100), ZPL of label_dpi
          label = "Zebra"       QueueTarget("Zebra", raw): CUPS hands the ZPL on as it is; no dot and no colon in it
          paper = "Office"      QueueTarget("Office"): PDF
"""

from dataclasses import dataclass, field
from datetime import datetime

from backend_client.messages.order_lists import WholeOrder
from backend_client.messages.output_labels import MadeGoods
from kiosk.printing.words import printer_sentence
from kiosk.settings import Settings
from screens.paper.printers import PrinterError, PrinterFault, QueueTarget, Target, network_target
from screens.paper_queue import NothingKept, PaperKeeper
from screens.printing import NotPrinted


@dataclass(frozen=True, slots=True, kw_only=True)
class Printers:
    """Printers of one station; see screens.printing.StationPrinters."""

    terminal: str
    label: Target | None
    paper: Target | None
    dots_an_inch: int
    label_at_output: bool
    keeper: PaperKeeper = field(default_factory=NothingKept)

    @property
    def prints_labels(self) -> bool:
        """Whether there is a label printer."""
        return self.label is not None

    @property
    def prints_papers(self) -> bool:
        """Whether there is a printer for A4."""
        return self.paper is not None

    def print_labels(self, goods: tuple[MadeGoods, ...], *, copy: bool) -> NotPrinted | None:
        """Print a label for each."""
        from screens.paper.zpl import label_zpl

        assert self.label is not None, "no label printer"
        orders = " ".join(sorted({made.order_no for made in goods}))
        return _send(self.label, label_zpl(goods, self.dots_an_inch, copy=copy), f"label {orders}")

    def print_job_card(self, whole: WholeOrder) -> NotPrinted | None:
        """Print an order's job card."""
        from screens.paper.job_card import Stamp, job_card

        assert self.paper is not None, "no printer for paper"
        stamp = Stamp(printed_at=datetime.now().astimezone(), terminal=self.terminal)  # noqa: TID251 -- the clock of the program
        return _send(self.paper, job_card(whole, stamp), f"job card {whole.order.order_no}")


def station_printers(settings: Settings, keeper: PaperKeeper | None = None) -> Printers | None:
    """Answer the printers that the settings name; None without any. What waits for them outlives the program in `keeper`."""
    named = settings.printer_label
    label = (network_target if {".", ":"} & set(named) else _raw_queue)(named) if named else None
    paper = QueueTarget(settings.printer_paper) if settings.printer_paper else None
    if label is None and paper is None:
        return None
    return Printers(
        terminal=settings.terminal,
        label=label,
        paper=paper,
        dots_an_inch=settings.printer_label_dpi,
        label_at_output=settings.printer_label_at_output,
        keeper=keeper or NothingKept(),
    )


def _raw_queue(name: str) -> Target:
    return QueueTarget(name, raw=True)


def _send(target: Target, paper: bytes, name: str) -> NotPrinted | None:
    try:
        target.send(paper, name)
    except PrinterError as error:
        return NotPrinted(printer_sentence(error), begun=error.fault is PrinterFault.CUT_OFF)
    return None
