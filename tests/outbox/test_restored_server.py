"""A server that was restored from a backup is found out, and what it has lost is posted once more when somebody says so."""

from pathlib import Path

import pytest

from backend_client import limits
from backend_client.backups import By, back_up, restore
from backend_client.kept_terms import KeptState
from backend_client.messages.base import Posted, Queued, Refused
from backend_client.messages.kept import KeptPosting
from backend_client.outbox import OutboxClient
from screens.line_state import line_words
from tests.casebook.databases import NOON
from tests.outbox.conftest import Terminal
from tests.outbox.cutting import Fault
from tests.small_plant import output

BY = By(NOON, "ADA", "T1")


def url_of(terminal: Terminal) -> str:
    return terminal.plant.engine.url.render_as_string(hide_password=False)


def post(client: OutboxClient, *ids: str) -> None:
    """Post; the id names the order: a1 posts to O1, b1 to O2."""
    for each in ids:
        order_no = {"a": "O1", "b": "O2", "c": "O3"}[each[0]]
        assert isinstance(client.post(output(each, order_no=order_no, output_quantity=1)), Posted)


def restored(terminal: Terminal, file: Path) -> None:
    restore(url_of(terminal), file, BY, replace=True)


def lost(client: OutboxClient) -> list[str]:
    return [each.request_id for each in client.kept_postings() if each.state is KeptState.LOST]


@pytest.fixture
def client(terminal: Terminal, tmp_path: Path) -> OutboxClient:
    """A terminal whose server was backed up after a1 b1, posted a2 b2 c1 then, and was restored while the line was down."""
    client = terminal.start()
    post(client, "a1", "b1")
    back_up(url_of(terminal), tmp_path / "backup", BY)
    post(client, "a2", "b2", "c1")
    terminal.line.plan([Fault.CUT_BEFORE])
    assert isinstance(client.post(output("a3", order_no="O1", output_quantity=1)), Queued)
    restored(terminal, tmp_path / "backup")
    return client


def test_what_the_server_has_lost_is_said_before_anything_is_sent(
    client: OutboxClient, terminal: Terminal
) -> None:
    """At the first contact; what was entered after it in its order waits, and the first row says how many."""
    client.send_all()
    assert lost(client) == ["a2", "b2", "c1"]
    assert terminal.posted() == ["a1", "b1"], "a3 waits behind a2"
    kept = client.kept_here()
    assert (kept.lost, kept.waiting, kept.count) == (3, 1, 4)
    assert line_words(kept, NOON)[1] == "3 lost by the server"
    held = [each.held for each in client.kept_postings()]
    assert held == [False, False, False, True]


def test_sent_again_each_is_posted_once(client: OutboxClient, terminal: Terminal) -> None:
    """In the order in which they were entered, also where the server got one of them in another way meanwhile."""
    client.send_all()
    terminal.plant.client.post(output("b2", order_no="O2", output_quantity=1, recorded_at=NOON))
    assert client.send_lost_again(decided_by="BOSS") == 3
    client.send_all()
    assert client.kept_here().count == 0
    assert sorted(terminal.posted()) == ["a1", "a2", "a3", "b1", "b2", "c1"]
    assert [each for each in terminal.posted() if each[0] == "a"] == ["a1", "a2", "a3"]
    again = client.post(output("a2", order_no="O1", output_quantity=1))
    assert isinstance(again, Posted)
    assert again.replayed


def test_each_lost_posting_can_be_decided_on(client: OutboxClient, terminal: Terminal) -> None:
    """One was entered again by hand and is dropped, another is sent; the order of the dropped one goes on."""
    client.send_all()
    numbers = {each.request_id: each.sequence_no for each in client.kept_postings()}
    dropped = client.drop(numbers["a2"], decided_by="BOSS", reason="entered again in the office")
    assert isinstance(dropped, KeptPosting)
    assert dropped.state is KeptState.DROPPED
    assert isinstance(client.send_again(numbers["c1"], decided_by="BOSS"), Queued)
    client.send_all()
    assert sorted(terminal.posted()) == ["a1", "a3", "b1", "c1"]
    assert lost(client) == ["b2"]
    assert isinstance(client.send_lost_again(decided_by=" "), Refused)


def test_it_is_found_out_after_a_restart_too(client: OutboxClient, terminal: Terminal) -> None:
    """The terminal was switched off meanwhile; what is lost stays lost until somebody decides, whatever happens."""
    terminal.stop()
    again = terminal.start()
    again.send_all()
    assert lost(again) == ["a2", "b2", "c1"]
    terminal.stop()
    once_more = terminal.start()
    once_more.send_all()
    assert lost(once_more) == ["a2", "b2", "c1"]
    once_more.trim()
    assert len(once_more.kept_postings()) == 4


def test_a_restore_that_no_line_told_of_is_found_by_its_numbers(terminal: Terminal, tmp_path: Path) -> None:
    """Between two postings: the next receipt's register is not after the one before."""
    client = terminal.start()
    post(client, "a1")
    back_up(url_of(terminal), tmp_path / "backup", BY)
    post(client, "b1", "b2")
    restored(terminal, tmp_path / "backup")
    post(client, "c1")
    assert lost(client) == ["b1", "b2"]


def test_a_server_that_others_went_on_with_is_found_out(terminal: Terminal, tmp_path: Path) -> None:
    """Its numbers have passed those that were told here; ids have not."""
    client = terminal.start()
    back_up(url_of(terminal), tmp_path / "backup", BY)
    post(client, "a1", "a2")
    restored(terminal, tmp_path / "backup")
    for number in range(5):
        terminal.plant.client.post(output(f"other-{number}", order_no="O2", output_quantity=1))
    terminal.stop()
    again = terminal.start()
    again.send_all()
    assert lost(again) == ["a1", "a2"]


def test_more_than_one_question_asks_about(terminal: Terminal, tmp_path: Path) -> None:
    """All that is missing is found, in chunks; what was before the backup is asked about no further than needed."""
    client = terminal.start()
    count = limits.POSTED_REQUESTS_MAX
    post(client, *(f"a{number}" for number in range(count)))
    back_up(url_of(terminal), tmp_path / "backup", BY)
    post(client, *(f"b{number}" for number in range(count + 5)))
    restored(terminal, tmp_path / "backup")
    terminal.stop()
    again = terminal.start()
    calls = terminal.line.calls
    again.send_all()
    assert lost(again) == [f"b{number}" for number in range(count + 5)]
    assert terminal.line.calls - calls == 2
    assert again.send_lost_again(decided_by="BOSS") == count + 5
    again.send_all()
    assert len(terminal.posted()) == len(set(terminal.posted())) == 2 * count + 5


def test_a_server_that_lost_nothing_is_asked_once(terminal: Terminal) -> None:
    """One question at the first contact after a start; none for each posting."""
    client = terminal.start()
    post(client, "a1", "b1")
    terminal.stop()
    again = terminal.start()
    calls = terminal.line.calls
    post(again, "a2", "b2", "c1")
    assert terminal.line.calls - calls == 4
    assert lost(again) == []


def test_a_fault_of_the_server_over_the_question_stops_nothing(terminal: Terminal) -> None:
    """It fails to say what is posted: postings go on, and it is asked another time."""
    client = terminal.start()
    post(client, "a1")
    terminal.stop()
    again = terminal.start()
    terminal.line.plan([Fault.SERVER_FAILS])
    post(again, "a2")
    assert terminal.posted() == ["a1", "a2"]
    assert lost(again) == []
