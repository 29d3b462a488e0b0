"""What a terminal with an outbox promises: Posted only what is posted, kept what is not, in order and once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend_client import limits
from backend_client.client import BackendUnreachable, ProgramTooOld, TerminalNotRecognised
from backend_client.kept_terms import KeptState, LineState
from backend_client.messages.base import Approval, Posted, Queued, Refused, Signature
from backend_client.messages.order_line import OrderLineQuestion
from backend_client.messages.orders import BlockOrderRequest
from backend_client.messages.reversals import UndoPostingRequest
from backend_client.people_terms import SignatureMeaning
from backend_client.refusals import RefusalCode
from tests.outbox.conftest import Terminal
from tests.outbox.cutting import Fault
from tests.small_plant import output

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
BAD = {"scrap_quantity": 1, "scrap_code": "NONE"}


def pieces(request_id: str, order_no: str = "O1", **values: Any) -> Any:
    return output(request_id, order_no=order_no, **{"output_quantity": 1} | values)


def test_with_the_line_up_it_is_as_without_an_outbox(terminal: Terminal) -> None:
    """Posted is answered at once, with the server's receipt; nothing is kept any more."""
    client = terminal.start()
    outcome = client.post(pieces("a"))
    assert isinstance(outcome, Posted)
    assert outcome.receipt.register_no > 0
    assert client.kept_here().count == 0
    assert terminal.posted() == ["a"]


@pytest.mark.parametrize("cut", [Fault.CUT_BEFORE, Fault.CUT_AFTER])
def test_a_posting_without_an_answer_is_kept_and_posted_once(terminal: Terminal, cut: Fault) -> None:
    """Queued, whether the server has it or not; sent again with the line back it counts once."""
    terminal.line.plan([cut])
    client = terminal.start()
    assert client.post(pieces("a")) == Queued(place=1)
    assert client.kept_here().waiting == 1
    assert client.kept_here().line is LineState.DOWN
    client.send_all()
    assert client.kept_here().count == 0
    assert terminal.posted() == ["a"]
    again = client.post(pieces("a"))
    assert isinstance(again, Posted)
    assert again.replayed


def test_a_refusal_to_the_person_leaves_nothing_to_decide(terminal: Terminal) -> None:
    """Who posts sees the refusal, corrects it and posts under the same id, as without an outbox."""
    client = terminal.start()
    refused = client.post(pieces("a", **BAD))
    assert isinstance(refused, Refused)
    assert refused.code is RefusalCode.SCRAP_CODE_NOT_FOUND
    assert client.kept_here().count == 0
    assert isinstance(client.post(pieces("a")), Posted)
    assert [terminal_state(client, number) for number in (1, 2)] == [KeptState.ANSWERED, KeptState.POSTED]


def terminal_state(client: Any, number: int) -> KeptState:
    kept = client.kept_posting(number)
    assert kept is not None
    return kept.state


def refused_while_nobody_waits(terminal: Terminal) -> Any:
    """An outbox with a refused posting of O1, one held behind it, and one of O2."""
    terminal.line.plan([Fault.CUT_BEFORE] * 3)
    client = terminal.start()
    client.post(pieces("bad", **BAD))
    client.post(pieces("held"))
    client.post(pieces("other", "O2"))
    client.send_all()
    return client


def test_a_refusal_stops_its_lane_and_no_other(terminal: Terminal) -> None:
    """O2 goes on; of O1 nothing is sent until a supervisor decides, also what is posted later."""
    client = refused_while_nobody_waits(terminal)
    assert terminal.posted() == ["other"]
    assert isinstance(client.post(pieces("later")), Queued)
    assert isinstance(client.post(pieces("other2", "O2")), Posted)
    kept = client.kept_postings()
    assert [(each.request_id, each.state, each.held) for each in kept] == [
        ("bad", KeptState.REFUSED, False),
        ("held", KeptState.WAITING, True),
        ("later", KeptState.WAITING, True),
    ]
    assert kept[0].refused is not None
    assert kept[0].refused.code is RefusalCode.SCRAP_CODE_NOT_FOUND
    assert (client.kept_here().waiting, client.kept_here().refused) == (2, 1)


def test_a_corrected_posting_takes_the_place_of_the_refused_one(terminal: Terminal) -> None:
    """It goes before what was held behind it, under an id of its own that names the one it replaces."""
    client = refused_while_nobody_waits(terminal)
    assert isinstance(client.repost(1, pieces("good"), decided_by="SUP", reason="no such scrap code"), Queued)
    client.send_all()
    assert terminal.posted() == ["other", "good", "held"]
    replaced, corrected = client.kept_posting(1), client.kept_posting(4)
    assert (replaced.state, replaced.decided_by, replaced.reason) == (
        KeptState.REPLACED,
        "SUP",
        "no such scrap code",
    )
    assert (corrected.replaces, corrected.request_id) == (1, "good")


def test_a_corrected_posting_that_is_refused_waits_for_a_decision_too(terminal: Terminal) -> None:
    """What a supervisor sends is not lost in the refusal."""
    client = refused_while_nobody_waits(terminal)
    client.repost(1, pieces("bad2", **BAD), decided_by="SUP", reason="still wrong")
    client.send_all()
    assert terminal.posted() == ["other"]
    assert [each.request_id for each in client.kept_postings()] == ["bad2", "held"]
    client.drop(4, decided_by="SUP", reason="counted twice")
    client.send_all()
    assert terminal.posted() == ["other", "held"]


def test_a_dropped_posting_is_never_sent(terminal: Terminal) -> None:
    """Its lane goes on; who dropped it and why stays beside it."""
    client = refused_while_nobody_waits(terminal)
    dropped = client.drop(1, decided_by="SUP", reason="counted twice")
    client.send_all()
    assert terminal.posted() == ["other", "held"]
    assert (dropped.state, dropped.decided_by, dropped.reason) == (KeptState.DROPPED, "SUP", "counted twice")


def test_a_posting_is_sent_again_as_it_is_after_its_cause_is_mended(terminal: Terminal) -> None:
    """The order is unblocked; the same posting under the same id is posted."""
    block = {"person_no": "SUP", "order_no": "O1"}
    terminal.plant.client.post(BlockOrderRequest(request_id="create-block", blocked=True, **block))
    terminal.line.plan([Fault.CUT_BEFORE])
    client = terminal.start()
    client.post(pieces("a"))
    client.send_all()
    assert client.kept_here().refused == 1
    terminal.plant.client.post(BlockOrderRequest(request_id="create-unblock", blocked=False, **block))
    client.send_again(1, decided_by="SUP")
    client.send_all()
    assert terminal.posted() == ["a"]


@pytest.mark.parametrize(
    ("number", "values", "code"),
    [
        (9, {}, RefusalCode.KEPT_POSTING_NOT_FOUND),
        (2, {}, RefusalCode.KEPT_POSTING_NOT_REFUSED),
        (3, {}, RefusalCode.KEPT_POSTING_NOT_REFUSED),
        (1, {"reason": " "}, RefusalCode.REQUEST_MALFORMED),
        (1, {"decided_by": ""}, RefusalCode.REQUEST_MALFORMED),
        (1, {"reason": "x" * (limits.REASON_LENGTH_MAX + 1)}, RefusalCode.REQUEST_MALFORMED),
    ],
)
def test_only_refused_postings_are_decided_on(
    terminal: Terminal, number: int, values: dict[str, str], code: RefusalCode
) -> None:
    """Nothing that waits or is posted can be dropped or replaced, and nothing without a name and a reason."""
    client = refused_while_nobody_waits(terminal)
    before = client.kept_postings()
    given = {"decided_by": "SUP", "reason": "counted twice"} | values
    for outcome in (
        client.drop(number, **given),
        client.repost(number, pieces("good"), **given),
    ):
        assert isinstance(outcome, Refused)
        assert outcome.code is code
    assert client.kept_postings() == before


def test_a_correction_needs_an_id_of_its_own(terminal: Terminal) -> None:
    """An id stands for one posting, on the terminal as on the server."""
    client = refused_while_nobody_waits(terminal)
    outcome = client.repost(1, pieces("bad"), decided_by="SUP", reason="corrected")
    assert isinstance(outcome, Refused)
    assert outcome.code is RefusalCode.REQUEST_ID_REUSED


def test_the_same_id_with_another_body_is_refused_while_it_is_kept(terminal: Terminal) -> None:
    """As the server would refuse it; the same body is answered by what came of it."""
    terminal.line.plan([Fault.CUT_BEFORE])
    client = terminal.start()
    client.post(pieces("a"))
    other = client.post(pieces("a", output_quantity=2))
    assert isinstance(other, Refused)
    assert other.code is RefusalCode.REQUEST_ID_REUSED
    assert client.post(pieces("a")) == Queued(place=1)
    assert client.post(pieces("a", session_id="another")) == Queued(place=1), "cut off, and signed on again"
    assert client.kept_here().waiting == 1


def test_what_needs_the_plant_as_it_is_now_is_not_kept(terminal: Terminal) -> None:
    """Blocking an order with the line down is no "kept here": nobody answered."""
    client = terminal.start()
    terminal.line.afterwards = Fault.CUT_BEFORE
    with pytest.raises(BackendUnreachable):
        client.post(BlockOrderRequest(request_id="b", order_no="O1", blocked=True))
    with pytest.raises(BackendUnreachable):
        client.post(pieces("p", preview=True))
    assert client.kept_here().count == 0


def test_nothing_overtakes_what_is_kept_of_its_order(terminal: Terminal) -> None:
    """The last posting is undone only when it is known which is the last; an order is changed after its postings."""
    client = refused_while_nobody_waits(terminal)
    for request in (UndoPostingRequest(request_id="u"), BlockOrderRequest(request_id="b", order_no="O1")):
        outcome = client.post(request)
        assert isinstance(outcome, Refused)
        assert outcome.code is RefusalCode.POSTINGS_WAIT_HERE
    assert isinstance(client.post(BlockOrderRequest(request_id="c", order_no="O2")), Posted)


def test_kept_postings_survive_a_restart(terminal: Terminal) -> None:
    """The next start sends what the last one kept, with the moment at which it was entered."""
    terminal.line.plan([Fault.CUT_BEFORE] * 2)
    client = terminal.start()
    client.post(pieces("a"))
    client.post(pieces("b"))
    terminal.stop()
    terminal.now += timedelta(days=3)
    client = terminal.start()
    assert client.kept_here().oldest == terminal.now - timedelta(days=3)
    assert client.kept_postings()[0].request.recorded_at == terminal.now - timedelta(days=3)
    client.send_all()
    assert terminal.posted() == ["a", "b"]


def test_a_posting_over_which_the_server_fails_again_and_again_is_left_to_a_supervisor(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One bad posting stops its own lane only, and not for ever."""
    monkeypatch.setattr(limits, "SENDING_PAUSE_FIRST_MILLISECONDS", 0)
    monkeypatch.setattr(limits, "SENDING_PAUSE_MAX_MILLISECONDS", 0)
    terminal.line.plan([Fault.SERVER_FAILS] * limits.FAULTS_MAX)
    client = terminal.start()
    assert isinstance(client.post(pieces("a")), Queued)
    (kept,) = client.kept_postings()
    assert kept.state is KeptState.REFUSED
    assert kept.refused is not None
    assert kept.refused.code is RefusalCode.SENDING_FAILED
    assert kept.refused.facts == {"incident": "f4u17"}
    assert isinstance(client.post(pieces("b", "O2")), Posted)
    client.send_again(1, decided_by="SUP")
    client.send_all()
    assert terminal.posted() == ["b", "a"]


@pytest.mark.parametrize(
    ("error", "line"),
    [(TerminalNotRecognised("no"), LineState.NOT_ENROLLED), (ProgramTooOld("2.0"), LineState.TOO_OLD)],
)
def test_a_terminal_that_is_not_let_in_keeps_everything(
    terminal: Terminal, error: Exception, line: LineState
) -> None:
    """Not enrolled any more, or too old: postings are kept, and the state of the line says why."""
    client = terminal.start()
    server, terminal.line.server = terminal.line.server, Closed(error)
    assert isinstance(client.post(pieces("a")), Queued)
    assert client.kept_here().line is line
    terminal.line.server = server
    client.send_all()
    assert terminal.posted() == ["a"]


class Closed:
    """A server that lets nobody in."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def post(self, _request: Any) -> Any:
        raise self.error


def test_a_full_outbox_says_so(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row that no longer fits is refused, and what is kept stays."""
    monkeypatch.setattr(limits, "OUTBOX_ROWS_MAX", 2)
    terminal.line.plan([Fault.CUT_BEFORE] * 2)
    client = terminal.start()
    assert [type(client.post(pieces(name))) for name in "abc"] == [Queued, Queued, Refused]
    client.send_all()
    assert terminal.posted() == ["a", "b"]
    assert isinstance(client.post(pieces("c")), Posted)


def test_an_outbox_that_waits_for_more_than_a_month_says_so(terminal: Terminal) -> None:
    """For thirty days it takes postings; then it is said that somebody has to look, and what is kept is still sent."""
    terminal.line.afterwards = Fault.CUT_BEFORE
    client = terminal.start()
    client.post(pieces("a"))
    terminal.now += timedelta(days=limits.OUTBOX_DAYS_MAX)
    assert isinstance(client.post(pieces("b")), Queued)
    terminal.now += timedelta(seconds=1)
    outcome = client.post(pieces("c"))
    assert isinstance(outcome, Refused)
    assert outcome.code is RefusalCode.OUTBOX_FULL
    terminal.line.afterwards = Fault.NONE
    client.send_all()
    assert terminal.posted() == ["a", "b"]


def test_receipts_are_forgotten_after_a_while_and_waiting_postings_never(terminal: Terminal) -> None:
    """A week after it was posted the server answers for it; what waits stays however long."""
    client = terminal.start()
    client.post(pieces("a"))
    terminal.line.afterwards = Fault.CUT_BEFORE
    client.post(pieces("b"))
    terminal.now += timedelta(days=limits.RECEIPT_DAYS, seconds=1)
    client.trim()
    assert client.kept_posting(1) is None
    assert [each.request_id for each in client.kept_postings()] == ["b"]
    terminal.line.afterwards = Fault.NONE
    again = client.post(pieces("a"))
    assert isinstance(again, Posted)
    assert again.replayed
    assert terminal.posted() == ["a", "b"]


def test_a_supervisors_badge_does_not_stay_in_the_file(terminal: Terminal) -> None:
    """As soon as the posting is answered nobody can read the badge out of the outbox any more."""
    terminal.line.plan([Fault.CUT_BEFORE])
    client = terminal.start()
    approval = Approval(supervisor_no="SUP", badge_token="SECRET-BADGE")
    client.post(pieces("a", approval=approval))
    client.send_all()
    row = client.kept_posting(1)
    assert row is not None
    if row.state is KeptState.REFUSED:
        client.drop(1, decided_by="SUP", reason="not needed")
    terminal.stop()
    assert b"SECRET-BADGE" not in terminal.file.read_bytes()


def test_a_screen_is_told_of_every_change(terminal: Terminal) -> None:
    """Kept, sent, refused, decided: each is told once at least, until the screen no longer listens."""
    client = terminal.start()
    told: list[int] = []
    end = client.on_change(lambda: told.append(client.kept_here().count))
    terminal.line.plan([Fault.CUT_BEFORE])
    client.post(pieces("a"))
    assert told[-1] == 1
    client.send_all()
    assert told[-1] == 0
    end()
    count = len(told)
    client.post(pieces("b"))
    assert len(told) == count


def test_questions_pass_and_tell_of_the_line(terminal: Terminal) -> None:
    """A question that is answered says that the line is back."""
    terminal.line.plan([Fault.CUT_BEFORE] * 2)
    client = terminal.start()
    question = OrderLineQuestion(order_no="O1")
    with pytest.raises(BackendUnreachable):
        client.ask(question)
    assert client.kept_here().line is LineState.DOWN
    assert client.post(pieces("a")) == Queued(place=1)
    assert not isinstance(client.ask(question), Refused)
    assert client.kept_here().line is LineState.UP


def test_no_pin_is_written_to_the_disk(terminal: Terminal) -> None:
    """What is signed or approved with a PIN needs the server: with the line down it is not kept, and nothing of it stays."""
    approval = Approval(supervisor_no="SUE", badge_token="7K3RV9TR2D", pin="482915")
    signature = Signature(meaning=SignatureMeaning.PERFORMED, signed_at=NOON, pin="482915")
    client = terminal.start()
    for number, signed in enumerate(({"approval": approval}, {"signature": signature})):
        terminal.line.plan([Fault.CUT_BEFORE])
        with pytest.raises(BackendUnreachable):
            client.post(pieces(f"p-{number}", **signed))
    assert client.kept_here().count == 0
    assert terminal.posted() == []
