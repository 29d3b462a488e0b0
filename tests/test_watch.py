"""A terminal with a database of its own looks at its ledgers as it starts, and posts nothing onto damaged ones."""

import json
import logging
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from backend_client.connect import connect
from backend_client.kept_terms import LineState
from backend_client.local import LocalClient
from backend_client.messages.base import Posted, Refused
from backend_client.messages.kept import KeptHere
from backend_client.messages.people import PlantQuestion, SignOnRequest
from backend_client.messages.postings import PostItemEntryRequest
from backend_client.refusals import RefusalCode
from backend_client.terms import ItemLedgerEntryType
from backend_client.watch import WatchedClient
from screens.frame import Sign
from screens.line_state import line_words
from tests.casebook.databases import NOON, Plants
from tests.features.factory import Factory
from tests.store.ledgers import without_triggers


@pytest.fixture
def factory(plants: Plants) -> Factory:
    return Factory(plants, people=[{"no": "OP1"}])


def watching(factory: Factory) -> WatchedClient:
    client = WatchedClient(factory.client)  # type: ignore[arg-type]
    client.look(after=0)
    client.looked()
    return client


def purchase(number: int) -> PostItemEntryRequest:
    kind = ItemLedgerEntryType.PURCHASE
    return PostItemEntryRequest(
        request_id=f"watch-{number}", entry_type=kind, item_no="C", quantity=Decimal(1)
    )


def test_ledgers_in_order_are_posted_into(factory: Factory) -> None:
    """Nothing is said on the first row."""
    client = watching(factory)
    assert client.kept_here() is None
    assert isinstance(client.post(purchase(1)), Posted)


@pytest.fixture
def damaged(factory: Factory, caplog: pytest.LogCaptureFixture) -> Iterator[WatchedClient]:
    factory.stock(3)
    database = factory.client.database  # type: ignore[attr-defined]
    without_triggers(database)
    with database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE registers SET receipt = 'x' WHERE no = (SELECT max(no) FROM registers)"
        )
    with caplog.at_level(logging.ERROR):
        yield watching(factory)


def test_nothing_is_posted_onto_damaged_ledgers(damaged: WatchedClient, factory: Factory) -> None:
    """The refusal names what was found; not a row was written."""
    before = factory.entries()
    refused = damaged.post(purchase(1))
    assert isinstance(refused, Refused)
    assert (refused.code, refused.facts) == (
        RefusalCode.LEDGERS_NOT_IN_ORDER,
        {"finding": "register-changed"},
    )
    assert factory.entries() == before


def test_people_still_sign_on_and_look(damaged: WatchedClient) -> None:
    """Whoever has to put it in order can read everything."""
    assert isinstance(damaged.post(SignOnRequest(request_id="s1", number="OP1", terminal_id="T1")), Posted)
    assert not isinstance(damaged.ask(PlantQuestion()), Refused)


def test_the_first_row_and_the_log_say_so(damaged: WatchedClient, caplog: pytest.LogCaptureFixture) -> None:
    kept = damaged.kept_here()
    assert kept is not None
    assert kept.line is LineState.NOT_IN_ORDER
    assert line_words(kept, NOON) == (Sign.CAREFUL, "ledgers not in order")
    assert "register-changed" in caplog.get_records("setup")[0].getMessage()


def test_screens_are_told_as_it_is_found(damaged: WatchedClient) -> None:
    """Who asks to be told before it is found is told once, who asks no more is not."""
    client = WatchedClient(damaged.client)
    told: list[str] = []
    client.on_change(lambda: told.append("one"))
    client.on_change(lambda: told.append("other"))()
    client.look(after=0)
    client.looked()
    assert told == ["one"]


def test_a_terminal_that_closes_early_looks_no_more(factory: Factory) -> None:
    """It does not wait for the look that has not begun."""
    client = WatchedClient(factory.client)  # type: ignore[arg-type]
    client.look(after=3600)
    client.close()
    assert client.kept_here() is None


def test_the_kiosk_is_watched_a_command_is_not(factory: Factory) -> None:
    """`kiosk verify` and its like must work on what is damaged."""
    url = factory.plant.engine.url.render_as_string(hide_password=False)
    for watched in (True, False):
        connected = connect(url, watched=watched)
        assert isinstance(connected.client, WatchedClient) is watched
        assert (connected.desk is connected.client) is watched
        connected.close()


def test_a_clock_that_is_moved_is_said_until_the_next_sign_on(factory: Factory) -> None:
    """An hour back under the running kiosk: on the first row and in the audit trail, once; then the row is free again."""
    passed, wrong = timedelta(0), timedelta(0)
    client = WatchedClient(
        LocalClient(
            factory.client.database,  # type: ignore[attr-defined]
            now=lambda: NOON + passed + wrong,
            steady=lambda: passed // timedelta(microseconds=1) * 1000,
        )
    )
    said: list[KeptHere | None] = []
    client.on_change(lambda: said.append(client.kept_here()))
    assert isinstance(client.post(purchase(1)), Posted)
    passed += timedelta(minutes=10)
    assert isinstance(client.post(purchase(2)), Posted)
    assert said == [], "time goes by, and nobody moved it"
    wrong -= timedelta(hours=1)
    assert isinstance(client.post(purchase(3)), Posted)
    (kept,) = said
    assert kept is not None
    assert line_words(kept, NOON) == (Sign.CAREFUL, "clock was moved")
    assert isinstance(client.post(purchase(4)), Posted)
    client.post(SignOnRequest(request_id="on", number="OP1"))
    assert said == [kept, None]
    with client.client.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT after FROM audit_entries WHERE event = 'clock-moved'").all()
    assert [json.loads(row[0])["seconds"] for row in rows] == ["-3600"]


def test_a_terminal_with_a_database_of_its_own_watches_its_clock(tmp_path: Path) -> None:
    """As the program opens it; a command that ends at once has nothing to watch."""
    with closing(connect(f"sqlite:///{tmp_path}/a.sqlite", watched=True)) as connected:
        assert isinstance(connected.client, WatchedClient)
        before = connected.client.client._clock._steady
        assert before is not None
        assert before() <= before()
