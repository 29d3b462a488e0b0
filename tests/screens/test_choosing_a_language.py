"""Who chooses a language, how long it holds, and that nothing entered is lost by it."""

from collections.abc import Callable
from dataclasses import replace

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from tests.screens.operator import STATION, Operator, at_kiosk

Open = Callable[[], BackendClient]


def test_an_entry_keeps_what_is_typed_when_the_language_changes(open_client: Open) -> None:
    """3 good and 1 scrap stay, the field that was asked for too; only the words are Finnish then."""

    async def story(operator: Operator) -> None:
        await operator.scan(label("J", "101002", "10000", "10"))
        await operator.enter("3")
        await operator.enter("1")
        assert operator.rows[-2].startswith(" Scrap reason >")
        await operator.press("f12")
        await operator.enter("9")
        await operator.enter("3")
        assert operator.rows[-2].startswith(" Hukan syy >")
        assert "Hyvä määrä          3 " in operator.text
        assert "Hukan määrä         1 " in operator.text

    at_kiosk(open_client, story)


def test_the_language_is_chosen_before_anybody_signs_on(open_client: Open) -> None:
    """F4 lists the languages by their own names; who signs on then reads the own one, and the next the station's."""

    async def story(operator: Operator) -> None:
        assert "Scan your badge" in operator.text
        await operator.press("f4")
        assert [row.split(maxsplit=1)[-1] for row in operator.rows[5:8]] == [
            "Norsk bokmål",
            "Suomi",
            "Nederlands",
        ]
        await operator.enter("2")
        assert "Skann adgangskortet" in operator.text
        await operator.enter("OP04")
        assert "Scan een werkbon" in operator.text
        await operator.press("f12")
        await operator.enter("8")
        assert "Scan your badge" in operator.text

    at_kiosk(open_client, story, signed_on=False)


def test_the_station_has_a_language_of_its_own(open_client: Open) -> None:
    """Until somebody signs on it speaks what its settings say; a refusal does as well."""

    async def story(operator: Operator) -> None:
        assert "Lue henkilökorttisi" in operator.text
        await operator.enter("NOBODY")
        assert operator.message[0].startswith("x ")
        assert "Mitään ei" in operator.text or "Lue uudelleen" in operator.text

    at_kiosk(open_client, story, signed_on=False, station=replace(STATION, language="fi"))
