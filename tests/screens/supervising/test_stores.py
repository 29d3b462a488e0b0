"""Goods counted and work received from the screen, on the demo plant: what is posted is what was shown."""

from collections.abc import Callable

from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.subcontracting import SubcontractingLinesQuestion
from backend_client.messages.warehouse import BinContentsQuestion, WarehouseDocumentsQuestion
from screens.supervising.choice import Duty
from tests.screens.operator import Operator, at_kiosk
from tests.screens.supervising.duties import choose_duty
from tests.screens.supervising.stories import as_supervisor, picks

Open = Callable[[], BackendClient]


def in_bin(client: LocalClient, item_no: str, bin_code: str) -> int:
    """What a bin holds of an item."""
    holdings = client.ask(BinContentsQuestion(location_code="MAIN", item_no=item_no, bin_code=bin_code))
    assert isinstance(holdings, tuple), holdings
    return int(sum(each.quantity for each in holdings))


def test_a_pick_is_counted_by_scan_and_posted(open_client: Open, client: LocalClient) -> None:
    """5 of 10 are counted by the item's code: F10 shows 5, a second one takes 5 out of the bin; 5 stay on the document."""

    async def story(operator: Operator) -> None:
        await picks(operator)
        before = in_bin(client, "SP-BOM2000", "S-05-01")
        await as_supervisor(operator)
        await choose_duty(operator, Duty.WAREHOUSE)
        for value in ("2", "101002"):
            await operator.enter(value)
        await operator.press("f10")
        await operator.enter("3")
        await operator.scan("SP-BOM2000")
        for value in ("5", "", "", ""):
            await operator.enter(value)
        await operator.press("f10")
        assert in_bin(client, "SP-BOM2000", "S-05-01") == before, "posted before it was confirmed"
        await operator.press("f10")
        assert operator.message[0] == "* Posted"
        assert in_bin(client, "SP-BOM2000", "S-05-01") == before - 5
        documents = client.ask(WarehouseDocumentsQuestion(order_no="101002"))
        assert isinstance(documents, tuple), documents
        (line,) = [each for each in documents[0].lines if each.item_no == "SP-BOM2000"]
        assert (line.quantity_base, line.qty_handled_base) == (10, 5)

    at_kiosk(open_client, story)


def test_what_is_on_no_line_is_not_counted(open_client: Open) -> None:
    """An item of another order is refused by name, and nothing is counted."""

    async def story(operator: Operator) -> None:
        await picks(operator)
        await as_supervisor(operator)
        await choose_duty(operator, Duty.WAREHOUSE)
        for value in ("2", "101002"):
            await operator.enter(value)
        await operator.press("f10")
        await operator.enter("3")
        await operator.enter("SP-BOM1301")
        assert operator.message[:2] == ("x Not on this document", "SP-BOM1301 is on no line that is left.")

    at_kiosk(open_client, story)


def test_pieces_come_back_from_outside(open_client: Open, client: LocalClient) -> None:
    """12 are ordered, 4 received under the entry that was shown, then taken back: 12 are outstanding again."""

    def received() -> int:
        (line,) = client.ask(SubcontractingLinesQuestion(purchase_order_no="PO1"))
        return int(line.qty_received_base)

    async def story(operator: Operator) -> None:
        await as_supervisor(operator, "PL01")
        await choose_duty(operator, Duty.WORK_OUTSIDE)
        for value in ("2", "1", "PO1", ""):
            await operator.enter(value)
        await operator.press("f10")
        assert operator.message[0] == "* Ordered outside"
        await operator.press("f3")
        for value in ("1", "1", "1", "4", "", ""):
            await operator.enter(value)
        assert received() == 0
        await operator.press("f10")
        assert received() == 4
        for value in ("1", "2"):
            await operator.enter(value)
        await operator.press("f10")
        assert received() == 0

    at_kiosk(open_client, story)
