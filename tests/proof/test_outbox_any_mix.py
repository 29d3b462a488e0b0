"""Whatever happens to line, server and terminal: nothing lost, nothing doubled, order kept, and no lie on the screen."""

from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pysqlite3 import dbapi2 as sqlite

from backend_client.kept_terms import KeptState
from backend_client.messages.base import Posted, Queued, Refused
from backend_client.messages.journals import JournalLine, PostJournalRequest
from backend_client.refusals import RefusalCode
from backend_client.terms import JournalLineKind
from tests.casebook.databases import Plants
from tests.outbox.conftest import Terminal
from tests.outbox.cutting import Fault
from tests.proof.conftest import Proof
from tests.small_plant import output, small_plant

ORDERS = ("O1", "O2", "O3")
orders = st.sampled_from(ORDERS)
faults = st.lists(
    st.sampled_from([Fault.NONE, Fault.CUT_BEFORE, Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.DOUBLED]),
    max_size=6,
)


class AnyMix(RuleBasedStateMachine):
    """One terminal; `plant`, `template` and `folder` are set before the machine runs."""

    plant: ClassVar[Any]
    template: ClassVar[Path]
    folder: ClassVar[Path]
    numbers: ClassVar[Any] = count(1)
    seen: ClassVar[dict[str, int]] = {}

    @initialize()
    def begin(self) -> None:
        """Begin with the plant as it was made, and an empty outbox."""
        origin = sqlite.connect(self.template)
        raw = self.plant.engine.raw_connection()
        origin.backup(raw.driver_connection)
        raw.close()
        origin.close()
        self.terminal = Terminal(self.plant, self.folder / f"outbox-{next(self.numbers)}.sqlite")
        self.client = self.terminal.start()
        self.ids = count(1)
        self.requests: dict[str, Any] = {}
        self.lanes: dict[str, list[str]] = {no: [] for no in ORDERS}
        self.said: dict[str, type] = {}
        self.given_up: set[str] = set()

    def _note(self, what: str) -> None:
        self.seen[what] = self.seen.get(what, 0) + 1

    def _request(self, order: str, *, other: str = "", bad: bool = False) -> Any:
        request_id = f"p{next(self.ids)}"
        if other:
            lines = tuple(
                JournalLine(
                    kind=JournalLineKind.OUTPUT,
                    order_no=no,
                    operation_no="20",
                    output_quantity=output("x", output_quantity=1).output_quantity,
                    scrap_code="NONE" if bad else "",
                    scrap_quantity=output("x", scrap_quantity=int(bad)).scrap_quantity,
                )
                for no in {order, other}
            )
            return PostJournalRequest(request_id=request_id, lines=lines)
        more = {"scrap_quantity": 1, "scrap_code": "NONE"} if bad else {}
        return output(request_id, order_no=order, output_quantity=1, **more)

    def _lanes_of(self, request: Any) -> set[str]:
        return {line.order_no for line in getattr(request, "lines", ())} or {request.order_no}

    def _post(self, request: Any) -> None:
        outcome = self.client.post(request)
        request_id = request.request_id
        self._note(type(outcome).__name__)
        if isinstance(outcome, Posted):
            assert request_id in self.terminal.posted(), "said to be posted, and it is not"
        if request_id not in self.requests:
            for no in self._lanes_of(request):
                self.lanes[no].append(request_id)
            self.requests[request_id] = request
        elif self.said[request_id] is Posted:
            assert isinstance(outcome, Posted), "a posting is taken back"
            assert outcome.replayed
        self.said[request_id] = type(outcome)
        kept = {each.request_id for each in self.client.kept_postings()}
        if isinstance(outcome, Refused) and request_id not in kept:
            self.given_up.add(request_id)

    @rule(
        order=orders, other=st.sampled_from(["", "", *ORDERS]), bad=st.booleans(), planned=st.none() | faults
    )
    def post(self, order: str, other: str, bad: bool, planned: list[Fault] | None) -> None:
        """Post for one order, or a journal for two; some are refused by the server."""
        if planned:
            self.terminal.line.plan(planned)
        self._post(self._request(order, other=other, bad=bad))

    @precondition(lambda self: self.requests)
    @rule(data=st.data())
    def press_again(self, data: Any) -> None:
        """F10 again for an earlier posting, if it was not refused to the person's face."""
        known = sorted(each for each, said in self.said.items() if said is not Refused)
        if known:
            self._post(self.requests[data.draw(st.sampled_from(known))])

    @rule(planned=faults)
    def break_the_line(self, planned: list[Fault]) -> None:
        """The next calls go wrong like this."""
        self.terminal.line.plan(planned)

    @rule()
    def drain(self) -> None:
        """The sender's time has come."""
        self.client.send_all()

    @rule()
    def restart(self) -> None:
        """The terminal is switched off and on."""
        self.terminal.stop()
        self.client = self.terminal.start()

    @precondition(lambda self: self.client.kept_here().count)
    @rule(
        decision=st.sampled_from(["drop", "repost", "send again"]), badly=st.booleans(), at=st.integers(0, 5)
    )
    def decide(self, decision: str, badly: bool, at: int) -> None:
        """A supervisor decides on a refused posting, after what can be sent was sent."""
        self.client.send_all()
        refused = [each for each in self.client.kept_postings() if each.state is KeptState.REFUSED]
        if not refused:
            return
        kept = refused[at % len(refused)]
        self._note(decision)
        if decision == "drop":
            self.client.drop(kept.sequence_no, decided_by="SUP", reason="counted twice")
            self.given_up.add(kept.request_id)
        elif decision == "send again":
            self.client.send_again(kept.sequence_no, decided_by="SUP")
        else:
            old = self.requests[kept.request_id]
            first, *others = sorted(self._lanes_of(old))
            new = self._request(first, other=(others or [""])[0], bad=badly)
            outcome = self.client.repost(kept.sequence_no, new, decided_by="SUP", reason="corrected")
            assert isinstance(outcome, Queued)
            self.given_up.add(kept.request_id)
            self.requests[new.request_id], self.said[new.request_id] = new, Queued
            for no in self._lanes_of(old):
                self.lanes[no][self.lanes[no].index(kept.request_id)] = new.request_id

    def teardown(self) -> None:
        """Mend the line, drop what is refused, drain; then look into the plant."""
        if not hasattr(self, "client"):
            return
        self.terminal.line.plan([])
        self.client.send_all()
        while self.client.kept_here().count:
            for kept in self.client.kept_postings():
                if kept.state is KeptState.REFUSED:
                    assert kept.refused is not None
                    assert kept.refused.code is RefusalCode.SCRAP_CODE_NOT_FOUND
                    self.client.drop(kept.sequence_no, decided_by="SUP", reason="counted twice")
                    self.given_up.add(kept.request_id)
            self.client.send_all()
        self.terminal.stop()
        posted = self.terminal.posted()
        assert len(posted) == len(set(posted)), "doubled"
        assert set(posted) == set(self.requests) - self.given_up, "lost, or posted though given up"
        for no, lane in self.lanes.items():
            mine = [each for each in posted if no in self._lanes_of(self.requests[each])]
            assert mine == [each for each in lane if each not in self.given_up], f"order of {no}"


@pytest.mark.proof
def test_any_mix_of_faults_loses_and_doubles_nothing(
    sqlite_plants: Plants, tmp_path: Path, proof: Proof
) -> None:
    """Posted is posted; kept is posted once or given up by a supervisor; each order's postings keep their order."""
    AnyMix.plant = small_plant(sqlite_plants, orders=3, quantity=1_000)
    AnyMix.folder, AnyMix.template = tmp_path, tmp_path / "template.sqlite"
    AnyMix.seen = {}
    origin = sqlite.connect(str(AnyMix.plant.engine.url.database))
    copy = sqlite.connect(AnyMix.template)
    origin.backup(copy)
    copy.close()
    origin.close()
    histories = proof.count(60, full=3_000)
    run_state_machine_as_test(
        AnyMix,
        settings=settings(
            max_examples=histories,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
    sqlite_plants.close()
    for what in ("Posted", "Queued", "Refused", "drop", "repost", "send again"):
        assert AnyMix.seen.get(what, 0) > 0, f"hardly any history had a {what}: {AnyMix.seen}"
    steps = sum(AnyMix.seen.values())
    proof.row("outbox: any mix of faults and decisions", steps, "0 lost, 0 doubled, order kept")
