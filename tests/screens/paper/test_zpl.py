"""Labels in the language of label printers."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from screens.paper.zpl import escaped, label_zpl
from tests.screens.paper.reading import scans_of
from tests.screens.paper.test_label import MADE

GRAPHIC = re.compile(r"\^GFA,(\d+),(\d+),(\d+),([0-9A-F]+)\^FS")


def graphic(zpl: str) -> Image.Image:
    """The dots of a label's graphic field, with white around."""
    found = GRAPHIC.search(zpl)
    assert found
    total, again, row_bytes, data = int(found[1]), int(found[2]), int(found[3]), found[4]
    assert (total, len(data)) == (again, 2 * total)
    black = bytes(255 - byte for byte in bytes.fromhex(data))
    dots = Image.frombytes("1", (row_bytes * 8, total // row_bytes), black)
    picture = Image.new("L", (dots.width + 40, dots.height + 40), 255)
    picture.paste(dots, (20, 20))
    return picture.resize((picture.width * 3, picture.height * 3), Image.Resampling.NEAREST)


@pytest.mark.parametrize(("dpi", "size"), [(203, "^PW799^LL400"), (300, "^PW1181^LL591")])
def test_the_code_is_whole_dots_and_is_read(dpi: int, size: str) -> None:
    """100 x 50 mm in dots; the graphic decodes to GTIN, day, lot, pieces and order."""
    zpl = label_zpl((MADE,), dpi).decode("ascii")
    assert (zpl.startswith("^XA^CI28"), size in zpl, zpl.rstrip().endswith("^XZ")) == (True, True, True)
    assert scans_of(graphic(zpl)) == ["]d201070320698049881126111610LOT7\x1d306\x1d90101002"]


def test_a_description_can_not_command_the_printer() -> None:
    """^XZ and ~JR in an item's description are printed, not obeyed."""
    zpl = label_zpl((replace(MADE, description="^XZ~JR _5E \\&"),)).decode("ascii")
    assert (zpl.count("^XZ"), "~" in zpl) == (1, False)
    assert "_5EXZ_7EJR _5F5E _5C_26" in zpl


@given(st.text(max_size=200))
def test_no_text_begins_a_command(text: str) -> None:
    """Any text is letters, digits, blanks and two hex digits after each underscore; it reads back as it was shown."""
    said = escaped(text)
    assert re.fullmatch(r"(?:[0-9A-Za-z ]|_[0-9A-F]{2})*", said)
    back = re.sub(rb"_([0-9A-F]{2})", lambda hexed: bytes.fromhex(hexed[1].decode()), said.encode())
    back.decode()  # whole characters only


def test_letters_with_marks_are_utf_8() -> None:
    """The label says so (^CI28), and Ø is its two bytes."""
    assert "^FDR_C3_98D^FS" in label_zpl((replace(MADE, description="RØD"),)).decode("ascii")


def test_each_label_is_its_own() -> None:
    """Two labels begin and end twice."""
    zpl = label_zpl((MADE, MADE)).decode("ascii")
    assert (zpl.count("^XA"), zpl.count("^XZ")) == (2, 2)
