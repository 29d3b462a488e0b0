"""What is entered and not posted is read back as it was written, by its own terminal only, and harms nothing."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from backend_client.barcode.events import Job
from backend_client.messages.base import Answer
from backend_client.messages.postings import ScrapQuantity
from backend_client.terms import Confirmation
from kiosk.entry_file import EntryFile
from screens.center_time_draft import CenterTimeDraft
from screens.drafts import Draft, EntryKind, Field, Question, Sure, Which
from screens.kept_entries import Entries, KeptEntries, LeftOpen
from screens.parts_draft import PartLine, PartsDraft
from screens.posting_entry import Confirming, Leave, SameAgain

DRAFT = Draft(
    request_id="r-1",
    order_no="101001",
    order_line_no=10000,
    operation_no="10",
    output_quantity=Decimal("3.00001"),
    scrap_quantity=Decimal(1),
    scrap_code="DENT",
    further_scrap=(ScrapQuantity(scrap_code="BURR", quantity=Decimal("0.5")),),
    rework_quantity=Decimal(2),
    finished=True,
)
KEY = ("OP01", EntryKind.OUTPUT, "101001", 10000, "10")
LEFT = LeftOpen(EntryKind.OUTPUT, "101001", 10000, "10", Field.RUN)
PARTS = PartsDraft(
    request_id="r-2",
    order_no="101005",
    order_line_no=10000,
    operation_no="30",
    lines=(
        PartLine(
            component_line_no=80000,
            item_no="SP-BOM1207",
            quantity=Decimal(1),
            unit_of_measure_code="PCS",
            serial_no="IOT-2600002",
            bin_code="S-02-02",
        ),
    ),
    other_bin=True,
)
TIME = CenterTimeDraft(request_id="r-3", no="100", stop_code="MACHINE", time=Decimal(45))
OTHERS = {("OP01", *PARTS.key): PARTS, ("OP01", *TIME.key): TIME}
ENTRIES = Entries({KEY: DRAFT, **OTHERS}, {"OP01": LEFT})


def test_entries_come_back_as_they_were(tmp_path: Path) -> None:
    """Every field of a draft, its request id, and the field that was asked for; nobody else reads the file."""
    file = tmp_path / "T7" / "entries.json"
    EntryFile(file).save(ENTRIES)
    assert EntryFile(file).load() == ENTRIES
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    EntryFile(file).save(Entries())
    assert EntryFile(file).load() == Entries()


@pytest.mark.parametrize(
    "pending",
    [
        None,
        Sure(Field.GOOD, Decimal(50), Question.FAR_ABOVE_REMAINING),
        Which(Field.GOOD, (Decimal("1.5"), Decimal(1500))),
        Confirming((Confirmation.FINISHED_OPERATION_OUTPUT,), preview=True),
        Leave(Job("101002", 10000, "20")),
        Leave(None),
        SameAgain((Answer(confirmation=Confirmation.FINISHED_OPERATION_OUTPUT, yes=True),)),
    ],
)
def test_an_open_question_comes_back_as_it_was(tmp_path: Path, pending: object) -> None:
    """With what was typed at it, the row that was marked below it, and what had been answered before."""
    answers = (Answer(confirmation=Confirmation.FINISHED_OPERATION_OUTPUT, yes=True),)
    left = replace(LEFT, pending=pending, typed="1.", marked=3, answers=answers)
    EntryFile(tmp_path / "entries.json").save(Entries({KEY: DRAFT}, {"OP01": left}))
    assert EntryFile(tmp_path / "entries.json").load().left_open == {"OP01": left}


@pytest.mark.parametrize(
    ("asked", "pending"),
    [
        ("sure", {"field": "output_quantity", "value": "-5", "question": "far-above-remaining"}),
        ("sure", {"field": "output_quantity", "value": "5"}),
        ("which", {"field": "output_quantity", "readings": ["1"]}),
        ("confirming", {"confirmations": ["never-heard-of"], "preview": False}),
        ("posted", {}),
        ("leave", None),
    ],
)
def test_a_question_that_no_screen_asks_is_not_asked(tmp_path: Path, asked: str, pending: object) -> None:
    """Whoever writes into the file puts nothing before an OK that could not stand there."""
    file = tmp_path / "entries.json"
    EntryFile(file).save(ENTRIES)
    told = json.loads(file.read_text("utf-8"))
    told["left_open"][0] |= {"asked": asked, "pending": pending}
    file.write_text(json.dumps(told), "utf-8")
    assert EntryFile(file).load() == Entries()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"drafts": [], "left_open": 7}',
        b'{"drafts": [{"person_no": "OP01", "draft": {}}], "left_open": []}',
        b" " * 1_000_001,
    ],
)
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    """The kiosk begins with nothing entered, and writes the file anew."""
    file = tmp_path / "entries.json"
    file.write_bytes(content)
    assert EntryFile(file).load() == Entries()
    EntryFile(file).save(ENTRIES)
    assert EntryFile(file).load() == ENTRIES


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("output_quantity", "NaN"),
        ("output_quantity", "-1"),
        ("run_time", [5]),
        ("scrap_code", 7),
        ("finished", "yes"),
    ],
)
def test_a_value_that_no_screen_makes_is_not_taken(tmp_path: Path, name: str, value: object) -> None:
    """Whoever writes into the file brings nothing into an entry that could not be typed there."""
    file = tmp_path / "entries.json"
    EntryFile(file).save(ENTRIES)
    told = json.loads(file.read_text("utf-8"))
    told["drafts"][0]["draft"][name] = value
    file.write_text(json.dumps(told), "utf-8")
    assert EntryFile(file).load() == Entries()


def test_a_file_that_can_not_be_written_stops_nobody(tmp_path: Path) -> None:
    """A place that is no folder: nothing is kept, nothing is raised."""
    (tmp_path / "T7").write_text("", "ascii")
    keeper = EntryFile(tmp_path / "T7" / "entries.json")
    keeper.save(ENTRIES)
    assert keeper.load() == Entries()


def test_what_stood_open_is_told_once_and_only_to_its_person(tmp_path: Path) -> None:
    """OP02 signs on first and finds nothing of OP01's; OP01 finds the entry, once."""
    keeper = EntryFile(tmp_path / "entries.json")
    keeper.save(ENTRIES)
    kept = KeptEntries(keeper)
    assert kept.left_by("OP02") is None
    kept.keep(kept.drafts, "OP02", None)
    kept = KeptEntries(keeper)
    assert (kept.drafts, kept.left_by("OP01")) == ({KEY: DRAFT, **OTHERS}, LEFT)
    assert kept.left_by("OP01") is None


def test_a_posted_entry_is_kept_no_longer(tmp_path: Path) -> None:
    """The draft is gone and nothing stands open: the next start begins at the station."""
    keeper = EntryFile(tmp_path / "entries.json")
    kept = KeptEntries(keeper)
    kept.keep(OTHERS, "OP01", (DRAFT, LEFT))
    assert keeper.load() == ENTRIES
    kept.keep({}, "OP01", None)
    assert keeper.load() == Entries()
