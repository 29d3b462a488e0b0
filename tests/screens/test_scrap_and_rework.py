"""Scrap for several reasons in one output, and pieces that are to be done again: by scanner alone."""

from collections.abc import Callable

import pytest

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.journal_proposals import ActualEntriesQuestion
from tests.screens.operator import Operator, at_kiosk

Open = Callable[[], BackendClient]
JOB = label("J", "101002", "10000", "10")
OK, UNDO, SCRAP, REWORK = (label("C", verb) for verb in ("OK", "UND", "SCR", "RWK"))


def posted(client: LocalClient) -> list[tuple[object, ...]]:
    """Reason, scrap, good and rework of each entry of operation 10."""
    entries = client.ask(ActualEntriesQuestion(order_no="101002", operation_no="10"))
    assert isinstance(entries, tuple)
    return [
        (row.scrap_code, row.scrap_quantity, row.output_quantity, row.rework_quantity)
        for row in entries
        if row.scrap_quantity or row.output_quantity or row.rework_quantity
    ]


def test_scrap_3_of_two_reasons_is_one_posting(open_client: Open, client: LocalClient) -> None:
    """1 good, 2 scrap of MATERIAL, 1 of OPERATOR: each reason once, one register; UNDO takes all of it back."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, label("N", "1"), label("S", "MATERIAL"), label("N", "2"))
        await operator.scan(label("S", "OPERATOR"))
        assert operator.message[0] == "= Scrap reason OPERATOR"
        assert operator.rows[-2].startswith(" Scrap quantity >")
        assert "Scrap besides" in operator.text
        await operator.scan(label("N", "1"))
        assert "Will be posted: 1 good, 2 scrap (MATERIAL), 1 scrap (OPERATOR)" in operator.text
        await operator.scan(OK)
        assert operator.message[0].startswith("* Posted")
        assert sorted(row[:3] for row in posted(client)) == [("MATERIAL", 2, 1), ("OPERATOR", 1, 0)]
        await operator.scan(UNDO, OK)
        assert operator.message[0] == "* Undone"
        totals = [sum(row[place] for row in posted(client)) for place in (1, 2)]
        assert totals == [0, 0]

    at_kiosk(open_client, story)


@pytest.mark.parametrize("more", ["+", "C.SCR"])
def test_a_second_reason_without_its_label(open_client: Open, more: str) -> None:
    """SCRAP scanned again, or + entered, asks for more scrap, whose reason is chosen by its number."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, SCRAP)
        for typed in ("2", "1"):
            await operator.enter(typed)
        await (operator.scan(SCRAP) if more != "+" else operator.enter("+"))
        assert operator.rows[-2].startswith(" Scrap quantity >")
        for typed in ("1", "3"):
            await operator.enter(typed)
        assert "Will be posted: 2 scrap (EQUIPMENT), 1 scrap (OPERATOR)" in operator.text

    at_kiosk(open_client, story)


def test_the_same_reason_again_is_not_a_second_one(open_client: Open) -> None:
    """2 of MATERIAL, 1 of OPERATOR, MATERIAL again: its 2 are in the row and can be changed; F2 clears one after the other."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, label("S", "MATERIAL"), label("N", "2"))
        await operator.scan(label("S", "OPERATOR"), label("N", "1"), label("S", "MATERIAL"))
        assert "Will be posted: 1 scrap (OPERATOR), 2 scrap (MATERIAL)" in operator.text
        await operator.press("up", "up")
        assert operator.rows[-2].startswith(" Scrap quantity >")
        await operator.press("f2")
        assert "Will be posted: 1 scrap (OPERATOR) on" in operator.text
        await operator.press("f2")
        assert "Nothing is entered yet." in operator.text

    at_kiosk(open_client, story)


def test_more_scrap_than_is_left_is_asked_all_reasons_together(open_client: Open) -> None:
    """10 are left: 6 of MATERIAL pass, 5 more of OPERATOR are asked."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, label("S", "MATERIAL"), label("N", "6"), label("S", "OPERATOR"))
        await operator.scan(label("N", "5"))
        assert operator.message[0] == "? More than ordered"

    at_kiosk(open_client, story)


def test_pieces_to_be_done_again_are_neither_good_nor_scrap(open_client: Open, client: LocalClient) -> None:
    """REWORK, 2, OK: the entry says rework 2; what is left to make stays."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, REWORK, label("N", "2"))
        assert "Will be posted: rework 2 on operation 10." in operator.text
        await operator.scan(OK)
        assert operator.message[0].startswith("* Posted")
        assert "rework 2" in operator.text
        assert posted(client) == [("", 0, 0, 2)]
        await operator.scan(UNDO, OK)
        assert operator.message[0] == "* Undone"

    at_kiosk(open_client, story)
