"""Papers from the station: labels as they are posted, on a real socket, and a printer that does not print."""

import asyncio
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from backend_client.barcode.events import Job
from backend_client.barcode.k1 import label
from backend_client.barcode.router import route
from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.base import Posted
from backend_client.messages.output_labels import OutputLabelsQuestion
from backend_client.messages.postings import PostOutputRequest
from kiosk.printing.paper_file import PaperFile
from kiosk.printing.station import Printers, station_printers
from kiosk.settings import read_settings
from screens.intake import Tick
from screens.paper.printers import NetworkTarget
from screens.paper.zpl import label_zpl
from screens.paper_queue import PaperQueue
from screens.supervising.choice import Duty
from screens.terminal.bells import BellPattern
from tests.screens.operator import Operator, at_kiosk
from tests.screens.paper.label_printer import NO_PAPER, READY, LabelPrinter
from tests.screens.paper.reading import scans, scans_of
from tests.screens.paper.test_zpl import graphic
from tests.screens.printing_stories import queues
from tests.screens.supervising.duties import open_duty

Open = Callable[[], BackendClient]
FIRST, LAST = label("J", "101001", "10000", "10"), label("J", "101001", "10000", "30")
SIX, OK = label("N", "6"), label("C", "OK")


@pytest.fixture
def printer() -> Iterator[LabelPrinter]:
    """A label printer that is ready."""
    made = LabelPrinter()
    yield made
    made.turn_off()


@pytest.fixture
def half_made(client: LocalClient) -> LocalClient:
    """Order 101001 with 6 pieces through its operations 10 and 20: 30, its last, can take them."""
    for operation_no in ("10", "20"):
        request = PostOutputRequest(
            request_id=f"before {operation_no}",
            person_no="OP01",
            order_no="101001",
            order_line_no=10000,
            operation_no=operation_no,
            output_quantity=Decimal(6),
        )
        assert isinstance(client.post(request), Posted)
    return client


def printers(**environ: str) -> Printers:
    """The printers that the settings name."""
    found = station_printers(read_settings({"HOME": "/nowhere", **environ}))
    assert found is not None
    return found


def labels_on(printer: LabelPrinter, **environ: str) -> Printers:
    """A label printer on a port of this machine."""
    return printers(KIOSK_PRINTER_LABEL=f"127.0.0.1:{printer.port}", **environ)


async def printed(operator: Operator) -> None:
    """Wait until nothing is being printed, and what there is to say about it was said."""
    while operator.app.journey.printing:
        await asyncio.wait(operator.app.journey.printing)
        await operator.settle()


def wanted_zpl(client: LocalClient, *, copy: bool, dpi: int = 203) -> bytes:
    """The labels of what order 101001 has made."""
    goods = client.ask(OutputLabelsQuestion(order_no="101001"))
    assert isinstance(goods, tuple)
    assert [made.quantity for made in goods] == [Decimal(6)]
    return label_zpl(goods, dpi, copy=copy)


def test_what_is_posted_gets_its_label(
    open_client: Open, half_made: LocalClient, printer: LabelPrinter
) -> None:
    """6 of the last operation: one label, whose code says 6 pieces of order 101001; then, asked for, a COPY."""

    async def story(operator: Operator) -> None:
        await operator.scan(LAST, SIX, OK)
        assert operator.message[0].startswith("* Posted")
        assert "1 the same again   2 my station   4 label again" in operator.text
        await printed(operator)
        assert operator.message[0].startswith("* Posted")
        first = printer.printed()
        assert first == wanted_zpl(half_made, copy=False)
        (code,) = scans_of(graphic(first.decode("ascii")))
        assert code.startswith("]d2")
        assert "306\x1d90101001" in code
        await operator.enter("4")
        assert operator.message[:2] == (
            "= Label goes to the printer",
            "It says COPY: it was printed before.",
        )
        await printed(operator)
        assert printer.printed() == wanted_zpl(half_made, copy=True)
        assert printer.waits()

    at_kiosk(open_client, story, printers=labels_on(printer))


def test_a_label_that_is_not_wanted_at_once_is_asked_for(
    open_client: Open, half_made: LocalClient, printer: LabelPrinter
) -> None:
    """Nothing is sent with the posting; choice 4 prints the original, of 300 dots an inch."""

    async def story(operator: Operator) -> None:
        await operator.scan(LAST, SIX, OK)
        assert "4 label" in operator.text
        assert "again" not in operator.text.split("4 label")[1].split("\n")[0]
        assert not operator.app.journey.printing
        await operator.enter("4")
        await printed(operator)
        assert printer.printed() == wanted_zpl(half_made, copy=False, dpi=300)
        assert printer.waits()

    asked = {"KIOSK_PRINTER_LABEL_AT_OUTPUT": "no", "KIOSK_PRINTER_LABEL_DPI": "300"}
    at_kiosk(open_client, story, printers=labels_on(printer, **asked))


def test_a_dead_printer_is_said_once_and_posts_all_the_same(
    open_client: Open, half_made: LocalClient, printer: LabelPrinter
) -> None:
    """Nobody listens: one message and its bell; the books hold 6; once it listens again, the label is the original."""
    port = printer.port
    printer.turn_off()

    async def story(operator: Operator) -> None:
        await operator.scan(LAST, SIX, OK)
        assert operator.title.startswith("Receipt  register")
        await printed(operator)
        assert operator.message == (
            "! Label not printed",
            "The printer 127.0.0.1 does not answer. Is it on, and is the line there?",
            "It is posted. Enter 4 to print the label again.",
        )
        assert operator.rung[-1] is BellPattern.LOOK_UP
        await operator.press("f2")
        assert operator.message[0].startswith("* Posted")
        assert wanted_zpl(half_made, copy=False)

    at_kiosk(open_client, story, printers=printers(KIOSK_PRINTER_LABEL=f"127.0.0.1:{port}"))


def test_what_was_never_printed_is_no_copy(
    open_client: Open, half_made: LocalClient, printer: LabelPrinter
) -> None:
    """Out of paper, then filled: the second try is the original, the third a COPY."""
    printer.answer = NO_PAPER

    async def story(operator: Operator) -> None:
        await operator.scan(LAST, SIX, OK)
        await printed(operator)
        assert operator.message[:2] == (
            "! Label not printed",
            "The printer has no paper. Nothing was printed.",
        )
        assert printer.printed() == b""
        printer.answer = READY
        for copy in (False, True):
            await operator.enter("4")
            await printed(operator)
            assert printer.printed() == wanted_zpl(half_made, copy=copy)

    at_kiosk(open_client, story, printers=labels_on(printer))


def test_a_label_comes_by_itself_when_its_printer_is_back(
    open_client: Open, half_made: LocalClient, printer: LabelPrinter
) -> None:
    """Out of paper: said once, not at every try; filled, and the original comes, once, with nobody asking."""
    printer.answer = NO_PAPER

    async def story(operator: Operator) -> None:
        await operator.scan(LAST, SIX, OK)
        await printed(operator)
        assert printer.printed() == b""
        await operator.enter("2")
        operator.app.intake.put(Tick.RENEW)
        await operator.settle()
        await printed(operator)
        assert "not printed" not in operator.message[0]
        assert printer.printed() == b""
        printer.answer = READY
        for _ in range(2):
            operator.app.intake.put(Tick.RENEW)
            await operator.settle()
            await printed(operator)
        assert printer.printed() == wanted_zpl(half_made, copy=False)
        assert printer.waits()

    at_kiosk(open_client, story, printers=labels_on(printer))


@pytest.mark.parametrize("begun", [False, True])
def test_a_label_that_waited_when_the_program_ended_is_printed_once(
    open_client: Open, half_made: LocalClient, printer: LabelPrinter, tmp_path: Path, *, begun: bool
) -> None:
    """At the next start, with nobody signed on: the original, or, where the printer may have it, a COPY; then no more."""

    def station() -> Printers:
        return replace(labels_on(printer), keeper=PaperFile(tmp_path / "papers.json"))

    async def posts(operator: Operator) -> None:
        await operator.scan(LAST, SIX, OK)
        await printed(operator)

    off = replace(station(), label=NetworkTarget("127.0.0.1", 1))
    at_kiosk(open_client, posts, printers=off)
    if begun:
        queue = PaperQueue(PaperFile(tmp_path / "papers.json"))
        queue.begin(queue.waiting[0])
    assert printer.waits()
    at_kiosk(open_client, printed, printers=station(), signed_on=False)
    assert printer.printed() == wanted_zpl(half_made, copy=begun)
    at_kiosk(open_client, printed, printers=station(), signed_on=False)
    assert printer.waits()


def program(folder: Path, text: str) -> str:
    """A program in the place of lp."""
    file = folder / "lp"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(stat.S_IRWXU)
    return str(file)


def test_no_question_is_talked_over(open_client: Open, half_made: LocalClient, tmp_path: Path) -> None:
    """The printer fails while a question stands: it goes on standing, so does the answer to its NO, then it is said."""
    del half_made
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    lp = program(tmp_path, f'cat >/dev/null; read go < "{fifo}"; echo "No such printer." >&2; exit 1')

    async def story(operator: Operator) -> None:
        await operator.scan(LAST, SIX, OK, LAST, SIX, OK)
        assert operator.message[0] == "? The same once more?"
        await asyncio.to_thread(fifo.write_text, "go\n")
        await printed(operator)
        assert operator.message[0] == "? The same once more?"
        await operator.scan(label("C", "NO"))
        assert operator.message[1] == "Nothing is posted. All is kept."
        operator.app.intake.put(Tick.MINUTE)
        await operator.settle()
        assert operator.message[:2] == (
            "! Label not printed",
            "The queue did not take it: No such printer.",
        )
        assert operator.message[2].endswith("Its label comes by itself.")
        await operator.press("f2")
        assert "Label" not in operator.message[0]

    at_kiosk(open_client, story, printers=queues(lp))


def test_an_operation_before_the_last_has_no_label(open_client: Open, printer: LabelPrinter) -> None:
    """Nothing was made that could carry one: nothing is sent, and nothing is offered."""

    async def story(operator: Operator) -> None:
        await operator.scan(FIRST, SIX, OK)
        assert operator.title.startswith("Receipt  register")
        assert "label" not in operator.text
        assert not operator.app.journey.printing

    at_kiosk(open_client, story, printers=labels_on(printer))
    assert printer.waits()


def test_without_a_printer_nothing_is_offered(open_client: Open, half_made: LocalClient) -> None:
    """Receipt and order line as they always were."""

    async def story(operator: Operator) -> None:
        await operator.scan(LAST, SIX, OK)
        assert "2 my station" in operator.text
        assert "3 " not in operator.text.split("2 my station")[1].split("\n")[0]
        await operator.enter("101001/10000")
        assert "job card" not in operator.text.lower()
        await operator.enter("4")
        assert operator.message[0].startswith("x")

    at_kiosk(open_client, story)
    assert station_printers(read_settings({"HOME": "/nowhere"})) is None


def test_a_job_card_is_printed_from_the_order_line(open_client: Open, tmp_path: Path) -> None:
    """4, after the three operations: the queue gets a card with the code of operation 10."""
    lp = program(tmp_path, f'cat > "{tmp_path}/card"; printf "%s|" "$@" > "{tmp_path}/words"')

    async def story(operator: Operator) -> None:
        await operator.enter("101001/10000")
        assert "4 Print the job card" in operator.text
        await operator.enter("4")
        await printed(operator)
        assert operator.message[0] == "= Job card goes to the printer"

    at_kiosk(open_client, story, printers=queues(lp))
    assert Job("101001", 10000, "10") in [route(scan) for scan in scans((tmp_path / "card").read_bytes())]
    assert (tmp_path / "words").read_text().startswith("-d|Office|-t|job card 101001|")


def test_a_job_card_is_printed_from_the_page_of_an_order(open_client: Open, tmp_path: Path) -> None:
    """The supervisor's page offers it last, and the queue gets it."""
    lp = program(tmp_path, f'cat > "{tmp_path}/card"')

    async def story(operator: Operator) -> None:
        await open_duty(operator, Duty.WATCHED_ORDERS)
        await operator.enter("101001")
        assert "7  Print the job card" in operator.text
        await operator.enter("7")
        await printed(operator)
        assert operator.message[0] == "= Job card goes to the printer"

    at_kiosk(open_client, story, printers=queues(lp), signed_on=False)
    assert (tmp_path / "card").read_bytes().startswith(b"%PDF")


def test_a_job_card_that_is_not_printed_is_said(open_client: Open) -> None:
    """No CUPS here: said, with what to do, and the order line stands as it was."""

    async def story(operator: Operator) -> None:
        await operator.enter("101001/10000")
        await operator.enter("4")
        await printed(operator)
        assert operator.message[0] == "! Job card not printed"
        assert "has no CUPS" in operator.message[1]
        await operator.enter("1")
        assert operator.title.startswith("Output  101001 / 10000 / 10")

    at_kiosk(open_client, story, printers=queues("no-lp-on-this-machine"))


def test_a_program_that_may_not_be_run_is_said(open_client: Open, tmp_path: Path) -> None:
    """lp is there and nobody may run it: said as any printer's fault, and the kiosk goes on."""
    lp = tmp_path / "lp"
    lp.write_text("")

    async def story(operator: Operator) -> None:
        await operator.enter("101001/10000")
        await operator.enter("4")
        await printed(operator)
        assert operator.message[:2] == (
            "! Job card not printed",
            "The queue did not take it: Permission denied",
        )

    at_kiosk(open_client, story, printers=queues(str(lp)))


class Broken:
    """A printer whose driver has a fault of its own."""

    def send(self, paper: bytes, name: str) -> None:
        """Break."""
        raise LookupError(name)

    def check(self) -> None:
        """Notice nothing."""


def test_a_paper_that_ends_the_program_does_not_end_it_at_each_start(
    open_client: Open, half_made: LocalClient, tmp_path: Path
) -> None:
    """A fault while it is printed is one fault: the paper waits no longer, and the kiosk opens again."""
    keeper = PaperFile(tmp_path / "papers.json")
    broken = replace(queues("true"), label=Broken(), keeper=keeper)
    goods = half_made.ask(OutputLabelsQuestion(order_no="101001"))

    async def story(operator: Operator) -> None:
        journey = operator.app.journey
        paper = journey._queue.add("101001", 41)
        with pytest.raises(LookupError):
            journey._send(broken, paper, goods)

    at_kiosk(open_client, story, printers=broken)
    assert PaperQueue(PaperFile(tmp_path / "papers.json")).waiting == ()
