"""Where this terminal stands: what the settings say about it, and who works here now."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from screens.themes import ThemeName

if TYPE_CHECKING:  # the first frame stands without it
    from backend_client.messages.people import SignedOn


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a terminal looks and sounds.

    sound  False: no bells
    flash  two rows turn for a moment with every pattern of bells, rung or not
    far    output is shown in digits ten rows high
    """

    theme: ThemeName = ThemeName.ANSI
    sound: bool = True
    flash: bool = False
    far: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """The settings of one terminal.

    work_center_no  the center whose work is listed; "" = none
    name            of the station, as people call it
    terminal_id     recorded with every posting
    look            how it looks and sounds when it begins
    training        it works on a shadow of the plant, and says so
    guest           who signed on before the terminal was opened; it ends when they sign off
    gs1_without_prefix  the reader sends no AIM identifier: digits that begin with a right GTIN are read as GS1
    """

    work_center_no: str = ""
    name: str = ""
    terminal_id: str = ""
    language: str = "en"
    gs1_without_prefix: bool = False
    look: Look = field(default_factory=Look)
    guest: "SignedOn | None" = None
    training: bool = False

    @property
    def title(self) -> str:
        """How the first row names it: number and name."""
        return " ".join(part for part in (self.work_center_no, self.name) if part) or self.terminal_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is signed on, and with which badge ("" = with a number)."""

    signed_on: "SignedOn"
    badge_token: str = ""

    @property
    def badge(self) -> str:
        """What stands for the badge in a situation: never empty while somebody is signed on."""
        return self.badge_token or f"number {self.signed_on.person_no}"
