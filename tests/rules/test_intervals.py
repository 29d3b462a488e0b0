"""Sums of intervals: no second is lost, made or counted twice."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from backend_client.floor_terms import TimeSplit
from backend_client.rules.intervals import (
    BookedBefore,
    Span,
    covered_seconds,
    figures,
    labour_shares,
    next_stamp,
    time_to_post,
)
from backend_client.rules.rounding import round_time
from backend_client.rules.units import MILLISECONDS
from backend_client.terms import CapacityUnitType

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NIGHT = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # in Oslo 02:30 comes twice that night


def span(name: str, begin: int, end: int, split: TimeSplit = TimeSplit.EQUAL, standard: int = 0) -> Span:
    """A span in seconds after eight o'clock."""
    return Span(name, START + timedelta(seconds=begin), START + timedelta(seconds=end), split, standard)


def test_two_machines_share_one_person() -> None:
    """A from 0 to 600, B from 0 to 300: 450 and 150 of labour, 600 elapsed, 900 of machine time."""
    spans = [span("A", 0, 600), span("B", 0, 300)]
    assert labour_shares(spans) == {"A": 450, "B": 150}
    assert figures({"ADA": spans}, {"A": "A", "B": "B"}) == (600, 600, 900)


def test_an_odd_second_goes_to_whoever_began_first() -> None:
    """3 seconds of two: 2 and 1."""
    assert labour_shares([span("late", 0, 3), span("early", -1, 3)]) == {"late": 1, "early": 3}


def test_standard_time_shares_in_proportion() -> None:
    """Expected 3 to 1, 100 seconds: 75 and 25; beside work that is split equally it is equal."""
    by_standard = [
        span("A", 0, 100, TimeSplit.STANDARD_TIME, 3),
        span("B", 0, 100, TimeSplit.STANDARD_TIME, 1),
    ]
    assert labour_shares(by_standard) == {"A": 75, "B": 25}
    assert labour_shares([by_standard[0], span("B", 0, 100)]) == {"A": 50, "B": 50}


def test_stretches_that_meet_are_no_overlap() -> None:
    """One ends at 10 as the next begins: 10 and 5, 15 together."""
    spans = [span("A", 0, 10), span("B", 10, 15)]
    assert labour_shares(spans) == {"A": 10, "B": 5}


def test_the_clock_may_run_back_and_the_stamp_does_not() -> None:
    """After a stamp of 8:00:05, a clock set back to 7:00 still stamps 8:00:05."""
    last = START + timedelta(seconds=5)
    assert next_stamp(START - timedelta(hours=1), last) == last
    assert next_stamp(START + timedelta(seconds=9, milliseconds=900), last) == START + timedelta(seconds=9)


def test_the_night_of_the_time_change_has_all_its_seconds() -> None:
    """From 02:30 to 02:30 an hour later on Oslo's clocks is one hour."""
    assert covered_seconds([(NIGHT, NIGHT + timedelta(hours=1))]) == 3600


SPANS = st.lists(
    st.tuples(
        st.integers(0, 200), st.integers(0, 200), st.sampled_from(list(TimeSplit)), st.integers(0, 5)
    ).map(lambda made: (min(made[:2]), max(made[:2]), made[2], made[3])),
    max_size=7,
).map(lambda many: [span(str(at), *each) for at, each in enumerate(many)])


@given(SPANS)
def test_shares_add_up_to_what_went_by(spans: list[Span]) -> None:
    """Whatever overlaps, the shares are the seconds covered, and none is longer than its span."""
    shares = labour_shares(spans)
    assert sum(shares.values()) == covered_seconds((each.start, each.end) for each in spans)
    assert all(0 <= shares[each.id] <= (each.end - each.start).seconds for each in spans)


@given(SPANS, st.integers(0, 200))
def test_what_happens_later_changes_no_share(spans: list[Span], moment: int) -> None:
    """The share of a span that has ended is the same whatever goes on or begins after its end."""
    now = START + timedelta(seconds=moment)
    known = [each._replace(end=min(each.end, now)) for each in spans if each.start <= now]
    then, later = labour_shares(known), labour_shares(spans)
    ended = [each for each in spans if each.end <= now]
    assert [then[each.id] for each in ended] == [later[each.id] for each in ended]


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=12), st.sampled_from(list(CapacityUnitType)))
def test_posting_in_parts_is_posting_at_once(parts: list[int], unit: CapacityUnitType) -> None:
    """The times posted one after another add up to all seconds converted and rounded once."""
    total, posted = 0, Decimal(0)
    for part in parts:
        time = time_to_post(total + part, unit, BookedBefore(total, posted))
        total, posted = total + part, posted + time
    assert posted == round_time(Decimal(total * 1000) / MILLISECONDS[unit])


@given(st.lists(st.integers(-100_000, 100_000), min_size=1, max_size=20))
def test_stamps_never_run_back(moves: list[int]) -> None:
    """However the clock is set, each stamp is at or after the one before."""
    wall, last = START, None
    for move in moves:
        wall += timedelta(seconds=move)
        stamp = next_stamp(wall, last)
        assert last is None or stamp >= last
        last = stamp
