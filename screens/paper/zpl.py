"""The output label in ZPL II, the language of label printers, for 203 or 300 dots an inch.

    ^XA^CI28^PW799^LL400                      begin, UTF-8, width and length in dots
    ^FO32,41^A0N,42,42^FH_^FDReservoir_2E^FS  a text: every byte but letters, digits and spaces as _ and two hex digits
    ^FO608,32^GFA,200,200,5,00FC...^FS        the bar code as dots: what is tested is what is printed
    ^XZ

A description is written by somebody else and may hold ^ or ~, which begin commands: no byte of it is sent as it is,
save letters, digits and spaces.
"""

from backend_client.messages.output_labels import MadeGoods
from screens.display import replace_hostile
from screens.paper.label import MODULE, SIZE, Line, lines_of, symbol_of
from screens.paper.symbols import Symbol

DOTS_AN_INCH = (203, 300)
_MM_AN_INCH = 25.4
_POINTS_AN_INCH = 72
_CHARACTERS_MAX = 120
_LETTER_WIDTH = 0.62  # of its height: the printer's own letters, wide ones counted


def label_zpl(labels: tuple[MadeGoods, ...], dots_an_inch: int = 203, *, copy: bool = False) -> bytes:
    """Answer labels in ZPL, one after the other; `copy` = they were printed before."""
    assert dots_an_inch in DOTS_AN_INCH, dots_an_inch
    return "".join(_one(made, dots_an_inch, copy=copy) for made in labels).encode("ascii")


def escaped(text: str) -> str:
    """Write a text as field data after ^FH_: nothing in it can begin a command.

    >>> escaped("Bolt ^XA ø")
    'Bolt _5EXA _C3_B8'
    """
    return "".join(
        chr(byte) if chr(byte).isascii() and (chr(byte).isalnum() or byte == ord(" ")) else f"_{byte:02X}"
        for byte in replace_hostile(text[:_CHARACTERS_MAX]).encode()
    )


def _one(made: MadeGoods, dpi: int, *, copy: bool) -> str:
    width, length = (round(side / _MM_AN_INCH * dpi) for side in SIZE)
    words = "".join(_text(line, dpi) for line in lines_of(made, copy=copy))
    return f"^XA^CI28^PW{width}^LL{length}^LH0,0\n{words}{_graphic(76, 4, symbol_of(made), dpi)}^XZ\n"


def _text(line: Line, dpi: int) -> str:
    high = round(line.points / _POINTS_AN_INCH * dpi)
    room = line.width / _MM_AN_INCH * dpi
    fitting = int(room / max(len(line.text), 1) / _LETTER_WIDTH)
    wide = max(min(high, fitting), high // 3)
    said = line.text[: int(room / (wide * _LETTER_WIDTH))]
    left = round(line.left / _MM_AN_INCH * dpi)
    top = max(round(line.baseline / _MM_AN_INCH * dpi) - high, 0)
    return f"^FO{left},{top}^A0N,{high},{wide}^FH_^FD{escaped(said)}^FS\n"


def _graphic(left: float, top: float, symbol: Symbol, dpi: int) -> str:
    """Answer a bar code as dots: whole dots a module, eight dots a byte, rows filled up with white."""
    dots = round(MODULE / _MM_AN_INCH * dpi)
    rows = []
    for row in symbol.rows:
        bits = "".join(("1" if black else "0") * dots for black in row)
        bits += "0" * (-len(bits) % 8)
        rows += [f"{int(bits, 2):0{len(bits) // 4}X}"] * dots
    bytes_a_row = len(rows[0]) // 2
    total = bytes_a_row * len(rows)
    place = f"^FO{round(left / _MM_AN_INCH * dpi)},{round(top / _MM_AN_INCH * dpi)}"
    return f"{place}^GFA,{total},{total},{bytes_a_row},{''.join(rows)}^FS\n"
