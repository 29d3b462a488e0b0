"""The script of the shift: what is scanned, what the screen says then, and what it changes in the books.

    scan("N.3", "Good quantity 3", "3 good, time by the clock")      seen, and nothing written
    scan("C.OK", "Posted at", writes={"good 10": "3"})               one posting, and just these facts are others

A label of ours is written without its check digits, one of a supplier as its reader sends it. The first text is waited for, the others have to stand beside it. Several
codes in one event are sent in one go, as by somebody who does not look up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from benchmarks.shift_plant import GTIN, HOUSING, LOT, PEOPLE, PIN

ORDER_NO = "101002"
JOB = f"J.{ORDER_NO}.10000.10"
BADGES = dict(zip(PEOPLE, ("B.7K3RV9TR2D", "B.9B4CH6PN3G"), strict=True))
GONE = None
"""Of a fact: it does not stand any more."""
Facts = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the shift.

    codes     scanned one behind the other
    shown     texts on the screen afterwards; the first is waited for, so it must not stand there before
    writes    facts that are others afterwards; all the rest is as before
    postings  how many registers are written
    pause     seconds in which nobody scans, before: the same code again is meant
    timed     False where a part of the code already looks like the answer, as in a row of stars
    """

    codes: tuple[str, ...]
    shown: tuple[str, ...]
    writes: Facts = field(default_factory=dict)
    postings: int = 0
    pause: float = 0.0
    timed: bool = True


def scan(code: str, *shown: str, writes: Facts | None = None, postings: int | None = None) -> Event:
    """Answer the event of one code; what writes facts is one posting unless told."""
    count = (1 if writes else 0) if postings is None else postings
    return Event((code,), shown, writes or {}, count)


def shift() -> list[Event]:
    """Answer the events of the shift in their order."""
    parts = (
        _sign_on,
        _set_up_and_run,
        _stop_and_go_on,
        _take_back,
        _parts_used,
        _by_digits,
        _hand_over,
    )
    return [event for part in parts for event in part()]


def _digits() -> Iterator[Event]:
    for count, digit in enumerate(PIN, start=1):
        yield Event((f"C.{digit}",), (f"PIN > {'*' * count} ",), timed=False)


def _sign_on() -> Iterator[Event]:
    first = PEOPLE[0]
    yield scan(BADGES[first], "This plant asks for a PIN.")
    yield from _digits()
    yield scan("C.OK", "Operator 01 signed on", "Station 100", writes={f"signed on {first}": "yes"})


def _set_up_and_run() -> Iterator[Event]:
    yield scan("R.0.100", "Load by day")
    yield scan(JOB, "Left: 10 PCS.", f"Output  {ORDER_NO} / 10000 / 10", "Good quantity >")
    yield scan("C.SET", "= Setting up", writes={"clock OP01": "10 setup"})
    yield scan("C.RUN", "= Running", writes={"clock OP01": "10 run"})
    yield scan("N.3", "= Good quantity 3", "3 good, time by the clock", "Scrap quantity >")
    yield scan("C.SCR", "= Scrap quantity -")
    yield scan("N.1", "= Scrap quantity 1", "Scrap reason >")
    yield scan("S.MATERIAL", "= Scrap reason MATERIAL", "Defective material")
    yield scan(
        "C.OK",
        "* Posted at",
        "3 good, 1 scrap (MATERIAL), time by the clock.",
        writes={"good 10": "3", "scrap 10 MATERIAL": "1"},
    )


def _stop_and_go_on() -> Iterator[Event]:
    yield scan(JOB, "Left: 7 PCS.", "Good quantity >")
    yield scan("C.STP", "? Reason for the stop", writes={"clock OP01": "10 stop"})
    yield scan("T.MACHINE", "= Stopped", "Good quantity >", writes={"clock OP01": "10 stop MACHINE"})
    yield scan("C.RUN", "= Running", writes={"clock OP01": "10 run"})
    yield scan("C.PSE", "= Paused", writes={"clock OP01": "10 pause"})
    yield scan("C.RUN", "= Running", writes={"clock OP01": "10 run"})
    yield scan("N.2", "= Good quantity 2", "2 good, time by the clock")
    yield scan("N.2", "= Same code twice", "2 good, time by the clock")
    yield scan("C.OK", "* Posted at", "2 good, time by the clock.", writes={"good 10": "5"})


def _take_back() -> Iterator[Event]:
    yield scan("C.UND", "? Undo this?", "-2")
    yield scan("C.NO", "Scan the next code, or enter 1 to 4.", "Receipt")
    yield Event(("C.UND",), ("? Undo this?", "-2"), pause=1.6)
    yield scan("C.OK", "* Undone", "Station 100", writes={"good 10": "3"})


def _parts_used() -> Iterator[Event]:
    """Four housings of a lot, by the label of their box: it names item, lot and count, and lies in another bin."""
    yield scan(JOB, "Left: 7 PCS.", "Good quantity >")
    yield scan(
        f"]C101{GTIN}10{LOT}\x1d304",
        "? It lies in another bin",
        f"{LOT} is in bin S-03-01.",
        "Scan OK, or NO >",
    )
    yield scan("C.OK", f"= {LOT} -", f"4 PCS {HOUSING} {LOT} from S-03-01", "Part, lot or serial >")
    yield Event(("C.OK",), ("* Posted at",), {f"consumption {HOUSING} {LOT}": "-4"}, 1, pause=1.6)


def _by_digits() -> Iterator[Event]:
    """A quantity from the sheet of digits; all that is left; a refusal with two scans behind it, and on again."""
    yield scan(JOB, "Left: 7 PCS.", "Good quantity >")
    yield scan("C.4", "Good quantity > 4")
    yield scan("C.OK", "= Good quantity 4", "4 good, time by the clock")
    yield scan("C.OUT", "= Good quantity -", "4 good, time by the clock")
    yield scan("C.FUL", "= Good quantity 7", "7 good, time by the clock")
    yield scan("C.UND", "= Entry cleared", "Nothing of it was posted.")
    yield scan("N.12", "? More than ordered", "Entered: 12. Left: 7.")
    yield scan("C.NO", "Nothing is posted. All is kept.")
    yield Event(("S.NOWHERE", "N.1", "C.OK"), ("x Stopped: scans not taken: 2", "F2 goes on >"))
    yield scan("C.CLR", "Scrap reason >", "Nothing is entered yet.")
    yield scan("C.HRS", "My hours  Operator 01", "not posted")
    yield Event((JOB, "N.1", "C.OK"), ("* Posted at", "1 good, time by the clock."), {"good 10": "4"}, 1)
    yield scan(JOB, "Left: 6 PCS.", "Good quantity >")


def _hand_over() -> Iterator[Event]:
    first, second = PEOPLE
    yield scan("C.HND", "? Who takes over?", "1 clock moves.")
    yield scan(BADGES[second], "This plant asks for a PIN.")
    yield from _digits()
    yield scan(
        "C.OK",
        "Operator 02 signed on",
        writes={
            f"signed on {first}": GONE,
            f"clock {first}": GONE,
            f"signed on {second}": "yes",
            f"clock {second}": "10 run",
        },
        postings=4,
    )
    yield scan(JOB, "Left: 6 PCS.", "Good quantity >")
    yield scan("C.FUL", "= Good quantity 6", "6 good, time by the clock")
    yield scan("C.FIN", "= Operation finished: yes", "6 good, time by the clock, finished")
    yield scan(
        "C.OK",
        "* Posted at",
        "6 good, time by the clock, finished.",
        writes={"good 10": "10", "finished 10": "1", f"clock {second}": GONE},
    )
    yield scan("C.HRS", "My hours  Operator 02", "posted")
    yield scan("C.OFF", "Nobody is signed on.", "Badge or number >", writes={f"signed on {second}": GONE})
