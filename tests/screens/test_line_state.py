"""The first row says "all posted" or "kept here", how many and since when, in the room that it has."""

from datetime import UTC, datetime, timedelta

import pytest

from backend_client.kept_terms import LineState
from backend_client.messages.kept import KeptHere
from screens.frame import Sign
from screens.line_state import line_words

NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
CELLS = 26


def kept(line: LineState = LineState.DOWN, waiting: int = 0, refused: int = 0, minutes: int = 0) -> KeptHere:
    oldest = NOW - timedelta(minutes=minutes) if waiting + refused else None
    return KeptHere(line=line, waiting=waiting, refused=refused, oldest=oldest)


@pytest.mark.parametrize(
    ("state", "sign", "words"),
    [
        (kept(LineState.UP), Sign.TAKEN, "all posted"),
        (kept(), Sign.CAREFUL, "no line"),
        (kept(LineState.UP, waiting=2, minutes=1), Sign.KEPT, "2 kept here, 1 min"),
        (kept(waiting=1, minutes=4), Sign.KEPT, "1 kept here, 4 min"),
        (kept(waiting=12, minutes=59), Sign.CAREFUL, "12 kept here, 59 min"),
        (kept(waiting=12, minutes=60), Sign.CAREFUL, "12 kept here, 1 h"),
        (kept(waiting=12, minutes=24 * 60 - 1), Sign.CAREFUL, "12 kept here, 23 h"),
        (kept(waiting=12, minutes=24 * 60), Sign.CAREFUL, "12 kept here, 1 day"),
        (kept(waiting=20_000, minutes=30 * 24 * 60), Sign.CAREFUL, "20000 kept here, 30 days"),
        (kept(LineState.UP, waiting=2, refused=1, minutes=9), Sign.CAREFUL, "1 refused, 3 kept here"),
        (kept(LineState.NOT_ENROLLED, waiting=3), Sign.CAREFUL, "not known to the server"),
        (kept(LineState.TOO_OLD, waiting=3), Sign.CAREFUL, "update needed"),
        (kept(waiting=1, minutes=-5), Sign.KEPT, "1 kept here, 0 min"),
    ],
)
def test_the_first_row_says_what_is_kept_here(state: KeptHere, sign: Sign, words: str) -> None:
    """Never "posted" while something is kept; a supervisor is asked for first."""
    assert line_words(state, NOW) == (sign, words)
    assert len(words) <= CELLS
