"""Journals posted from the screen, on the demo plant: all lines or none, and the bad one is named."""

from collections.abc import Callable

from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.center_days import CapacityEntries, CapacityEntriesQuestion
from screens.supervising.choice import Duty
from tests.screens.operator import Operator, at_kiosk
from tests.screens.supervising.duties import choose_duty
from tests.screens.supervising.stories import as_supervisor

Open = Callable[[], BackendClient]


def booked(client: LocalClient) -> list[tuple[str, int]]:
    """What stands in the ledger of center 100 without an order: reason and stop time."""
    answer = client.ask(CapacityEntriesQuestion(no="100"))
    assert isinstance(answer, CapacityEntries), answer
    return [(each.stop_code, int(each.stop_time)) for each in answer.entries if not each.order_no]


async def journals(operator: Operator) -> None:
    """The supervisor opens the journals."""
    await as_supervisor(operator)
    await choose_duty(operator, Duty.JOURNALS)


def test_a_journal_is_posted_whole_or_not_at_all(open_client: Open, client: LocalClient) -> None:
    """30 minutes of stop, and 45 for a reason that is none: nothing is posted; put right, both are."""

    async def story(operator: Operator) -> None:
        await journals(operator)
        for value in ("4", "1", "1", "100", "30", "PERSONNEL"):
            await operator.enter(value)
        for value in ("2", "1", "100", "45", "NONE"):
            await operator.enter(value)
        await operator.press("f10")
        assert operator.message[0] == "x Row 2: Stop reason not known"
        assert booked(client) == []
        for value in ("2", "", "MACHINE"):
            await operator.enter(value)
        await operator.press("f10")
        assert operator.message[0] == "? Post this?"
        assert booked(client) == []
        await operator.press("f10")
        assert operator.message[0] == "* The journal is posted"
        assert sorted(booked(client)) == [("MACHINE", 45), ("PERSONNEL", 30)]

    at_kiosk(open_client, story)


def test_the_production_journal_posts_what_was_changed(open_client: Open, client: LocalClient) -> None:
    """Operation 10 gets 3 of the 10 that were proposed; the others are posted as proposed."""

    async def story(operator: Operator) -> None:
        await journals(operator)
        for value in ("1", "101002", "14", "3", "", "", "", "", "", ""):
            await operator.enter(value)
        assert operator.message[1] == "4 lines have something to post."
        await operator.press("f10", "f10")
        answer = client.ask(CapacityEntriesQuestion(order_no="101002"))
        assert isinstance(answer, CapacityEntries)
        made = [(each.operation_no, int(each.output_quantity)) for each in answer.entries]
        assert made == [("10", 3), ("20", 10), ("30", 10), ("40", 10)]

    at_kiosk(open_client, story)
