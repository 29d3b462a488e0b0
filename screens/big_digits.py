"""Digits five rows high, of plain ASCII, to be read from beside the machine.

big("31")    #####    #
                 #    #
              ####    #
                 #    #
             #####    #
"""

HEIGHT = 5
_WIDTH = 5
_GLYPHS = {
    "0": ("#####", "#   #", "#   #", "#   #", "#####"),
    "1": ("  ## ", "   # ", "   # ", "   # ", "  ###"),
    "2": ("#####", "    #", "#####", "#    ", "#####"),
    "3": ("#####", "    #", " ####", "    #", "#####"),
    "4": ("#   #", "#   #", "#####", "    #", "    #"),
    "5": ("#####", "#    ", "#####", "    #", "#####"),
    "6": ("#####", "#    ", "#####", "#   #", "#####"),
    "7": ("#####", "    #", "   # ", "  #  ", "  #  "),
    "8": ("#####", "#   #", "#####", "#   #", "#####"),
    "9": ("#####", "#   #", "#####", "    #", "#####"),
    ".": ("  ", "  ", "  ", "  ", "# "),
    ",": ("  ", "  ", "  ", " #", "# "),
}


def big(text: str) -> tuple[str, ...]:
    """Answer five rows for a figure; a sign that has no glyph is left out."""
    glyphs = [_GLYPHS[character] for character in text if character in _GLYPHS]
    return tuple(" ".join(glyph[row] for glyph in glyphs) for row in range(HEIGHT))


def twice(rows: tuple[str, ...]) -> tuple[str, ...]:
    """Answer rows twice as wide and twice as high."""
    return tuple("".join(character * 2 for character in row) for row in rows for _ in range(2))


def big_beside(first: str, second: str, cells: int) -> tuple[str, ...]:
    """Answer two figures beside each other; the first alone, or none, where the room is too small."""
    left, right = big(first), big(second)
    if second and len(left[0]) + 4 + len(right[0]) <= cells:
        return tuple(f"{one}    {other}" for one, other in zip(left, right, strict=True))
    if len(left[0]) <= cells:
        return left
    return ("",) * HEIGHT
