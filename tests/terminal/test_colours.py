"""How many colours, and how the look is kept without them."""

import pytest
from rich.style import Style

from screens.terminal.colours import ColourDepth, colour_depth
from screens.terminal.environment import prepare
from screens.terminal.monochrome import without_colour


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"TERM": "xterm-256color"}, ColourDepth.SIXTEEN),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, ColourDepth.SIXTEEN),
        ({"TERM": "linux"}, ColourDepth.SIXTEEN),
        ({"TERM": "vt220"}, ColourDepth.MONOCHROME),
        ({"TERM": "dumb"}, ColourDepth.MONOCHROME),
        ({"TERM": "xterm-mono"}, ColourDepth.MONOCHROME),
        ({}, ColourDepth.MONOCHROME),
        ({"TERM": "xterm", "NO_COLOR": "1"}, ColourDepth.MONOCHROME),
        ({"TERM": "xterm", "NO_COLOR": ""}, ColourDepth.SIXTEEN),
        ({"TERM": "vt220", "KIOSK_COLOURS": "256"}, ColourDepth.TWO_HUNDRED_FIFTY_SIX),
        ({"TERM": "xterm", "KIOSK_COLOURS": "mono"}, ColourDepth.MONOCHROME),
        ({"TERM": "xterm", "KIOSK_COLOURS": "plenty"}, ColourDepth.SIXTEEN),
    ],
)
def test_sixteen_colours_unless_someone_says_otherwise(
    variables: dict[str, str], expected: ColourDepth
) -> None:
    """The terminal's own sixteen are the default, monochrome where there is no colour or none is wanted."""
    assert colour_depth(variables) is expected


def test_a_background_becomes_reverse() -> None:
    """Black on white is told from plain text without colours, and so is a reversed field on it."""
    assert without_colour(Style.parse("black on white")) == Style(reverse=True)
    assert without_colour(Style.parse("bold red")) == Style(bold=True)
    assert without_colour(Style.parse("reverse red on white")) == Style()


def test_settings_of_the_library_from_outside_are_dropped() -> None:
    """No variable of the terminal's owner can log keys, type keys, or let another driver in."""
    environ = {
        "TERM": "xterm",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_PRESS": "f10",
        "TEXTUAL_DRIVER": "x:y",
        "TEXTUAL": "debug",
    }
    prepare(environ)
    assert not {"TEXTUAL_DEBUG", "TEXTUAL_PRESS", "TEXTUAL_DRIVER", "TEXTUAL"} & environ.keys()
    assert environ["TEXTUAL_DISABLE_KITTY_KEY"] == "1"
    assert environ["TEXTUAL_ANIMATIONS"] == "none"


def test_monochrome_stays_monochrome_when_prepared_twice() -> None:
    """NO_COLOR is kept as our own setting, so a program started from here knows it too."""
    environ = {"TERM": "xterm", "NO_COLOR": "1"}
    prepare(environ)
    prepare(environ)
    assert colour_depth(environ) is ColourDepth.MONOCHROME


@pytest.mark.parametrize(
    ("variables", "delay"), [({}, "100"), ({"SSH_CONNECTION": "x"}, "400"), ({"ESCDELAY": "50"}, "50")]
)
def test_an_escape_key_waits_longer_over_a_network(variables: dict[str, str], delay: str) -> None:
    """A key sequence that comes in two packets is still one key."""
    environ = {"TERM": "xterm", **variables}
    prepare(environ)
    assert environ["ESCDELAY"] == delay
