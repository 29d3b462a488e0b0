"""What is printed from the station, behind its back: no screen waits for a printer, and no posting depends on one.

    posted: 6 PCS, register 41    its label goes to the printer        original
    receipt, "label again"        the same label once more             COPY
    the printer has no paper      one message, once; what was posted stays posted; the next try is the original

Papers are printed one after the other. What went wrong is said once, as soon as no question stands on the
screen.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from backend_client.messages.base import Refused
from backend_client.messages.order_lists import ProductionOrderQuestion
from backend_client.messages.output_labels import OutputLabelsQuestion
from backend_client.messages.receipt import PostingReceipt
from backend_client.terms import ItemLedgerEntryType
from screens.backend import Backend, Trouble
from screens.base import Outcome, Stay
from screens.frame import Message, Sign
from screens.glass import Glass
from screens.intake import Input, Tick
from screens.language.text import _
from screens.order_line import JobCardWanted
from screens.printing import NotPrinted, StationPrinters
from screens.receipt import LabelWanted, Receipt
from screens.station import Station
from screens.terminal_loop import TerminalLoop


@dataclass(frozen=True, slots=True)
class _Failed:
    """What did not get printed, and why."""

    wanted: LabelWanted | JobCardWanted
    sentence: str


class PrintingJourney(TerminalLoop):
    """The part of the way on which papers are printed."""

    _ways: dict[type[Outcome], Callable[[Any], Awaitable[None]]]

    def __init__(self, glass: Glass, backend: Backend, station: Station) -> None:
        """Begin without a printer."""
        super().__init__(glass, station)
        self.backend = backend
        self.printing: set[asyncio.Task[_Failed | None]] = set()
        """What is being printed."""
        self._printers: StationPrinters | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="printer")
        self._one_after_the_other = asyncio.Lock()
        self._labelled: set[int] = set()
        self._failed: _Failed | None = None

    def print_on(self, printers: StationPrinters | None) -> None:
        """Print on these from now on."""
        self._printers = printers

    def print_no_more(self) -> None:
        """Begin nothing more; what the printer is being sent ends by itself."""
        for task in self.printing:
            task.cancel()
        self.printing.clear()
        self._thread.shutdown(wait=False, cancel_futures=True)

    @property
    def prints_papers(self) -> bool:
        """Whether job cards can be printed here."""
        return self._printers is not None and self._printers.prints_papers

    def label_of(self, order_no: str, receipt: PostingReceipt) -> LabelWanted | None:
        """Answer what prints the label of a posting, None where there is none; print it now where that is set."""
        printers = self._printers
        made = any(entry.entry_type is ItemLedgerEntryType.OUTPUT for entry in receipt.item_entries)
        if printers is None or not printers.prints_labels or not made:
            return None
        at_once = printers.label_at_output
        wanted = LabelWanted(order_no, receipt.register_no, again=at_once)
        if at_once and receipt.register_no not in self._labelled:
            self._set_to_print(self._print_label(wanted, printers))
        return wanted

    async def take(self, item: Input) -> None:
        """Take one input; then say what did not get printed."""
        await super().take(item)
        for task in [task for task in self.printing if task.done()]:
            self.printing.discard(task)
            self._failed = task.result() or self._failed
        if self._failed is not None and self._may_be_said(item):
            self.top.notice, self._failed = self._not_printed(self._failed), None
            self._sound(self.show())

    def _may_be_said(self, item: Input) -> bool:
        """Tell whether the screen has room: no question stands there, and no answer to what was done just now."""
        if self.intake.dropped or (self.top.notice is not None and not isinstance(item, Tick)):
            return False
        return not (self.top.notice or self.top.frame().message).sign.stops

    async def label_again(self, wanted: LabelWanted) -> None:
        """Print the label of what was posted, as it is asked for."""
        assert self._printers is not None, "offered without a printer"
        copy = wanted.register_no in self._labelled
        self._set_to_print(self._print_label(wanted, self._printers))
        happened = _("It says COPY: it was printed before.") if copy else _("It is the first one.")
        self.say(
            Stay(
                Message(
                    Sign.TAKEN,
                    _("Label goes to the printer"),
                    happened,
                    _("Scan the next code, or enter a number."),
                )
            )
        )

    async def print_job_card(self, wanted: JobCardWanted) -> None:
        """Print an order's job card."""
        assert self._printers is not None, "offered without a printer"
        self._set_to_print(self._print_card(wanted, self._printers))
        happened = _("Order %(no)s, a bar code for each operation.") % {"no": wanted.order_no}
        self.say(
            Stay(
                Message(
                    Sign.TAKEN,
                    _("Job card goes to the printer"),
                    happened,
                    _("Scan the next code, or enter a number."),
                )
            )
        )

    def _set_to_print(self, printing: Any) -> None:
        task = asyncio.ensure_future(printing)
        self.printing.add(task)
        task.add_done_callback(lambda _task: self.intake.put(Tick.PRINTED))

    async def _print_label(self, wanted: LabelWanted, printers: StationPrinters) -> _Failed | None:
        question = OutputLabelsQuestion(order_no=wanted.order_no, register_no=wanted.register_no)
        goods = await self.backend.ask(question)
        if isinstance(goods, Refused | Trouble):
            return _Failed(wanted, _("What it should say could not be looked up."))
        async with self._one_after_the_other:
            copy = wanted.register_no in self._labelled
            not_printed = await self._send(partial(printers.print_labels, goods, copy=copy))
            if not_printed is None or not_printed.begun:
                self._labelled.add(wanted.register_no)
        return _Failed(wanted, not_printed.sentence) if not_printed else None

    async def _print_card(self, wanted: JobCardWanted, printers: StationPrinters) -> _Failed | None:
        whole = await self.backend.ask(ProductionOrderQuestion(order_no=wanted.order_no))
        if isinstance(whole, Refused | Trouble):
            return _Failed(wanted, _("What it should say could not be looked up."))
        async with self._one_after_the_other:
            not_printed = await self._send(partial(printers.print_job_card, whole))
        return _Failed(wanted, not_printed.sentence) if not_printed else None

    async def _send(self, does: Callable[[], NotPrinted | None]) -> NotPrinted | None:
        return await asyncio.get_running_loop().run_in_executor(self._thread, does)

    def _not_printed(self, failed: _Failed) -> Message:
        if isinstance(failed.wanted, JobCardWanted):
            title, to_do = _("Job card not printed"), _("Ask for it again when the printer is ready.")
            return Message(Sign.CAREFUL, title, failed.sentence, to_do)
        no = failed.wanted.register_no
        top = self.top
        if isinstance(top, Receipt) and top.receipt.register_no == no:
            to_do = _("It is posted. Enter %(n)s to print the label again.") % {"n": len(top.next)}
        else:
            to_do = _("It is posted. Register %(no)s has no label yet: tell your supervisor.") % {"no": no}
        return Message(Sign.CAREFUL, _("Label not printed"), failed.sentence, to_do)
