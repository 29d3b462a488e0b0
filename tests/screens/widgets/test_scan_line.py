"""The scan line cuts every code where the reader ended it, however fast it types."""

import asyncio
from collections.abc import Iterable
from time import monotonic

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.strip import Strip

from screens.widgets.scan_framing import Scan, ScanFraming, ScanSource
from screens.widgets.scan_line import ScanLine

SPECIAL = {
    "\r": "enter",
    "\n": "ctrl+j",
    "\t": "tab",
    "\x1d": "ctrl+right_square_bracket",
    "\x11": "ctrl+q",
    "\x00": "ctrl+@",
}


class Station(App[None], inherit_bindings=False):
    """A screen with nothing but a scan line that writes down what it hears."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, framing: ScanFraming | None = None) -> None:
        super().__init__()
        self.line = ScanLine("Scan or enter", framing)
        self.heard: list[Scan | str] = []

    def compose(self) -> ComposeResult:
        yield self.line

    def on_mount(self) -> None:
        self.line.focus()

    def on_scan_line_scanned(self, message: ScanLine.Scanned) -> None:
        self.heard.append(message.scan)

    def on_scan_line_pressed(self, message: ScanLine.Pressed) -> None:
        self.heard.append(message.key)

    @property
    def texts(self) -> list[str]:
        return [scan.text for scan in self.heard if isinstance(scan, Scan)]


def keys(text: str) -> Iterable[events.Key]:
    """Answer the keys of a reader that sends a character each fifth of a millisecond, however busy the machine is."""
    first = monotonic()
    for place, character in enumerate(text):
        key = events.Key(SPECIAL.get(character, character), character)
        key.time = first + place * 0.0002
        yield key


async def _hear(text: str | list[events.Event], framing: ScanFraming | None = None) -> Station:
    """Post all keys at once, as a reader does that waits for nobody, and answer the app when all is heard."""
    app = Station(framing)
    async with app.run_test(size=(80, 24)) as pilot:
        for event in keys(text) if isinstance(text, str) else text:
            app.post_message(event)
        await pilot.pause()
    return app


def hear(text: str | list[events.Event], framing: ScanFraming | None = None) -> Station:
    return asyncio.run(_hear(text, framing))


def drawn_row(width: int, text: str) -> tuple[str, tuple[int, int]]:
    """Answer the row as drawn, and where the cursor stands."""

    async def draw() -> tuple[str, tuple[int, int]]:
        app = Station()
        async with app.run_test(size=(width, 24)) as pilot:
            for event in keys(text):
                app.post_message(event)
            await pilot.pause(0.1)
            return app.line.render_line(0).text, app.cursor_position

    return asyncio.run(draw())


CODES = [f"WO-{number:06}-ABCDEFGHIJ" for number in range(1_000)]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t"], ids=["CR", "LF", "CR LF", "Tab"])
def test_a_thousand_codes_without_a_pause_arrive_whole_and_in_order(end: str) -> None:
    app = hear("".join(code + end for code in CODES))
    assert app.texts == CODES
    assert {scan.source for scan in app.heard} == {ScanSource.READER}


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t"], ids=["CR", "LF", "CR LF", "Tab"])
def test_a_paste_is_framed_like_scans_and_marked_as_a_paste(end: str) -> None:
    app = hear([events.Paste("".join(code + end for code in CODES[:100]))])
    assert app.texts == CODES[:100]
    assert {(scan.source, scan.lines) for scan in app.heard} == {(ScanSource.PASTE, 100)}


def test_what_a_paste_leaves_open_stays_marked_until_a_person_ends_it() -> None:
    app = hear([events.Paste("WO-1\nWO"), *keys("-2\r"), *keys("WO-3\r")])
    heard = [(scan.text, scan.source, scan.lines) for scan in app.heard]
    assert heard[:2] == [("WO-1", ScanSource.PASTE, 2), ("WO-2", ScanSource.PASTE, 2)]
    assert heard[2] == ("WO-3", ScanSource.READER, 1)


def test_the_separator_of_gs1_reaches_the_code_as_itself_and_as_f11() -> None:
    app = hear([*keys("21SER7\x1d10A"), events.Key("f11", None), *keys("30\r")])
    assert app.texts == ["21SER7\x1d10A\x1d30"]


@pytest.mark.parametrize("text", ["WO-1\x11000\r", "\x11WO-1000\r", "WO-1000\x00\r"])
def test_a_control_character_in_a_code_stays_in_it_and_presses_nothing(text: str) -> None:
    app = hear(text)
    assert app.texts == [text[:-1]]


def test_a_control_key_pressed_by_a_person_on_an_empty_line_does_nothing() -> None:
    framing = ScanFraming()
    assert framing.key("ctrl+c", "\x03", 10.0) == (True, None)
    for place, character in enumerate("12"):
        framing.key(character, character, 12.0 + place)
    assert framing.key("enter", "\r", 14.0)[1] == Scan(text="12", source=ScanSource.TYPED, at=14.0)


def test_a_cursor_or_function_key_inside_a_readers_code_voids_it() -> None:
    app = hear(
        [*keys("WO-10"), events.Key("backspace", "\x7f"), *keys("00"), events.Key("f10", None), *keys("\r")]
    )
    assert [scan.text for scan in app.heard] == ["WO-10\x7f00\x1b"]


def test_a_person_edits_in_the_line() -> None:
    framing = ScanFraming()
    pressed = ["1", "2", "4", "left", "3", "home", "delete", "end", "backspace", "enter"]
    ended = [
        framing.key(key, key if len(key) == 1 else None, float(place)) for place, key in enumerate(pressed)
    ]
    assert ended[-1][1] == Scan(text="23", source=ScanSource.TYPED, at=9.0)


def test_left_and_right_edit_a_text_and_on_an_empty_line_are_for_the_screen() -> None:
    framing = ScanFraming()
    assert framing.key("left", None, 1.0) == framing.key("right", None, 2.0) == (False, None)
    framing.key("1", "1", 3.0)
    assert framing.key("left", None, 4.0) == (True, None)
    assert framing.cursor == 0


def test_keys_that_are_not_for_the_line_come_in_the_same_order_as_the_codes() -> None:
    app = hear([*keys("12\r"), events.Key("f10", None), *keys("13\r"), events.Key("up", None)])
    assert [heard if isinstance(heard, str) else heard.text for heard in app.heard] == [
        "12",
        "f10",
        "13",
        "up",
    ]


def test_escape_clears_the_line_and_nothing_else() -> None:
    app = hear([*keys("12"), events.Key("escape", "\x1b"), *keys("3\r")])
    assert app.texts == ["3"]


def test_enter_on_an_empty_line_is_heard_and_tab_is_not() -> None:
    app = hear("\r\t\r\n")
    assert app.texts == ["", ""]


def test_a_stuck_key_is_told_once_and_the_line_takes_the_next_code() -> None:
    app = hear("9" * 5_000 + "\rWO-1000\r")
    assert [len(text) for text in app.texts] == [513, 7]


def test_after_a_stuck_key_without_an_end_a_pause_makes_the_line_free() -> None:
    framing = ScanFraming()
    ended = [framing.key("9", "9", 1.0 + place / 1_000)[1] for place in range(600)]
    assert [len(scan.text) for scan in ended if scan] == [513]
    framing.key("7", "7", 4.0)
    assert framing.text == "7"


def test_a_prefix_and_a_suffix_of_the_reader_are_taken_off() -> None:
    app = hear("~WO-1#~WO-2#", ScanFraming(prefix="~", suffix="#"))
    assert [(scan.text, scan.source) for scan in app.heard] == [
        ("WO-1", ScanSource.READER),
        ("WO-2", ScanSource.READER),
    ]


def test_a_refused_value_stays_until_the_next_key_replaces_it() -> None:
    framing = ScanFraming()
    assert framing.keep("12x")
    framing.key("7", "7", 1.0)
    assert framing.text == "7"


def test_a_refused_value_does_not_overwrite_a_code_that_has_begun() -> None:
    framing = ScanFraming()
    framing.key("W", "W", 1.0)
    assert not framing.keep("12x")
    assert framing.text == "W"


def test_the_first_key_of_a_burst_is_drawn_at_once_and_the_rest_together() -> None:
    drawn: list[str] = []

    class Watched(ScanLine):
        def render_line(self, y: int) -> Strip:
            drawn.append(self.text)
            return super().render_line(y)

    async def burst() -> None:
        app = Station()
        app.line = Watched("Scan or enter")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause(0.1)
            drawn.clear()
            for event in keys("1234567890"):
                app.post_message(event)
            await pilot.pause(0.2)

    asyncio.run(burst())
    assert drawn[-1] == "1234567890"
    assert len(drawn) <= 3


def test_the_line_shows_hostile_text_as_signs_and_the_cursor_behind_it() -> None:
    shown = "Scan or enter > a␀[/]"
    assert drawn_row(80, "a\x00[/]") == (shown.ljust(80), (len(shown), 0))


def test_a_line_too_long_for_its_row_shows_its_end() -> None:
    row, (column, _) = drawn_row(40, "A" * 60 + "END")
    assert row == "Scan or enter > " + ".." + "A" * 18 + "END "
    assert column == 39
