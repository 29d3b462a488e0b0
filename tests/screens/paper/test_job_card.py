"""The job card."""

from dataclasses import replace
from itertools import pairwise

import zxingcpp

from backend_client.barcode.events import Job
from backend_client.barcode.router import route
from screens.paper.job_card import job_card
from tests.screens.paper.papers import STAMP, component, line, operation, whole
from tests.screens.paper.reading import pictures, scans, words


def jobs(paper: bytes) -> list[object]:
    """What the kiosk takes each code of a paper for."""
    return [route(scan) for scan in scans(paper)]


def test_every_operation_is_scanned_from_the_card(language: str) -> None:
    """One code for the line, one for each operation, in every language, at 300 dots an inch."""
    card = job_card(whole("101002", line(10000, operation("10"), operation("20"))), STAMP)
    assert jobs(card) == [Job("101002", 10000), Job("101002", 10000, "10"), Job("101002", 10000, "20")], (
        language
    )


def test_the_card_says_what_to_do() -> None:
    """Item, quantity, due day, place, center, times, components of the operation, and where it was printed."""
    parts = (component("C1", routing_link_code="L"), component("C2"))
    card = job_card(
        whole(
            "101002", line(10000, operation("10"), operation("20", routing_link_code="L"), components=parts)
        ),
        STAMP,
    )
    said = words(card)
    for expected in (
        "101002 / 10000", "Airpot", "20 PCS", "18.11.2026", "MAIN FG-01", "100 Assembly department",
        "Setup 0:15", "Run 1:40", "16.11 08:00 - 16.11 09:55", "Part C1", "Part C2",
        "Printed 16.11.2026 07:05, T3", "page 1 of 1",
    ):  # fmt: skip
        assert expected in said, expected
    assert said.index("Part C2") < said.index("Part C1"), (
        "without a link with the first operation, else with its own"
    )


def test_a_copy_of_a_terminal_says_so() -> None:
    """Printed while the line is down: as of when."""
    stamp = replace(STAMP, as_of=STAMP.printed_at.replace(hour=6, minute=58))
    assert "from a copy of 16.11.2026 06:58" in words(
        job_card(whole("1", line(10000, operation("10"))), stamp)
    )


def test_one_operation_alone() -> None:
    """The line's code and the operation's; no other."""
    card = job_card(whole("1", line(10000, operation("10"), operation("20"))), STAMP, operation_no="20")
    assert jobs(card) == [Job("1", 10000), Job("1", 10000, "20")]


def test_many_operations_take_more_pages_and_a_line_its_own() -> None:
    """Nine operations on the first line: two pages, each with the heading; the second line begins a third."""
    nine = [operation(f"{no}0") for no in range(1, 10)]
    card = job_card(whole("1", line(10000, *nine), line(20000, operation("10"))), STAMP)
    assert len(pictures(card, dpi=36)) == 3
    assert jobs(card).count(Job("1", 10000)) == 2
    assert {Job("1", 10000, each.operation_no) for each in nine} | {Job("1", 20000, "10")} <= set(jobs(card))


def test_codes_stand_apart() -> None:
    """No bars begin within 15 mm below others, so that none is read in its neighbour's place."""
    (picture,) = pictures(
        job_card(whole("1", line(10000, *[operation(f"{no}0") for no in range(1, 6)])), STAMP)
    )
    bars = [code for code in zxingcpp.read_barcodes(picture) if code.symbology_identifier == "]C0"]
    edges = sorted((code.position.top_left.y, code.position.bottom_left.y) for code in bars)
    millimetre = 300 / 25.4
    assert len(edges) == 5
    assert all(lower[0] - upper[1] >= 15 * millimetre for upper, lower in pairwise(edges))


def test_a_long_number_becomes_a_square() -> None:
    """Twenty signs that need escapes do not fit as bars of 76 mm: a square says the same."""
    card = job_card(whole("RPO-1010012", line(10000, operation("10"))), STAMP)
    assert jobs(card) == [Job("RPO-1010012", 10000), Job("RPO-1010012", 10000, "10")]
    assert {scan[:3] for scan in scans(card)} == {"]Q1"}


def test_a_number_that_no_code_can_hold_is_to_be_typed() -> None:
    """Sixteen dashes are 64 signs, 48 is the most: no code, and the words to enter it instead."""
    card = job_card(whole("-" * 16, line(10000, operation("10"))), STAMP)
    assert (jobs(card), "Enter the order number." in words(card)) == ([], True)


def test_hostile_words_stay_words() -> None:
    """An escape sequence and a very long text are printed as text, within the page."""
    card = job_card(whole("1", line(10000, operation("10", description="\x1b[2J" + "Wire " * 500))), STAMP)
    assert "?[2JWire" in words(card).replace("\r\n", " ")
