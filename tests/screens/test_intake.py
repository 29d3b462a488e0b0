"""The queue of what comes in: order kept, and nothing taken that was scanned before a question was seen."""

import asyncio

from screens.frame import Key
from screens.intake import Intake, Tick
from screens.widgets.scan_framing import Scan, ScanSource


def scan(text: str, at: float) -> Scan:
    """A scan at a moment."""
    return Scan(text=text, source=ScanSource.READER, at=at)


def test_what_comes_in_is_taken_in_order() -> None:
    """Scans and keys come out as they went in."""

    async def story() -> None:
        intake = Intake()
        items = [scan("A", 1), Key.POST, scan("B", 2)]
        for item in items:
            intake.put(item)
        assert [await intake.next() for _ in items] == items

    asyncio.run(story())


def test_scans_made_ahead_of_a_question_are_dropped_and_counted() -> None:
    """Two scans and a key wait when the question comes: both scans go, the clock stays."""
    intake = Intake()
    for item in (scan("A", 1), Key.POST, Tick.MINUTE, scan("B", 2)):
        intake.put(item)
    intake.stop(at=3, typed=False)
    assert (intake.dropped, intake.waiting) == (2, 1)
    assert intake.drops(scan("C", 4)), "nothing is taken until F2"
    assert intake.dropped == 3
    intake.go_on()
    assert not intake.drops(scan("D", 5))


def test_enter_alone_is_no_scan_that_was_lost() -> None:
    """Behind a question it is not taken, before or after a stop, and it is never counted."""
    intake = Intake()
    intake.put(scan("", 1))
    intake.stop(at=3, typed=False)
    assert intake.drops(scan("", 2.5))
    assert (intake.dropped, intake.waiting) == (0, 0)
    assert intake.drops(scan("A", 2.9))
    assert intake.drops(scan(" ", 4))
    assert intake.dropped == 1


def test_a_scan_under_way_when_the_question_came_is_dropped() -> None:
    """Its end came after the question, its beginning before: it answers nothing."""
    intake = Intake()
    intake.stop(at=3, typed=True)
    assert intake.drops(scan("C.OK.12", 3.01))


def test_a_scan_stamped_before_the_question_is_dropped() -> None:
    """It was still on its way through the app when the question was put up."""
    intake = Intake()
    intake.stop(at=3, typed=False)
    assert intake.drops(scan("C.OK.12", 2.99))


def test_a_scan_after_the_question_answers_it() -> None:
    """Nothing was dropped, so the first scan after the question is taken."""
    intake = Intake()
    intake.stop(at=3, typed=False)
    assert not intake.drops(scan("C.OK.12", 3.5))
