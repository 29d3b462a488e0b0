"""The same code within 1.5 seconds is one scan."""

from backend_client.barcode.double_trigger import DoubleTrigger


def test_the_same_code_within_a_second_and_a_half_is_dropped() -> None:
    """0.3 s later it is a bounce, 1.5 s later it is meant."""
    guard = DoubleTrigger()
    assert not guard.is_repeat("WO-1000", 10_000)
    assert guard.is_repeat("WO-1000", 10_300)
    assert not guard.is_repeat("WO-1000", 11_500)


def test_another_code_between_makes_it_a_scan_again() -> None:
    """WO-1000, WO-1001, WO-1000: all three are meant."""
    guard = DoubleTrigger()
    assert [guard.is_repeat(code, at) for code, at in (("A", 1_000), ("B", 1_100), ("A", 1_200))] == [
        False,
        False,
        False,
    ]


def test_a_reader_held_on_a_label_is_heard_every_second_and_a_half() -> None:
    """Dropped scans do not move the moment on."""
    guard = DoubleTrigger()
    heard = [at for at in range(0, 40, 3) if not guard.is_repeat("A", 100_000 + at * 100)]
    assert heard == [0, 15, 30]


def test_an_empty_line_is_never_a_repeat() -> None:
    """Enter, Enter takes the value shown twice."""
    guard = DoubleTrigger()
    assert [guard.is_repeat("", at) for at in (1_000, 1_100)] == [False, False]
