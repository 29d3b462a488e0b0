"""What is printed from the station, behind its back: no screen waits for a printer, and no posting depends on one.

    posted: 6 PCS, register 41    its label goes to the printer        original
    receipt, "label again"        the same label once more             COPY
    the printer has no paper      one message, once; what was posted stays posted; the next try is the original

Papers are printed one after the other. What went wrong is said once, as soon as no question stands on the
screen; a label is tried again by itself, until its printer has it. What waits outlives the program (paper_queue.py).
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from backend_client.messages.base import Question, Refused
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
from screens.paper_queue import NothingKept, Paper, PaperQueue
from screens.printing import NotPrinted, StationPrinters
from screens.receipt import LabelWanted, Receipt
from screens.station import Station
from screens.terminal_loop import TerminalLoop


@dataclass(frozen=True, slots=True)
class _Failed:
    """What did not get printed, and why."""

    paper: Paper
    sentence: str
    waits: bool


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
        self._queue = PaperQueue(NothingKept())
        self._at_printer: set[int] = set()
        self._told_unprinted: set[int] = set()
        """The papers of which it was said that they are not printed."""
        self._failed: _Failed | None = None

    def print_on(self, printers: StationPrinters | None) -> None:
        """Print on these from now on."""
        self._printers = printers
        self._queue = PaperQueue(printers.keeper if printers is not None else NothingKept())

    def print_what_waits(self) -> None:
        """Print what was asked for and did not come out; a job card in somebody's name."""
        for paper in self._queue.waiting:
            if self._prints(paper):
                self._set_to_print(paper)

    def _prints(self, paper: Paper) -> bool:
        printers = self._printers
        if printers is None:
            return False
        if paper.register_no:
            return printers.prints_labels
        return printers.prints_papers and self.person is not None

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

    async def label_of(self, order_no: str, receipt: PostingReceipt) -> LabelWanted | None:
        """Answer what prints the label of a posting, None where there is none; print it now where that is set.

        What is printed now is on the disk before what was posted is kept as an entry no longer.
        """
        printers = self._printers
        made = any(entry.entry_type is ItemLedgerEntryType.OUTPUT for entry in receipt.item_entries)
        if printers is None or not printers.prints_labels or not made:
            return None
        at_once = printers.label_at_output
        wanted = LabelWanted(order_no, receipt.register_no, again=at_once)
        waiting = {paper.printed for paper in self._queue.waiting}
        printed = order_no, receipt.register_no
        if at_once and printed not in waiting and not self._queue.was_labelled(printed):
            paper = self._queue.add(*printed)
            await self._queue.on_disk()
            self._set_to_print(paper)
        return wanted

    async def take(self, item: Input) -> None:
        """Take one input; then say what did not get printed."""
        await super().take(item)
        if item is Tick.RENEW and self.is_open:
            self.print_what_waits()
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
        printed = wanted.order_no, wanted.register_no
        copy = self._queue.was_labelled(printed)
        self._ask_for(*printed)
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
        self._ask_for(wanted.order_no)
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

    def _ask_for(self, order_no: str, register_no: int = 0) -> None:
        """Print a paper, or try again the one that waits for its printer."""
        asked = order_no, register_no
        again = [
            paper
            for paper in self._queue.waiting
            if paper.printed == asked and paper.number not in self._at_printer
        ]
        paper = again[0] if again else self._queue.add(*asked)
        self._told_unprinted.discard(paper.number)
        self._set_to_print(paper)

    def _set_to_print(self, paper: Paper) -> None:
        if paper.number in self._at_printer:
            return
        self._at_printer.add(paper.number)
        task = asyncio.ensure_future(self._print(paper))
        self.printing.add(task)
        task.add_done_callback(lambda _task: self.intake.put(Tick.PRINTED))

    async def _print(self, paper: Paper) -> _Failed | None:
        try:
            failed = await self._tried(paper)
        finally:
            self._at_printer.discard(paper.number)
        if failed is None or paper.number in self._told_unprinted:
            return None
        self._told_unprinted.add(paper.number)
        return failed

    async def _tried(self, paper: Paper) -> _Failed | None:
        printers = self._printers
        assert printers is not None, "asked for without a printer"
        question: Question[Any] = ProductionOrderQuestion(order_no=paper.order_no)
        if paper.register_no:
            question = OutputLabelsQuestion(order_no=paper.order_no, register_no=paper.register_no)
        content = await self.backend.ask(question)
        if isinstance(content, Refused | Trouble):
            waits = paper.register_no > 0 and isinstance(content, Trouble)
            if not waits:
                self._queue.let_go(paper)
            return _Failed(paper, _("What it should say could not be looked up."), waits)
        loop = asyncio.get_running_loop()
        async with self._one_after_the_other:
            not_printed = await loop.run_in_executor(self._thread, self._send, printers, paper, content)
        if not_printed is None:
            return None
        return _Failed(paper, not_printed.sentence, paper in self._queue.waiting)

    def _send(self, printers: StationPrinters, paper: Paper, content: Any) -> NotPrinted | None:
        """Send it to the printer and keep what came of it, in a thread that ends what it has begun."""
        queue = self._queue
        copy = queue.was_labelled(paper.printed)
        queue.begin(paper)
        is_answered = False
        try:
            if paper.register_no:
                not_printed = printers.print_labels(content, copy=copy)
            else:
                not_printed = printers.print_job_card(content)
            is_answered = True
        finally:
            if not is_answered:  # a fault that ends the program ends it once, not at each start
                queue.let_go(paper)
        if not_printed is None or not_printed.begun:
            queue.ended(paper)
        elif paper.register_no:
            queue.failed(paper)
        else:
            queue.let_go(paper)
        return not_printed

    def _not_printed(self, failed: _Failed) -> Message:
        no = failed.paper.register_no
        if not no:
            title, to_do = _("Job card not printed"), _("Ask for it again when the printer is ready.")
            return Message(Sign.CAREFUL, title, failed.sentence, to_do)
        top = self.top
        if isinstance(top, Receipt) and top.receipt.register_no == no:
            to_do = _("It is posted. Enter %(n)s to print the label again.") % {"n": len(top.next)}
        elif failed.waits:
            to_do = _("Register %(no)s is posted. Its label comes by itself.") % {"no": no}
        else:
            to_do = _("It is posted. Register %(no)s has no label yet: tell your supervisor.") % {"no": no}
        return Message(Sign.CAREFUL, _("Label not printed"), failed.sentence, to_do)
