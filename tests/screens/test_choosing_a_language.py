"""Who chooses a language, that it is theirs from then on wherever they sign on, and that nothing entered is lost by it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.people import SignedOn, SignOnRequest
from screens.intake import Tick
from screens.posting_journey import new_id
from screens.sign_on_journey import CHOICE_SECONDS
from tests.outbox.cutting import Fault
from tests.screens.operator import STATION, Operator, at_kiosk
from tests.screens.test_with_the_line_down import Terminal

Open = Callable[[], BackendClient]
SIGN_OFF = label("C", "OFF")


def language_of(client: BackendClient, number: str) -> str:
    """What somebody who signs on at another terminal is spoken to in."""
    asked = SignOnRequest(request_id=new_id(), terminal_id="T-ELSEWHERE", number=number)
    signed_on = client.post(asked).receipt  # type: ignore[union-attr]
    assert isinstance(signed_on, SignedOn)
    return signed_on.language_code


async def choose(operator: Operator, number: int) -> None:
    """Choose a language from the menu of whoever is signed on."""
    await operator.press("f12")
    await operator.enter("9")
    await operator.enter(str(number))


def test_an_entry_keeps_what_is_typed_when_the_language_changes(open_client: Open) -> None:
    """3 good and 1 scrap stay, the field that was asked for too; only the words are Finnish then."""

    async def story(operator: Operator) -> None:
        await operator.scan(label("J", "101002", "10000", "10"))
        await operator.enter("3")
        await operator.enter("1")
        assert operator.rows[-2].startswith(" Scrap reason >")
        await choose(operator, 3)
        assert operator.rows[-2].startswith(" Hukan syy >")
        assert "Hyväksytty määrä    3 " in operator.text
        assert "Hukan määrä         1 " in operator.text

    at_kiosk(open_client, story)


def test_the_language_is_chosen_before_anybody_signs_on(open_client: Open) -> None:
    """F4 lists the languages by their own names; who signs on then reads it, and the next the station's."""

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
        assert "Skann et jobbkort" in operator.text
        await operator.scan(SIGN_OFF)
        assert "Scan your badge" in operator.text

    at_kiosk(open_client, story, signed_on=False)
    assert language_of(open_client(), "OP04") == "nb"


def test_a_language_is_kept_with_the_person(open_client: Open) -> None:
    """Finnish chosen once is spoken at the next sign-on, here and elsewhere; the station and others keep theirs."""

    async def story(operator: Operator) -> None:
        await choose(operator, 3)
        await operator.scan(SIGN_OFF)
        assert "Scan your badge" in operator.text
        await operator.enter("OP04")
        assert "Scan een werkbon" in operator.text
        await operator.scan(SIGN_OFF)
        await operator.enter("OP01")
        assert "Koodi tai numero >" in operator.text

    assert language_of(open_client(), "OP01") != "fi"
    at_kiosk(open_client, story)
    assert language_of(open_client(), "OP01") == "fi"


def test_a_language_chosen_by_nobody_is_nobody_s_after_a_minute(open_client: Open) -> None:
    """Who chose it and left changes nothing for whoever comes next."""

    async def story(operator: Operator) -> None:
        at = operator.app.moment()
        operator.app.moment = lambda: at
        await operator.press("f4")
        await operator.enter("2")
        assert "Skann adgangskortet" in operator.text
        at += CHOICE_SECONDS
        operator.app.intake.put(Tick.RENEW)
        await operator.settle()
        assert "Scan your badge" in operator.text
        await operator.enter("OP04")
        assert "Scan een werkbon" in operator.text

    at_kiosk(open_client, story, signed_on=False)
    assert language_of(open_client(), "OP04") == "nl"


def test_a_language_is_kept_with_the_line_down(client: LocalClient, tmp_path: Path) -> None:
    """It is spoken at once, and is the person's when the line is back."""
    terminal = Terminal(client, tmp_path)

    async def story(operator: Operator) -> None:
        terminal.line.afterwards = Fault.CUT_BEFORE
        await choose(operator, 3)
        assert "Koodi tai numero >" in operator.text
        assert language_of(client, "OP01") != "fi"
        terminal.line.afterwards = Fault.NONE
        assert terminal.outbox is not None
        terminal.outbox.send_all()

    at_kiosk(terminal.open, story, desk=terminal.desk)
    assert language_of(client, "OP01") == "fi"


def test_a_language_that_could_not_be_kept_is_spoken_and_said(client: LocalClient, tmp_path: Path) -> None:
    """A terminal without an outbox, its line cut: spoken until signing off, and the person knows."""
    line = Terminal(client, tmp_path).line

    async def story(operator: Operator) -> None:
        line.afterwards = Fault.CUT_BEFORE
        await choose(operator, 3)
        assert operator.message[0].startswith("! ")
        assert operator.rows[-2].startswith(" Koodi tai numero >")

    at_kiosk(lambda: line, story)


def test_the_station_has_a_language_of_its_own(open_client: Open) -> None:
    """Until somebody signs on it speaks what its settings say; a refusal does as well."""

    async def story(operator: Operator) -> None:
        assert "Lue henkilökorttisi" in operator.text
        await operator.enter("NOBODY")
        assert operator.message[0].startswith("x ")
        assert "Mitään ei" in operator.text or "Lue uudelleen" in operator.text

    at_kiosk(open_client, story, signed_on=False, station=replace(STATION, language="fi"))
