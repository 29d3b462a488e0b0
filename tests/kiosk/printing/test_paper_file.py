"""The papers of a station that wait for a printer are there again, and a file that can't be read harms nobody."""

import json
from pathlib import Path

import pytest

from kiosk.kept_file import with_sum
from kiosk.printing.paper_file import PaperFile
from screens.paper_queue import LABELLED_MAX, WAITING_MAX, Paper, PaperQueue, Papers

PAPERS = Papers(
    (Paper(number=3, order_no="101001", register_no=41, begun=True), Paper(number=4, order_no="101002")),
    (("101001", 40),),
)


def test_papers_come_back_as_they_were(tmp_path: Path) -> None:
    """A label that was begun, a job card, a register whose label came out."""
    keeper = PaperFile(tmp_path / "T7" / "papers.json")
    keeper.save(PAPERS)
    assert PaperFile(tmp_path / "T7" / "papers.json").load() == PAPERS


@pytest.mark.parametrize(
    "kept",
    [
        {"waiting": [{"number": "3", "order_no": "101001"}], "labelled": []},
        {"waiting": [{"order_no": "101001"}], "labelled": []},
        {"waiting": [], "labelled": [["101001"]]},
        {"waiting": 7, "labelled": []},
        [],
    ],
)
def test_what_no_station_writes_is_as_good_as_nothing(tmp_path: Path, kept: object) -> None:
    """Nothing waits; the next paper is kept."""
    file = tmp_path / "papers.json"
    file.write_bytes(with_sum(json.dumps({"number": 1, "kept": kept})))
    assert PaperFile(file).load() == Papers()
    queue = PaperQueue(PaperFile(file))
    paper = queue.add("101001", 41)
    assert PaperFile(file).load() == Papers((paper,))


def test_a_label_is_the_original_once(tmp_path: Path) -> None:
    """Waiting it is the original; begun, ended or not, the next is a COPY; a printer that took nothing leaves it one."""
    file = tmp_path / "papers.json"
    queue = PaperQueue(PaperFile(file))
    paper = queue.add("101001", 41)
    assert not PaperQueue(PaperFile(file)).was_labelled(paper.printed)
    queue.begin(paper)
    assert PaperQueue(PaperFile(file)).was_labelled(paper.printed)
    queue.failed(paper)
    assert not PaperQueue(PaperFile(file)).was_labelled(paper.printed)
    queue.begin(paper)
    queue.ended(paper)
    again = PaperQueue(PaperFile(file))
    assert (again.waiting, again.was_labelled(paper.printed)) == ((), True)


def test_what_the_printer_gets_is_begun_on_the_disk_before(tmp_path: Path) -> None:
    """The copy that is synced says so: a power cut while it prints makes no second original."""
    queue = PaperQueue(PaperFile(tmp_path / "papers.json"))
    queue.begin(queue.add("101001", 41))
    (tmp_path / "papers.json").write_bytes(b"")
    assert PaperQueue(PaperFile(tmp_path / "papers.json")).was_labelled(("101001", 41))


def test_a_queue_has_an_end(tmp_path: Path) -> None:
    """The oldest is let go of: what waits, and whose label came out."""
    queue = PaperQueue(PaperFile(tmp_path / "papers.json"))
    for register_no in range(1, WAITING_MAX + 2):
        queue.add("101001", register_no)
    assert [paper.register_no for paper in queue.waiting] == list(range(2, WAITING_MAX + 2))
    full = Papers((), tuple(("101001", number) for number in range(1, LABELLED_MAX + 1)))
    PaperFile(tmp_path / "full.json").save(full)
    queue = PaperQueue(PaperFile(tmp_path / "full.json"))
    queue.ended(queue.add("101001", LABELLED_MAX + 1))
    assert (queue.was_labelled(("101001", 1)), queue.was_labelled(("101001", 2))) == (False, True)
