"""Keys and bytes as real terminals send them, through a real terminal into the app."""

import pytest

from tests.terminal.terminals import small_app

XTERM = ["\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS"]
LINUX_CONSOLE = ["\x1b[[A", "\x1b[[B", "\x1b[[C", "\x1b[[D", "\x1b[[E"]
PUTTY = ["\x1b[11~", "\x1b[12~", "\x1b[13~", "\x1b[14~", "\x1b[15~"]
COMMON = {
    6: "\x1b[17~",
    7: "\x1b[18~",
    8: "\x1b[19~",
    9: "\x1b[20~",
    10: "\x1b[21~",
    11: "\x1b[23~",
    12: "\x1b[24~",
}
BOUND = {2, 3, 5, 6, 7, 8, 9, 10}
"""Keys that the small app gives a meaning; the others say their name."""


@pytest.mark.parametrize("first_keys", [XTERM, LINUX_CONSOLE, PUTTY])
def test_function_keys_of_every_terminal_arrive(first_keys: list[str]) -> None:
    """xterm, the Linux console and PuTTY write F1 to F5 in three ways: all arrive as the same key."""
    keys = {**dict(enumerate(first_keys, 1)), **COMMON}
    with small_app() as session:
        session.wait_for("ready")
        for number in sorted(keys.keys() - BOUND):
            session.type(keys[number])
            session.wait_for(f"key f{number} ")
        session.type(keys[2])
        session.wait_for("Good   37")
        if 5 in keys:
            session.type(keys[5])
            session.wait_for("Half of it")
            session.type("x")
            session.wait_until_gone("Half of it")
        session.type(keys[3])
        session.wait_for_end()
        assert session.status == 0


def test_a_key_split_by_the_network_is_one_key() -> None:
    """The two halves of F12, 20 ms apart, are F12 and not Escape and letters."""
    with small_app(SSH_CONNECTION="1.2.3.4 5 6.7.8.9 22") as session:
        session.wait_for("ready")
        session.type("\x1b[24~", characters_a_second=50)
        session.wait_for("key f12 ")


def test_a_lone_escape_is_the_escape_key() -> None:
    """With nothing behind it, ESC is a key of its own, without another key being typed."""
    with small_app() as session:
        session.wait_for("ready")
        session.type("\x1b")
        session.wait_for("key escape")


@pytest.mark.parametrize("key", ["\x03", "\x11", "\x10", "\x13", "\x1a", "\x1c", "\x1d"])
def test_no_control_key_ends_or_stops_the_app(key: str) -> None:
    """Ctrl-C, -Q, -P, -S, -Z, -\\ and -] are keys without a meaning: the next scan is taken."""
    with small_app() as session:
        session.wait_for("ready")
        session.type(key + "WO-1\r")
        session.wait_for("took 1: WO-1")


def test_bytes_that_are_no_text_are_shown_as_such() -> None:
    """A scanner that sends Latin-1 to a UTF-8 terminal does not end the app."""
    with small_app() as session:
        session.wait_for("ready")
        session.type(b"K\xe4se \xff\r")
        session.wait_for("took 1: K\ufffdse \ufffd")
        session.type("WO-2\r")
        session.wait_for("took 2: WO-2")


def test_a_character_split_by_the_network_is_one_character() -> None:
    """The two bytes of an umlaut may come apart."""
    with small_app() as session:
        session.wait_for("ready")
        session.type("Kä\r".encode(), characters_a_second=100)
        session.wait_for("took 1: Kä")


def test_a_terminal_without_utf8_shows_plain_signs() -> None:
    """In a C locale umlauts lose their dots and bars become #, in the same columns."""
    with small_app(LANG="C") as session:
        session.wait_for("Muller e e")
        session.wait_for(" #XX... 52 %")
        session.wait_for("Airpot Duo, ???? cover")
        assert session.output.isascii()
        assert {row.find("Good") for row in session.rows() if "Good" in row} == {43}
