"""What the first row says of a terminal that keeps its postings: posted, or kept here, how many and since when.

    = all posted                     the line is up, nothing is kept here
    ~ 2 kept here, 1 min             they are being sent, or wait for the line
    ! no line                        nothing is kept here; what is shown may be old
    ! 12 kept here, 3 h              somebody should look after the line
    ! 1 refused, 3 kept here         a supervisor decides
    ! ledgers not in order           nothing is posted into a database of its own: kiosk verify says what is wrong
    ! clock was moved                under the running kiosk: look at it
    ! 7 lost by the server           it was restored from a backup; a supervisor has them sent again
    ! not known to the server        nothing is sent until the terminal is enrolled, or updated

At most 26 cells in English, whatever the numbers.
"""

from datetime import datetime

from backend_client.kept_terms import LineState
from backend_client.messages.kept import KeptHere
from screens.frame import Sign
from screens.language.text import _, ngettext

CAREFUL_MINUTES = 5


def line_words(kept: KeptHere, now: datetime) -> tuple[Sign, str]:
    """Answer sign and words; `now` is aware."""
    if kept.line is LineState.NOT_ENROLLED:
        return Sign.CAREFUL, _("not known to the server")
    if kept.line is LineState.NOT_IN_ORDER:
        return Sign.CAREFUL, _("ledgers not in order")
    if kept.line is LineState.CLOCK_MOVED:
        return Sign.CAREFUL, _("clock was moved")
    if kept.line is LineState.TOO_OLD:
        return Sign.CAREFUL, _("update needed")
    if kept.lost:
        return Sign.CAREFUL, _("%(lost)s lost by the server") % {"lost": kept.lost}
    if kept.refused:
        values = {"refused": kept.refused, "kept": kept.count}
        return Sign.CAREFUL, _("%(refused)s refused, %(kept)s kept here") % values
    if kept.oldest is None:
        return (Sign.TAKEN, _("all posted")) if kept.line is LineState.UP else (Sign.CAREFUL, _("no line"))
    minutes = max(int((now - kept.oldest).total_seconds() // 60), 0)
    sign = Sign.CAREFUL if minutes >= CAREFUL_MINUTES else Sign.KEPT
    return sign, _("%(kept)s kept here, %(age)s") % {"kept": kept.count, "age": age(minutes)}


def age(minutes: int) -> str:
    """Answer how long ago, in the largest unit that is full."""
    if minutes < 60:
        return _("%(count)s min") % {"count": minutes}
    if minutes < 24 * 60:
        return _("%(count)s h") % {"count": minutes // 60}
    days = minutes // (24 * 60)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
