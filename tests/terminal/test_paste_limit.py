"""A paste without an end does not fill the memory, and all else passes untouched."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from screens.terminal.paste_limit import BEGIN, END, PasteLimit


def passed(limit: int, *pieces: str) -> str:
    """Send pieces through; answer what came out."""
    paste_limit = PasteLimit(limit)
    return "".join(paste_limit.pass_on(piece) for piece in pieces)


def test_what_is_too_much_is_dropped_up_to_the_end_mark() -> None:
    """Four of eight characters pass; the marks, and what is typed before and after, pass whole."""
    assert passed(4, f"a{BEGIN}12345678{END}b") == f"a{BEGIN}1234{END}b"


def test_a_paste_in_many_pieces_is_counted_as_one() -> None:
    """Two and two pass, the rest does not; the next paste begins anew."""
    assert (
        passed(4, f"{BEGIN}12", "34", "56", f"78{END}", f"{BEGIN}ab{END}")
        == f"{BEGIN}1234{END}{BEGIN}ab{END}"
    )


def test_the_end_mark_is_seen_although_it_came_in_two_pieces() -> None:
    """A cut paste ends all the same, and typing goes on."""
    assert passed(4, f"{BEGIN}123456789", "\x1b[2", "01~", "typed") == f"{BEGIN}1234{END}typed"


@given(
    st.lists(st.sampled_from([BEGIN, END, "a", "12345", "\x1b", "\x1b[24~", "[20", "é"]), max_size=12),
    st.lists(st.integers(0, 60), max_size=5),
)
def test_short_pastes_and_keys_pass_untouched_however_they_are_cut(parts: list[str], cuts: list[int]) -> None:
    """Nothing below the limit is ever changed."""
    text = "".join(parts)
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    pieces = [text[first:last] for first, last in itertools.pairwise(places)]
    assert passed(1000, *pieces) == text
