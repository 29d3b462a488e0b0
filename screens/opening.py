"""What stands on the glass while the rest of the program is still being loaded: the sign-on screen, opening.

The journey and all its screens are imported after this frame is drawn, so it is drawn early. What is scanned
meanwhile waits in the intake.
"""

from screens.frame import BLANK, Body, Frame, Key, Message, Sign, Status, row
from screens.language.text import NAMES, _

KEYS = frozenset({Key.HELP, Key.CLEAR, Key.LIST, Key.CALL})


def opening_frame(station: str) -> Frame:
    """Answer the first frame, for the station of this title."""
    status = Status(
        station=station, person=_("nobody signed on"), line=_("opening ..."), sign=Sign.CAREFUL, clock=""
    )
    frame = Frame(
        title=_("Kiosk"),
        where="",
        body=sign_on_body(),
        message=opening_message(),
        prompt=_("Badge or number"),
        keys=KEYS,
    )
    return frame.saying(frame.message, status)


def opening_message() -> Message:
    """Say that it will go on by itself."""
    return Message(
        Sign.TAKEN, _("Opening"), _("The database is being opened."), _("What you scan now is kept.")
    )


def sign_on_body() -> Body:
    """Say how to sign on."""
    return Body(
        head=(
            BLANK,
            row(" ", _("Scan your badge")),
            row(" ", _("or enter your number")),
        ),
        foot=(
            BLANK,
            row(" ", _("No function keys? Enter ..1 for F1, ..10 for F10, ..12 for F12.")),
            row(" ", "F4  " + "   ".join(NAMES.values())),
        ),
    )
