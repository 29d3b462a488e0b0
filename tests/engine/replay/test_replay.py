"""Posted again on a copy of a backup, kept requests make every row that stands in the ledgers and beside them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from backend_client.engine.replay import Replayed, replayed
from backend_client.floor_terms import HelpKind, NoteReach
from backend_client.kept_terms import KeptDecision
from backend_client.local import LocalClient
from backend_client.messages.base import Posted, Refused
from backend_client.messages.crew import ChangeCrewRequest
from backend_client.messages.exports import RecordExportRequest
from backend_client.messages.odd_entries import FindEntryRightRequest
from backend_client.messages.people import ChooseLanguageRequest
from backend_client.messages.personnel import IssueBadgeRequest, SetPinRequest
from backend_client.messages.posting_decisions import DecideKeptPostingRequest
from backend_client.messages.shift import (
    AnswerCallRequest,
    CallForHelpRequest,
    EndCallRequest,
    ReadNotesRequest,
    WriteNoteRequest,
)
from backend_client.messages.terminals import EnrolTerminalRequest, InviteTerminalRequest, secret_hash
from backend_client.people_terms import ExportForm
from backend_client.plant.building import build_plant
from backend_client.store.backup import write_backup
from backend_client.store.backup_file import writing
from backend_client.store.database import Database
from backend_client.store.verifying.finding import FindingCode
from tests.casebook.databases import NOON, Plants
from tests.engine.clocks.clocked_plant import APPROVAL, clocked_plant
from tests.engine.people.signed_plant import ALL_ON, BADGES, PINS, new_id, signed_plant
from tests.engine.people.test_approvals import APPROVING, approved, too_much
from tests.proof.changed_bytes import Mill, mill, round_of_work
from tests.store.ledgers import without_triggers


def back_up(database: Database, folder: Path) -> Path:
    """Write a backup."""
    file = folder / "plant.kiosk"
    with database.read() as connection, writing(file) as backup:
        write_backup(connection, backup, at=datetime(2026, 3, 2, tzinfo=UTC), release="1")
    return file


def replay(database: Database, backup: Path) -> Replayed:
    """Post again what was posted since."""
    with database.read() as connection:
        return replayed(connection, backup, lambda _register: None)


@pytest.fixture
def worked(plants: Plants, tmp_path: Path) -> tuple[Mill, Path]:
    """A plant with a backup and a round of work behind it."""
    made = mill(plants, 1)
    backup = back_up(made.database, tmp_path)
    round_of_work(made, "Q1")
    return made, backup


def test_a_history_is_the_same_posted_again(each_plants: Plants, tmp_path: Path) -> None:
    """Buying, picking, consuming, output, reversal, finishing, charges, adjustment, master data: twelve registers of a round."""
    made = mill(each_plants, 1)
    backup = back_up(made.database, tmp_path)
    for number in range(2):
        round_of_work(made, f"Q{number}")
    outcome = replay(made.database, backup)
    assert outcome.findings == ()
    assert (outcome.last - outcome.first + 1) % 2 == 0
    assert outcome.last > outcome.first
    assert not outcome.imported


def test_clocks_and_approvals_are_posted_again(each_plants: Plants, tmp_path: Path) -> None:
    """By the clock of each register, with the badge that is kept as its hash alone; a clock set back changes nothing."""
    plant = clocked_plant(each_plants.database(), over_output_tolerance_pct="10")
    backup = back_up(plant.database, tmp_path)
    plant.run()
    plant.later(minutes=90)
    plant.do("post", order_no="O1", operation_no="10", output_quantity=Decimal(4))
    assert not isinstance(
        plant.do("output", order_no="O2", operation_no="10", output_quantity=Decimal(12), approval=APPROVAL),
        Refused,
    )
    plant.now -= timedelta(minutes=30)
    plant.do("output", order_no="O1", operation_no="20", output_quantity=Decimal(1))
    plant.do("leave")
    assert replay(plant.database, backup).findings == ()


def test_what_nobody_keeps_is_not_needed(each_plants: Plants, tmp_path: Path) -> None:
    """PINs, badges and codes: signing on, a new PIN, a new badge, a terminal's enrolment, an approval with a PIN."""
    plant = signed_plant(each_plants.database(), **APPROVING)
    backup = back_up(plant.database, tmp_path)
    plant.try_pin("111111")
    ada, boss = plant.sign_on(), plant.sign_on("BOSS")
    request = too_much(plant, ada)
    done: list[Any] = [
        approved(request, plant.now),
        SetPinRequest(request_id=new_id(), no="ADA", pin="716204", current_pin=PINS["ADA"], **ada),
        IssueBadgeRequest(request_id=new_id(), no="ADA", badge_token="8D4SK0VS3F", **boss),
        InviteTerminalRequest(
            request_id=new_id(), terminal="T9", code_hash=secret_hash("7K3RV9TR2DXB"), **boss
        ),
        EnrolTerminalRequest(request_id=new_id(), terminal="T9", code="7K3R-V9TR-2DXB", token_hash="a" * 64),
    ]
    for each in done:
        outcome = plant.client.post(each)
        assert isinstance(outcome, Posted), (each, outcome)
    outcome = replay(plant.database, backup)
    assert outcome.findings == ()
    assert outcome.last - outcome.first + 1 == len(done) + 2


def test_what_a_shift_tells_and_looks_at_is_posted_again(each_plants: Plants, tmp_path: Path) -> None:
    """Notes and who has read them, calls in the own name and in another's, a crew, an odd entry, an export, a decision."""
    plant = signed_plant(each_plants.database(), **ALL_ON)
    backup = back_up(plant.database, tmp_path)
    ada, sue = plant.sign_on(), plant.sign_on("SUE", "T2")
    assert isinstance(plant.client.post(plant.output(ada, scrap_quantity=Decimal(1))), Posted)
    (entry_no,) = plant.rows("capacity_ledger_entries", "entry_no")[0]
    place = {"order_no": "O1", "operation_no": "10"}
    note = WriteNoteRequest(
        request_id=new_id(), reach=NoteReach.STATION, no="A", note="Fixture 2 is loose", **ada
    )
    call = CallForHelpRequest(request_id=new_id(), kind=HelpKind.SETTER, no="A", **ada)
    done: list[Any] = [
        note,
        ReadNotesRequest(request_id=new_id(), note_ids=(note.request_id,), **sue),
        call,
        CallForHelpRequest(request_id=new_id(), kind=HelpKind.QUALITY, no="A", **{**ada, "person_no": "SUE"}),
        AnswerCallRequest(request_id=new_id(), call_id=call.request_id, note="5 min", **sue),
        EndCallRequest(request_id=new_id(), call_id=call.request_id, **ada),
        ChooseLanguageRequest(request_id=new_id(), language_code="fi", **ada),
        ChangeCrewRequest(request_id=new_id(), badge_token=BADGES["SAM"], **place, **ada),
        FindEntryRightRequest(request_id=new_id(), entry_no=entry_no, comment="a new tool", **sue),
        RecordExportRequest(request_id=new_id(), what="ask load", form=ExportForm.CSV, **ada),
        DecideKeptPostingRequest(
            request_id=new_id(),
            decision=KeptDecision.DROP,
            kept_request_id="K1",
            reason="counted twice",
            **sue,
        ),
    ]
    for each in done:
        plant.later(minutes=1)
        outcome = plant.client.post(each)
        assert isinstance(outcome, Posted), (each, outcome)
    assert {person_no for (person_no,) in plant.rows("help_calls", "person_no")} == {"ADA", ""}
    tables = (
        "shift_notes",
        "shift_note_readings",
        "help_calls",
        "help_call_entries",
        "clock_intervals",
        "entry_reviews",
    )
    assert [len(plant.rows(each, "person_no")) for each in tables] == [1, 1, 2, 2, 1, 1]
    again = replay(plant.database, backup)
    assert again.findings == ()
    assert again.last - again.first + 1 == len(done) + 3


CHANGED = {
    ("production_orders", "description"): "UPDATE production_orders SET description = 'x' WHERE no = 'Q1'",
    ("production_order_components", "remaining_quantity"): "UPDATE production_order_components "
    "SET remaining_quantity = remaining_quantity + 1 WHERE order_no = 'Q1'",
    ("items", "unit_cost"): "UPDATE items SET unit_cost = unit_cost + 1 WHERE no = 'C'",
    ("order_line_costs", "turns"): "UPDATE order_line_costs SET turns = 7 WHERE order_no = 'Q1'",
    (
        "gl_entries",
        "amount",
    ): "UPDATE gl_entries SET amount = amount + 1 WHERE entry_no = (SELECT max(entry_no) FROM gl_entries)",
}


@pytest.mark.parametrize("place", sorted(CHANGED))
def test_a_row_that_no_request_made_is_named(worked: tuple[Mill, Path], place: tuple[str, str]) -> None:
    """Also where no other check looks: a description, a unit cost, a component's remaining quantity."""
    made, backup = worked
    tamper(made.database, CHANGED[place])
    findings = replay(made.database, backup).findings
    assert {each.code for each in findings} == {FindingCode.REPLAY_DIFFERS}
    assert place in {(each.facts["table"], each.facts.get("column")) for each in findings}


def test_rows_that_are_gone_or_added_are_named(worked: tuple[Mill, Path]) -> None:
    """One only here, one only there."""
    made, backup = worked
    tamper(
        made.database,
        "DELETE FROM production_order_components WHERE order_no = 'Q1'",
        "INSERT INTO routing_links (code, description) VALUES ('NEW', '')",
    )
    found = {
        (each.facts["table"], each.facts["here"], each.facts["replayed"])
        for each in replay(made.database, backup).findings
    }
    assert found == {("production_order_components", "", "replayed only"), ("routing_links", "here only", "")}


def test_an_entry_that_is_gone_from_the_audit_trail_is_named(worked: tuple[Mill, Path]) -> None:
    """What a request told it."""
    made, backup = worked
    tamper(
        made.database, "UPDATE audit_entries SET after = '' WHERE id = (SELECT max(id) FROM audit_entries)"
    )
    (found,) = replay(made.database, backup).findings
    assert found.facts["table"] == "audit_entries"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE registers SET body = 'no' WHERE no = (SELECT max(no) FROM registers)",
        "UPDATE registers SET request_kind = 'NoRequest' WHERE no = (SELECT max(no) FROM registers)",
        "UPDATE registers SET body = '{}' WHERE no = (SELECT max(no) FROM registers)",
        "UPDATE registers SET body = replace(body, 'Q1', 'ZZ') WHERE request_kind = 'PostConsumptionRequest'",
    ],
)
def test_a_request_that_can_t_be_posted_again_ends_it(worked: tuple[Mill, Path], change: str) -> None:
    """No request, of no kind, without what it needs, refused: the register is named."""
    made, backup = worked
    tamper(made.database, change)
    (found,) = replay(made.database, backup).findings
    assert found.code is FindingCode.REPLAY_REFUSED


def test_a_backup_of_another_history_is_told(worked: tuple[Mill, Path]) -> None:
    """Its last register is another here."""
    made, backup = worked
    tamper(made.database, "UPDATE registers SET hash = replace(hash, '0', '1')")
    (found,) = replay(made.database, backup).findings
    assert found.code is FindingCode.REPLAY_OF_ANOTHER_HISTORY


def test_an_import_ends_the_replay(plants: Plants, tmp_path: Path) -> None:
    """Master data that no register keeps came between: registers before it are compared, nothing behind it."""
    made = mill(plants, 1)
    backup = back_up(made.database, tmp_path)
    round_of_work(made, "Q1")
    before = replay(made.database, backup).last
    later = NOON + timedelta(hours=1)
    build_plant(made.database, {"routing_links": [{"code": "NEW"}]}, at=later)
    late = LocalClient(made.database, now=lambda: later)
    made.client = late
    made.stock(1, location_code="WH", bin_code="S1")
    outcome = replay(made.database, backup)
    assert (outcome.findings, outcome.last, outcome.imported) == ((), before, True)


def tamper(database: Database, *statements: str) -> None:
    """Change rows behind the product's back."""
    without_triggers(database)
    with database.write() as connection:
        for statement in statements:
            assert connection.execute(text(statement)).rowcount > 0
