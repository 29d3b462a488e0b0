"""A reader's settings are told from what arrives of three known codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.barcode.k1 import label, looks_like_k1
from backend_client.barcode.reader_test import (
    LETTERS,
    SIGNS,
    Fault,
    Layout,
    Reading,
    gs1_came,
    letters_came,
    signs_came,
)

GS1 = "]d2010703206980498810LOT7\x1d21SER9"
JUDGES = [letters_came, signs_came, gs1_came]


def test_all_that_arrives_as_sent_is_right() -> None:
    """The three codes themselves: no fault, nothing wrong; the first is a test code of ours."""
    assert [judge(code).fault for judge, code in zip(JUDGES, (LETTERS, SIGNS, GS1), strict=True)] == [
        None
    ] * 3
    assert looks_like_k1(LETTERS)


@pytest.mark.parametrize(
    ("came", "fault"),
    [
        (LETTERS.lower(), Fault.CAPS_LOCK),
        (LETTERS.replace("M", "").replace("7", ""), Fault.CHARACTERS_LOST),
        (LETTERS.replace("Q", "9"), Fault.OTHER_CHARACTERS),
        (label("C", "OK"), Fault.ANOTHER_CODE),
        ("", Fault.ANOTHER_CODE),
    ],
)
def test_letters_tell_what_became_of_them(came: str, fault: Fault) -> None:
    """Caps Lock, characters lost on the way, others instead, another code altogether."""
    assert letters_came(came).fault is fault


def test_letters_tell_a_german_keyboard() -> None:
    """Y and Z lie the other way round."""
    came = letters_came(LETTERS.translate(str.maketrans("YZ", "ZY")))
    assert (came.fault, came.reader, came.terminals) == (Fault.LAYOUT, Layout.US, (Layout.GERMAN,))
    assert came.wrong == 2


@pytest.mark.parametrize(
    ("came", "reader", "terminal"),
    [
        ("+-Ø?%¤", Layout.US, Layout.NORWEGIAN),
        ("+-`Ø?%¤", Layout.US, Layout.NORWEGIAN),
        ("+-Æ?%¤", Layout.US, Layout.DANISH),
        ("+-´Ö?%¤", Layout.US, Layout.FINNISH),
        ("/-±?%$", Layout.US, Layout.DUTCH),
        ("ß-Ö?%$", Layout.US, Layout.GERMAN),
        (")!+M°54", Layout.US, Layout.FRENCH),
        ("/&->?%4", Layout.NORWEGIAN, Layout.US),
        ("/-;>?%$", Layout.DUTCH, Layout.US),
    ],
)
def test_signs_tell_both_layouts(came: str, reader: Layout, terminal: Layout) -> None:
    """The reader's and the terminal's, whatever the key that waits for a letter leaves."""
    reading = signs_came(came)
    assert (reading.fault, reading.reader, reading.terminals) == (Fault.LAYOUT, reader, (terminal,))
    assert reading.wrong > 0


@pytest.mark.parametrize(
    ("came", "fault"),
    [
        (SIGNS[:4], Fault.CHARACTERS_LOST),
        ("-/+:_%!", Fault.OTHER_CHARACTERS),
        (LETTERS, Fault.ANOTHER_CODE),
        ("101002", Fault.ANOTHER_CODE),
    ],
)
def test_signs_that_no_layout_makes_are_told_as_they_are(came: str, fault: Fault) -> None:
    """No layout is named where none fits."""
    reading = signs_came(came)
    assert (reading.fault, reading.terminals) == (fault, ())


@pytest.mark.parametrize(
    ("came", "fault"),
    [
        (GS1.removeprefix("]d2"), Fault.NO_IDENTIFIER),
        (GS1.replace("\x1d", ""), Fault.NO_SEPARATOR),
        (GS1.removeprefix("]d2").replace("\x1d", ""), Fault.NO_IDENTIFIER_AND_NO_SEPARATOR),
        (GS1.replace("LOT7", "LOT8"), Fault.OTHER_CHARACTERS),
        ("7032069804988", Fault.ANOTHER_CODE),
    ],
)
def test_the_gs1_label_tells_what_the_reader_leaves_out(came: str, fault: Fault) -> None:
    """The identifier, the separator, both; a label that is not this one."""
    assert gs1_came(came).fault is fault


@given(st.text(max_size=80))
def test_whatever_arrives_is_judged(came: str) -> None:
    """Any text gives a reading that holds it, and is right only where it is the code."""
    for judge, code in zip(JUDGES, (LETTERS, SIGNS, GS1), strict=True):
        reading = judge(came)
        assert isinstance(reading, Reading)
        assert reading.came == came
        assert (reading.fault is None) == (came == code)
