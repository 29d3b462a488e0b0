"""Bell patterns: what rings when."""

from hypothesis import given
from hypothesis import strategies as st

from screens.terminal.bells import BELLS_A_WINDOW, WINDOW_SECONDS, BellPattern, BellPlayer, BellSchedule


class Clock:
    """A clock and the timers set on it, moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0
        self.rung: list[float] = []
        self.timer: Timer | None = None
        self.player = BellPlayer(
            ring=lambda: self.rung.append(round(self.now - 100, 3)), later=self.later, clock=lambda: self.now
        )

    def later(self, seconds: float, callback: object) -> "Timer":
        """Set a timer."""
        self.timer = Timer(self.now + seconds, callback)
        return self.timer

    def pass_time(self, seconds: float) -> None:
        """Let time go by, calling what is due."""
        end = self.now + seconds
        while self.timer is not None and self.timer.on and self.timer.at <= end:
            self.now, timer = max(self.now, self.timer.at), self.timer
            timer.on = False
            timer.callback()
        self.now = end


class Timer:
    """A timer that has been set."""

    def __init__(self, at: float, callback: object) -> None:
        self.at, self.callback, self.on = at, callback, True

    def stop(self) -> None:
        """Do not call."""
        self.on = False


def heard(*played: tuple[float, BellPattern]) -> list[float]:
    """Play patterns after pauses; answer the moments of the bells."""
    clock = Clock()
    for pause, pattern in played:
        clock.pass_time(pause)
        clock.player.play(pattern)
    clock.pass_time(10)
    return clock.rung


def test_taken_rings_once() -> None:
    """A scan taken: one bell at once."""
    assert heard((0, BellPattern.TAKEN)) == [0]


def test_look_up_rings_twice() -> None:
    """Refused: two bells, 400 ms apart."""
    assert heard((0, BellPattern.LOOK_UP)) == [0, 0.4]


def test_posted_rings_three_times() -> None:
    """Posted: three bells, 150 ms apart."""
    assert heard((0, BellPattern.POSTED)) == [0, 0.15, 0.3]


def test_kept_rings_three_times_and_once() -> None:
    """Kept here: three bells and, after half a second, one."""
    assert heard((0, BellPattern.KEPT)) == [0, 0.15, 0.3, 0.8]


def test_call_rings_four_times() -> None:
    """A call: four bells, 250 ms apart."""
    assert heard((0, BellPattern.CALL)) == [0, 0.25, 0.5, 0.75]


def test_a_newer_pattern_replaces_the_rest_of_an_older_one() -> None:
    """Posted, and after 200 ms a scan: two bells of posted, then the one of the scan."""
    assert heard((0, BellPattern.POSTED), (0.2, BellPattern.TAKEN)) == [0, 0.15, 0.2]


def test_look_up_is_never_replaced() -> None:
    """Refused, and after 100 ms a scan: both bells of look up, then the scan's."""
    assert heard((0, BellPattern.LOOK_UP), (0.1, BellPattern.TAKEN)) == [0, 0.4, 0.8]


def test_no_more_than_four_bells_in_two_seconds() -> None:
    """Six scans in a second: the fifth bell waits, since some terminals fall silent."""
    assert heard(*[(0.2, BellPattern.TAKEN)] * 6) == [0.2, 0.4, 0.6, 0.8, 2.2]


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from(BellPattern)), max_size=20))
def test_the_bells_never_come_too_fast_and_always_end(played: list[tuple[float, BellPattern]]) -> None:
    """Whatever is played, any two seconds hold at most four bells, and in the end the schedule is empty."""
    schedule, now, rung = BellSchedule(), 0.0, list[float]()
    for pause, pattern in played:
        until = now + pause
        while (moment := schedule.next_at()) is not None and moment <= until:
            now = max(now, moment)
            schedule.rung(now)
            rung.append(now)
        now = until
        schedule.start(pattern, now)
    for _ in range(2 * max(len(pattern.value) for pattern in BellPattern)):
        moment = schedule.next_at()
        if moment is None:
            break
        now = max(now, moment)
        schedule.rung(now)
        rung.append(now)
    assert schedule.next_at() is None
    for first, fifth in zip(rung, rung[BELLS_A_WINDOW:], strict=False):
        assert fifth - first >= WINDOW_SECONDS - 1e-9
