"""How many colours this terminal gets: sixteen unless someone says otherwise, none where there are none.

Sixteen colours are enough for every role on our screens, are set by the terminal's owner (so contrast is
theirs), and cost a quarter fewer bytes than 256. Monochrome terminals keep every mark that is not a colour:
bold, underline, and reverse wherever a background colour would stand.

    TERM=xterm-256color              -> sixteen
    NO_COLOR=1, or TERM=vt220        -> monochrome
    KIOSK_COLOURS=256                -> 256
"""

from collections.abc import Mapping
from enum import StrEnum


class ColourDepth(StrEnum):
    """Number of colours, named as `KIOSK_COLOURS` is written."""

    MONOCHROME = "mono"
    SIXTEEN = "16"
    TWO_HUNDRED_FIFTY_SIX = "256"
    TRUE = "true"


COLOUR_SYSTEM = {
    ColourDepth.MONOCHROME: "standard",  # the monochrome filter leaves no colour in what is drawn
    ColourDepth.SIXTEEN: "standard",
    ColourDepth.TWO_HUNDRED_FIFTY_SIX: "256",
    ColourDepth.TRUE: "truecolor",
}
"""The name that the drawing library has for each depth."""

_WITHOUT_COLOUR = ("dumb", "vt100", "vt102", "vt220", "vt320", "vt420", "unknown")


def colour_depth(environ: Mapping[str, str]) -> ColourDepth:
    """Answer the depth for these environment variables: KIOSK_COLOURS, NO_COLOR, TERM, in this order."""
    asked = environ.get("KIOSK_COLOURS", "").lower()
    if asked in set(ColourDepth):
        return ColourDepth(asked)
    if environ.get("NO_COLOR"):
        return ColourDepth.MONOCHROME
    term = environ.get("TERM", "").lower()
    if not term or term in _WITHOUT_COLOUR or term.endswith(("-m", "-mono")):
        return ColourDepth.MONOCHROME
    return ColourDepth.SIXTEEN
