"""How this terminal looks and sounds: colours, bells, a flash for those who can't hear them, figures for afar.

What is chosen here holds until the program ends; what a station always wants stands in its settings.
"""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from screens.base import ListScreen, Outcome
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Row, Sign, row
from screens.language.text import _, marked
from screens.station import Look
from screens.themes import ThemeName

_THEMES = {
    ThemeName.ANSI: marked("Colours of the terminal"),
    ThemeName.DARK: marked("Dark"),
    ThemeName.LIGHT: marked("Light"),
    ThemeName.HIGH_CONTRAST: marked("High contrast"),
    ThemeName.MONOCHROME: marked("Black and white"),
}
_SWITCHES = {
    "sound": marked("Sound: bells"),
    "flash": marked("Flash: seen with every bell"),
    "far": marked("Far view: output in digits ten rows high"),
}
_NAME_CELLS = 50


@dataclass(frozen=True, slots=True)
class LookChosen(Outcome):
    """Look like this from now on."""

    look: Look


class LookScreen(ListScreen):
    """Which look?"""

    keys: ClassVar[frozenset[Key]] = ListScreen.keys - {Key.MENU}

    def __init__(self, look: Look) -> None:
        """Begin with the theme that is shown now."""
        super().__init__(len(_THEMES) + len(_SWITCHES), tuple(_THEMES).index(look.theme))
        self.look = look

    def frame(self) -> Frame:
        """List themes and switches, each with how it is now."""
        themes = [
            self._row(index, _(name), _("chosen") if theme is self.look.theme else "")
            for index, (theme, name) in enumerate(_THEMES.items())
        ]
        switches = [
            self._row(index, _(name), _("on") if getattr(self.look, switch) else _("off"))
            for index, (switch, name) in enumerate(_SWITCHES.items(), start=len(_THEMES))
        ]
        return Frame(
            title=_("Look and sound"),
            body=Body(head=(BLANK,), listed=[*themes, *switches], marked=self.marked),
            message=Message(
                Sign.TAKEN,
                _("Look and sound"),
                _("It is seen and heard at once, on this terminal."),
                _("Enter a number, or leave with F3."),
            ),
            prompt=_("Number"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what each is for."""
        return (
            _("The first five are colours. Signs and words say the same in each of them."),
            _("The flash turns two rows for a moment whenever bells are rung."),
            _("The far view shows good and scrap so large that they are read from the machine."),
            _("It holds until the kiosk is started again; the settings say how it begins."),
        )

    def chosen(self, index: int) -> Outcome:
        """Take a theme, or turn a switch."""
        if index < len(_THEMES):
            self.look = replace(self.look, theme=tuple(_THEMES)[index])
        else:
            switch = tuple(_SWITCHES)[index - len(_THEMES)]
            turned: dict[str, Any] = {switch: not getattr(self.look, switch)}
            self.look = replace(self.look, **turned)
        return LookChosen(self.look)

    def _row(self, index: int, name: str, state: str) -> Row:
        return row(f" {index + 1}  ", Cell(name, _NAME_CELLS, grows=True), state, sign=self.sign(index))
