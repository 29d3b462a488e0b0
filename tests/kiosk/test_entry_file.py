"""What is entered and not posted is read back as it was written, by its own terminal only, and harms nothing."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from backend_client.barcode.events import Job
from backend_client.messages.base import Answer
from backend_client.messages.postings import ScrapQuantity
from backend_client.terms import Confirmation
from kiosk.entry_file import EntryFile
from kiosk.kept_file import with_sum
from screens.center_time_draft import CenterTimeDraft
from screens.disk import Damage
from screens.drafts import Draft, EntryKind, Field, Question, Sure, Which
from screens.kept_entries import Entries, KeptEntries, LeftOpen
from screens.language.readings import Doubtful
from screens.parts_draft import Found, MorePart, OtherBin, PartAsked, PartLine, PartsDraft
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
ENTRIES = Entries({KEY: DRAFT, **OTHERS}, {"OP01": LEFT}, {"OP02": Job("101002", 10000, "20")})
ALL_LOST = Entries(damage=Damage.ALL)


def told_in(file: Path) -> Any:
    """What the file holds, its check sum taken off."""
    return json.loads(file.read_bytes().split(b"\n")[0])


def tell(file: Path, told: Any) -> None:
    """Write it as somebody does who knows of the check sum."""
    file.write_bytes(with_sum(json.dumps(told)))


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
        MorePart(PARTS.lines[0]),
        OtherBin(PARTS.lines[0]),
        Doubtful((Decimal("1.5"), Decimal(1500))),
    ],
)
def test_an_open_question_comes_back_as_it_was(tmp_path: Path, pending: object) -> None:
    """With what was typed at it, the row that was marked below it, and what had been answered before."""
    answers = (Answer(confirmation=Confirmation.FINISHED_OPERATION_OUTPUT, yes=True),)
    part = PartAsked(marked=2, found=Found(index=2, lot_no="LOT-A", quantity=Decimal(3)), bin_code="S-02-02")
    left = replace(LEFT, pending=pending, typed="1.", marked=3, answers=answers, part=part)
    EntryFile(tmp_path / "entries.json").save(Entries({KEY: DRAFT}, {"OP01": left}))
    assert EntryFile(tmp_path / "entries.json").load().left_open == {"OP01": left}


@pytest.mark.parametrize(
    ("asked", "pending"),
    [
        ("sure", {"field": "output_quantity", "value": "-5", "question": "far-above-remaining"}),
        ("sure", {"field": "output_quantity", "value": "5"}),
        ("which", {"field": "output_quantity", "readings": ["1"]}),
        ("confirming", {"confirmations": ["never-heard-of"], "preview": False}),
        ("doubtful", {"readings": ["1", "2", "3"]}),
        ("more-part", {"line": {"quantity": "1"}}),
        ("posted", {}),
        ("leave", None),
    ],
)
def test_a_question_that_no_screen_asks_is_not_asked(tmp_path: Path, asked: str, pending: object) -> None:
    """Whoever writes into the file puts nothing before an OK that could not stand there."""
    file = tmp_path / "entries.json"
    EntryFile(file).save(ENTRIES)
    told = told_in(file)
    told["kept"]["left_open"][0] |= {"asked": asked, "pending": pending}
    tell(file, told)
    assert EntryFile(file).load() == ALL_LOST


DAMAGED = (
    b"",
    b"{",
    b"\xff\xfe",
    b"\0" * 4_096,
    with_sum("[]"),
    with_sum("[" * 100_000),
    with_sum('{"number": 9, "kept": {"drafts": [], "left_open": 7, "marked": []}}'),
    with_sum('{"number": 9, "kept": {"drafts": [{"person_no": "OP01"}], "left_open": [], "marked": []}}'),
    b" " * 1_000_001,
)


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    """The kiosk begins with nothing entered, knows that it is lost, and writes the file anew."""
    file = tmp_path / "entries.json"
    file.write_bytes(content)
    assert EntryFile(file).load() == ALL_LOST
    EntryFile(file).save(ENTRIES)
    assert EntryFile(file).load() == ENTRIES


@pytest.mark.parametrize("content", DAMAGED)
def test_a_power_cut_takes_no_more_than_what_the_disk_did_not_have(tmp_path: Path, content: bytes) -> None:
    """What was saved last is torn, empty or zeros: what the disk had before it comes back, known as older."""
    file = tmp_path / "entries.json"
    keeper = EntryFile(file)
    keeper.save(Entries({KEY: DRAFT}))
    keeper.sync()
    keeper.save(ENTRIES)
    file.write_bytes(content)
    again = EntryFile(file)
    assert again.load() == Entries({KEY: DRAFT}, damage=Damage.NEWEST)
    again.save(ENTRIES)
    assert EntryFile(file).load() == ENTRIES


def test_every_changed_byte_is_seen(tmp_path: Path) -> None:
    """A 3 that became another figure on the disk is never posted: no single change is read as something else."""
    file = tmp_path / "entries.json"
    EntryFile(file).save(Entries({KEY: DRAFT}))
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert EntryFile(file).load() == ALL_LOST


def test_the_copy_that_the_disk_has_is_answered_where_it_is_newer(tmp_path: Path) -> None:
    """A disk may forget what was saved and never synced, and keep the one before it: the number tells which is newer."""
    file = tmp_path / "entries.json"
    keeper = EntryFile(file)
    keeper.save(Entries({KEY: DRAFT}))
    older = file.read_bytes()
    keeper.save(ENTRIES)
    keeper.sync()
    file.write_bytes(older)
    assert EntryFile(file).load() == ENTRIES
    file.unlink()
    assert EntryFile(file).load() == replace(ENTRIES, damage=Damage.NEWEST)
    assert not list(tmp_path.glob("*.new"))


def test_a_damaged_copy_of_the_disk_loses_nothing_while_the_newest_is_whole(tmp_path: Path) -> None:
    """It is written again with the next change."""
    keeper = EntryFile(tmp_path / "entries.json")
    keeper.save(ENTRIES)
    keeper.sync()
    (tmp_path / "entries.json-1").write_bytes(b"")
    assert EntryFile(tmp_path / "entries.json").load() == ENTRIES


def test_one_of_the_two_copies_on_the_disk_is_always_whole(tmp_path: Path) -> None:
    """They are written in turn, the older one first, also after a start: a cut in the midst of one leaves the other."""
    file = tmp_path / "entries.json"
    for times in range(1, 6):
        keeper = EntryFile(file)
        keeper.load()
        keeper.save(replace(ENTRIES, marked={"OP02": Job("101002", 10000, str(times))}))
        before = [copy.read_bytes() for copy in sorted(tmp_path.glob("entries.json-*"))]
        keeper.sync()
        changed = [
            copy for copy in sorted(tmp_path.glob("entries.json-*")) if copy.read_bytes() not in before
        ]
        assert [copy.name for copy in changed] == [f"entries.json-{1 + (times - 1) % 2}"]
        assert changed[0].stat().st_mode & 0o777 == 0o600
    file.write_bytes(b"")
    changed[0].write_bytes(b"half of it")
    assert EntryFile(file).load().marked == {"OP02": Job("101002", 10000, "4")}


def test_a_shorter_copy_leaves_nothing_of_a_longer_one(tmp_path: Path) -> None:
    """Both lie on the disk; nothing entered is read as nothing entered."""
    file = tmp_path / "entries.json"
    keeper = EntryFile(file)
    for entries in (ENTRIES, ENTRIES, Entries(), Entries()):
        keeper.save(entries)
        keeper.sync()
    file.unlink()
    assert EntryFile(file).load() == Entries(damage=Damage.NEWEST)


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
    told = told_in(file)
    told["kept"]["drafts"][0]["draft"][name] = value
    tell(file, told)
    assert EntryFile(file).load() == ALL_LOST


def test_a_file_that_can_not_be_written_stops_nobody(tmp_path: Path) -> None:
    """A place that is no folder: nothing is kept, nothing is raised."""
    (tmp_path / "T7").write_text("", "ascii")
    keeper = EntryFile(tmp_path / "T7" / "entries.json")
    keeper.save(ENTRIES)
    keeper.sync()
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
    assert kept.marked_by("OP02") == Job("101002", 10000, "20")
    assert kept.marked_by("OP02") is None


def test_what_was_lost_is_told_to_whom_it_matters(tmp_path: Path) -> None:
    """OP02 signs on first, OP01 finds an older entry, OP03 has lost nothing: each is told once, or not at all."""
    file = tmp_path / "entries.json"
    keeper = EntryFile(file)
    keeper.save(ENTRIES)
    keeper.sync()
    file.write_bytes(b"")
    kept = KeptEntries(EntryFile(file))
    told = [kept.damage_to(person) for person in ("OP02", "OP03", "OP01", "OP01", "OP02")]
    assert told == [Damage.NEWEST, Damage.NONE, Damage.NEWEST, Damage.NONE, Damage.NONE]


def test_of_too_many_drafts_the_oldest_go(tmp_path: Path) -> None:
    """3,000 begun and never ended, then one more on the oldest of them: the newest 500 come back, that one among them."""
    begun = {
        ("OP01", *draft.key): draft
        for draft in (replace(DRAFT, order_no=str(number)) for number in range(101000, 104000))
    }
    resumed = replace(DRAFT, order_no="101000", output_quantity=Decimal(4))
    KeptEntries(EntryFile(tmp_path / "entries.json")).keep(begun, "OP01", (resumed, LEFT))
    found = EntryFile(tmp_path / "entries.json").load()
    orders = [order_no for _person, _kind, order_no, _line, _operation in found.drafts]
    assert (found.damage, orders) == (Damage.NONE, [*map(str, range(103501, 104000)), "101000"])


def test_a_posted_entry_is_kept_no_longer(tmp_path: Path) -> None:
    """The draft is gone and nothing stands open: the next start begins at the station."""
    keeper = EntryFile(tmp_path / "entries.json")
    kept = KeptEntries(keeper)
    kept.keep(OTHERS, "OP01", (DRAFT, LEFT))
    assert keeper.load() == replace(ENTRIES, marked={})
    kept.keep({}, "OP01", None)
    assert keeper.load() == Entries()
