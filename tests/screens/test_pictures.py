"""Every screen as text, at 80x24 and at 120x40: what stands where is seen in the difference when it changes.

`pytest tests/screens/test_pictures.py --update-snapshots` writes the pictures anew.
"""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from screens.drawing import key_labels
from screens.widgets.scan_framing import ScanSource
from tests.screens.operator import Operator, at_kiosk

PICTURES = Path(__file__).with_name("snapshots")
SIZES = [(80, 24), (120, 40)]
Story = Callable[[Operator], Awaitable[None]]


async def home(_operator: Operator) -> None:
    """Where a person stands after signing on."""


async def choose(operator: Operator) -> None:
    """An item that is on several orders."""
    await operator.enter("SP-SCM1009")


async def not_known(operator: Operator) -> None:
    """A code that means nothing here."""
    await operator.enter("WO-1000WO-1000")


async def order_line(operator: Operator) -> None:
    """A label of the line, without an operation."""
    await operator.scan(label("J", "101002", "10000"))


async def notes(operator: Operator) -> None:
    """What the routing says about the operation."""
    await order_line(operator)
    await operator.press("f8")


async def note_written(operator: Operator) -> None:
    """A note was left on the job."""
    await output(operator)
    await operator.press("f8")
    operator.send("Wire set 4 is short by 20 mm, the new ones come on Thursday.", ScanSource.TYPED)
    await operator.settle()


async def called(operator: Operator) -> None:
    """A setter was called."""
    await output(operator)
    await operator.press("f9")
    await operator.enter("2")


async def output(operator: Operator) -> None:
    """An entry that was just opened."""
    await operator.scan(label("J", "101002", "10000", "10"))


async def actions(operator: Operator) -> None:
    """What else can be done with the job."""
    await output(operator)
    await operator.press("f4")


async def output_entered(operator: Operator) -> None:
    """3 good, 1 scrap with its reason."""
    await output(operator)
    for value in ("3", "1", "2"):
        await operator.enter(value)


async def scrap_of_two_reasons(operator: Operator) -> None:
    """1 good, 2 scrap of one reason, 1 of another, 1 to be done again."""
    await output(operator)
    for code in (label("N", "1"), label("S", "MATERIAL"), label("N", "2"), label("S", "OPERATOR")):
        await operator.scan(code)
    await operator.scan(label("N", "1"), label("C", "RWK"), label("N", "1"))


async def parts_used(operator: Operator) -> None:
    """A sensor by its serial number, two circuit boards, and the next sensor asked about."""
    await operator.scan(label("J", "101005", "10000", "30"), "]d2241SP-BOM1207\x1d21IOT-2600002")
    await operator.scan(label("C", "OK"), "SP-BOM1107", label("N", "2"), "SP-BOM1207")


async def center_time(operator: Operator) -> None:
    """Three quarters of an hour of a broken machine."""
    await operator.scan(label("C", "CTM"), label("T", "MACHINE"))
    await operator.enter("0:45")


async def crew(operator: Operator) -> None:
    """Two people on one operation."""
    await operator.scan(label("J", "101002", "10000", "10"), label("C", "RUN"), label("C", "CRE"))
    await operator.enter("OP02")


async def output_refused(operator: Operator) -> None:
    """An item's bar code in the quantity."""
    await output(operator)
    await operator.enter("2002600000013")


async def output_asked(operator: Operator) -> None:
    """More than is left."""
    await output(operator)
    await operator.enter("12")


async def output_dropped(operator: Operator) -> None:
    """Scans made ahead of a refusal."""
    await output(operator)
    for code in ("no number", "N.3.17", "C.OK.12"):
        operator.send(code)
    await operator.settle()


async def preview(operator: Operator) -> None:
    """Everything entered, then Enter to the end."""
    await output_entered(operator)
    for value in ("20", "1:00", "", ""):
        await operator.enter(value)


async def receipt(operator: Operator) -> None:
    """Posted."""
    await preview(operator)
    await operator.press("f10")


async def load_board(operator: Operator) -> None:
    """The board on the station's center."""
    await operator.press("f12")
    await operator.enter("2")


async def load_board_by_week(operator: Operator) -> None:
    """Weeks, one center further down."""
    await load_board(operator)
    await operator.press("f4")
    await operator.enter("2")
    await operator.press("down")


async def tasks(operator: Operator) -> None:
    """The operations behind one figure."""
    await load_board(operator)
    await operator.enter()


async def menu(operator: Operator) -> None:
    """Everything reachable."""
    await operator.press("f12")


async def reports(operator: Operator) -> None:
    """What can be asked about costs."""
    await menu(operator)
    await operator.enter("3")


async def statistics(operator: Operator) -> None:
    """What an order should cost, beside what was posted."""
    await reports(operator)
    await operator.enter("1")
    await operator.enter("101002")


async def entries_of_an_order(operator: Operator) -> None:
    """What its figures are made of."""
    await reports(operator)
    await operator.enter("3")
    await operator.enter("101003")


async def valuation(operator: Operator) -> None:
    """What is in stock, and what it is worth."""
    await reports(operator)
    await operator.enter("6")


async def trial_balance(operator: Operator) -> None:
    """What stands on the accounts."""
    await reports(operator)
    await operator.enter("7")


async def help_page(operator: Operator) -> None:
    """Help to the entry."""
    await output(operator)
    await operator.press("f1")


STORIES: list[Story] = [
    home,
    choose,
    not_known,
    order_line,
    notes,
    note_written,
    called,
    output,
    actions,
    output_entered,
    scrap_of_two_reasons,
    parts_used,
    center_time,
    crew,
    output_refused,
    output_asked,
    output_dropped,
    preview,
    receipt,
    load_board,
    load_board_by_week,
    tasks,
    menu,
    reports,
    statistics,
    entries_of_an_order,
    valuation,
    trial_balance,
    help_page,
]


SMALL = [
    *((story, "en") for story in (home, order_line, output, output_entered, parts_used, receipt)),
    *((story, "fi") for story in (output, preview, receipt)),
]
"""What an operator sees of a shift, also on a terminal of the smallest size."""


def compare(name: str, size: tuple[int, int], drawn: str, config: pytest.Config) -> None:
    """Hold a picture against the one that is kept."""
    path = PICTURES / f"{name}-{size[0]}x{size[1]}.txt"
    if config.getoption("--update-snapshots"):
        PICTURES.mkdir(exist_ok=True)
        path.write_text(drawn + "\n", "utf-8")
    assert drawn + "\n" == path.read_text("utf-8"), name


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_screens_look_as_kept(
    story: Story, size: tuple[int, int], open_client: Callable[[], BackendClient], pytestconfig: pytest.Config
) -> None:
    """Each screen stands as its picture shows, in exactly as many rows and columns as there are."""

    async def drawn(operator: Operator) -> None:
        await story(operator)
        assert len(operator.rows) == size[1]
        assert max(len(row) for row in operator.rows) <= size[0]
        compare(story.__name__, size, operator.text, pytestconfig)

    at_kiosk(open_client, drawn, size=size)


@pytest.mark.parametrize("size", [*SIZES, (40, 16), (39, 15)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_sign_on_looks_as_kept(
    size: tuple[int, int], open_client: Callable[[], BackendClient], pytestconfig: pytest.Config
) -> None:
    """The first screen, down to a window that is too small to work in."""

    async def drawn(operator: Operator) -> None:
        compare("sign_on", size, operator.text, pytestconfig)

    at_kiosk(open_client, drawn, size=size, signed_on=False)


@pytest.mark.parametrize(("story", "language"), SMALL, ids=lambda value: getattr(value, "__name__", value))
def test_screens_fit_a_small_window(
    story: Story, language: str, open_client: Callable[[], BackendClient], pytestconfig: pytest.Config
) -> None:
    """At 40x16 a list shows number, key and quantity, and the last row every key in use, F10 and F12 among them."""

    async def drawn(operator: Operator) -> None:
        operator.speak(language)
        await story(operator)
        frame = operator.app._frame
        assert frame is not None
        offered = [f"F{key.value}" for key, _label in key_labels(board=frame.board) if key in frame.keys]
        assert re.findall(r"F\d+", operator.rows[-1]) == offered
        assert max(cell_len(row) for row in operator.rows) <= 40
        name = story.__name__ if language == "en" else f"{story.__name__}-{language}"
        compare(name, (40, 16), operator.text, pytestconfig)

    at_kiosk(open_client, drawn, size=(40, 16))
