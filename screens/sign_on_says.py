"""What stands on the sign-on screen once it was asked which plant this is: only what is known to be so.

a plant             Ready
none                No plant yet: the database was asked, and holds none
no answer           No answer yet: it is asked again by itself, and the screen becomes ready by itself
not let in          by the server, which says why
"""

from backend_client.kept_terms import LineState
from backend_client.messages.base import Refused
from backend_client.messages.kept import KeptHere
from backend_client.messages.people import Plant
from screens import notices
from screens.backend import Trouble
from screens.frame import Message, Sign
from screens.language.text import _


def ready() -> Message:
    """Say that the plant is known and nobody is signed on."""
    return Message(
        Sign.TAKEN,
        _("Ready"),
        _("Nobody is signed on."),
        _("Scan a badge, or enter a number such as OP01."),
    )


def no_plant() -> Message:
    """Say that the database was asked and holds none."""
    return Message(
        Sign.CAREFUL,
        _("No plant yet"),
        _("This database holds no plant, so nobody can sign on."),
        _("Bring one in with: kiosk import FOLDER"),
    )


def no_answer_yet() -> Message:
    """Say that it is not known, and not for anybody to do something about."""
    return Message(
        Sign.CAREFUL,
        _("No answer yet"),
        _("Server or database does not answer."),
        _("It is asked again and again by itself. Please wait."),
    )


def not_enrolled() -> Message:
    """Say that the server answered, and does not speak with this terminal."""
    return Message(
        Sign.CAREFUL,
        _("Terminal not enrolled"),
        _("The server does not know this terminal."),
        _("Call a supervisor: it has to be enrolled."),
    )


def too_old() -> Message:
    """Say that the server answered, and does not speak with this version."""
    return Message(
        Sign.CAREFUL,
        _("Update needed"),
        _("The server no longer speaks with this version."),
        _("Call a supervisor: this terminal has to be updated."),
    )


def signed_off_idle() -> Message:
    """Say that nobody was there for a while; silent, since nobody is there to hear it."""
    return Message(
        Sign.TAKEN,
        _("Signed off after a pause"),
        _("What you entered is kept."),
        _("Scan your badge to go on."),
    )


def plant_says(plant: Plant | Refused | Trouble, kept: KeptHere | None) -> Message:
    """Say what is true when it was asked which plant this is; `kept` is how the outbox stands, None without one."""
    if isinstance(plant, Plant):
        return ready() if plant.plant_name else no_plant()
    if isinstance(plant, Refused):
        return notices.refused(plant)
    if plant.incident:
        return notices.fault(plant.incident)
    if kept is not None and kept.line is LineState.NOT_ENROLLED:
        return not_enrolled()
    return too_old() if kept is not None and kept.line is LineState.TOO_OLD else no_answer_yet()
