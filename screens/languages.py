"""Which language does the terminal speak from now on? F12 leads to it, and F4 before anybody has
signed on; each is listed by its own name.

Who signs on is spoken to in the language of the own record, wherever it is; what is chosen here is kept there, also
what was chosen right before signing on. The terminal's own language stays. All screens that are open say the same in
the new language, and what is entered in them stays.
"""

from dataclasses import dataclass
from typing import ClassVar

from screens.base import ListScreen, Outcome
from screens.frame import BLANK, Body, Frame, Key, Message, Sign
from screens.language.text import NAMES, TRANSLATOR, _


class LanguagesWanted(Outcome):
    """List them."""


@dataclass(frozen=True, slots=True)
class LanguageChosen(Outcome):
    """Speak it."""

    language: str


class Languages(ListScreen):
    """Which language?"""

    keys: ClassVar[frozenset[Key]] = ListScreen.keys - {Key.MENU}

    def __init__(self) -> None:
        """Begin with the language that is spoken now."""
        spoken = tuple(NAMES).index(TRANSLATOR.language) if TRANSLATOR.language in NAMES else 0
        super().__init__(len(NAMES), spoken)

    def frame(self) -> Frame:
        """List the languages."""
        return Frame(
            title=_("Language"),
            body=Body(head=(BLANK,), listed=self.numbered(NAMES.values()), marked=self.marked),
            message=Message(
                Sign.TAKEN,
                _("Language"),
                _("What you entered is kept."),
                _("Enter a number, or leave with F3."),
            ),
            prompt=_("Number"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell how long it holds."""
        return (
            _("Enter the number of a row, or move with the arrows and press Enter."),
            _("It is kept with your name: wherever you sign on, the kiosk speaks it."),
            _("Nobody signed on? Choose, then sign on within a minute."),
        )

    def chosen(self, index: int) -> Outcome:
        """Speak it."""
        return LanguageChosen(tuple(NAMES)[index])
