"""How a terminal looks and sounds is chosen at the kiosk, and is seen at once."""

from collections.abc import Callable

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from screens.frame import Role
from screens.station import Look, Station
from screens.terminal.bells import BellPattern
from screens.themes import THEMES, ThemeName
from tests.screens.operator import Operator, at_kiosk

JOB = label("J", "101002", "10000", "10")
FAR = Station(work_center_no="100", name="Assembly", terminal_id="T-100", look=Look(far=True))
ONE = ["####", "####", "##", "##", "##", "##", "##", "##", "######", "######"]
"""A 1 in large, row by row."""


async def at_look(operator: Operator) -> None:
    """Open the list of looks from the menu."""
    await operator.press("f12")
    number = next(row.split()[0].strip("> ") for row in operator.rows if "Look and sound" in row)
    await operator.enter(number)
    assert operator.title.startswith("Look and sound")


def test_a_theme_colours_the_glass_at_once(open_client: Callable[[], BackendClient]) -> None:
    """High contrast: the same words, in its colours; the row that holds is marked."""

    async def story(operator: Operator) -> None:
        await at_look(operator)
        await operator.enter("4")
        assert operator.app.look.theme is ThemeName.HIGH_CONTRAST
        view = operator.app.glass.above
        status = next(iter(view.render_line(0)))
        assert status.style == THEMES[ThemeName.HIGH_CONTRAST][Role.FRAME]
        chosen = [row for row in operator.rows if row.rstrip().endswith("chosen")]
        assert ["High contrast" in row for row in chosen] == [True]

    at_kiosk(open_client, story)


def test_a_switch_is_turned_on_and_off(open_client: Callable[[], BackendClient]) -> None:
    """Bells: off, on again."""

    async def story(operator: Operator) -> None:
        await at_look(operator)
        seen = [operator.app.look.sound]
        for _ in range(2):
            await operator.enter("6")
            seen.append(operator.app.look.sound)
        assert seen == [True, False, True]

    at_kiosk(open_client, story)


def test_the_far_view_shows_good_and_scrap_ten_rows_high(open_client: Callable[[], BackendClient]) -> None:
    """11 good: eleven stands in ten rows of digits; the question, the field and what will be posted stand as ever."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        assert operator.title.startswith("Output")
        await operator.enter("1")
        assert [row[2:40].strip() for row in operator.rows[4:14]] == ONE
        assert "left after this 9 PCS" in operator.text
        assert "Will be posted: 1 good" in operator.text
        await operator.enter("1")
        assert operator.rows[-2].startswith(" Scrap reason >")
        assert any(row.startswith(" >Scrap reason") for row in operator.rows[15:19])

    at_kiosk(open_client, story, station=FAR)


def test_a_number_too_long_for_its_half_stands_alone(open_client: Callable[[], BackendClient]) -> None:
    """1234.5 of scrap: while it is asked for it alone is shown, whole."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        await operator.press("down")
        await operator.enter("1234.5")
        assert operator.rows[3].strip() == "?Scrap quantity"
        assert max(len(row.rstrip()) for row in operator.rows[4:14]) > 40

    at_kiosk(open_client, story, station=FAR)


def test_a_flash_turns_two_rows_and_turns_them_back(open_client: Callable[[], BackendClient]) -> None:
    """With every bell the first row and the message's rule are drawn in each other's colours, for a moment."""
    flashing = Station(work_center_no="100", terminal_id="T-100", look=Look(flash=True, sound=False))

    async def story(operator: Operator) -> None:
        app = operator.app
        before = app.glass.above._lines
        super(type(app), app).ring(BellPattern.TAKEN)
        turned = app.glass.above._lines
        differ = [at for at, pair in enumerate(zip(before, turned, strict=True)) if pair[0] != pair[1]]
        assert differ == [0, 19]
        assert {span.role for span in turned[0]} == {Role.TEXT}
        await operator.pilot.pause(0.5)
        assert app.glass.above._lines == before

    at_kiosk(open_client, story, station=flashing)
