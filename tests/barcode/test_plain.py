"""Numbers of Business Central: order, line and operation with signs between them."""

import pytest

from backend_client.barcode.events import Job, PlainText
from backend_client.barcode.plain import jobs_of, plain_text


@pytest.mark.parametrize(
    "text", ["WO-1000", "wo-1000", "*WO-1000*", "WO\u20111000", "WO\u22121000", "\u00a0WO-1000 "]
)
def test_what_readers_and_office_programs_add_is_taken_off(text: str) -> None:
    """Asterisks of Code 39, dashes that are no hyphens, blanks, case."""
    assert plain_text(text) == PlainText("WO-1000", (Job("WO-1000"),))


@pytest.mark.parametrize("text", ["101001/10000/20", "101001 10000 20", "101001 / 10000 / 20"])
def test_three_parts_are_order_line_and_operation(text: str) -> None:
    """Blanks part them too, for whoever types."""
    assert jobs_of(text) == (Job("101001", 10000, "20"),)


def test_a_second_part_may_be_a_line_or_an_operation() -> None:
    """The plant's data decide; 0020 can only be an operation, since line numbers have no leading zeros."""
    assert jobs_of("101001/20") == (Job("101001", 20), Job("101001", 0, "20"))
    assert jobs_of("WO-1000/0020") == (Job("WO-1000", 0, "0020"),)


@pytest.mark.parametrize(
    "text", ["WO-1000/", "/10", "A/B/C", "A/1/2/3", "../../ETC/PASSWD", "WO-1000..WO-2000", "%", "*", "**"]
)
def test_what_has_no_such_parts_is_one_number(text: str) -> None:
    """Filters, wildcards and paths are plain text that no order has."""
    assert jobs_of(text) == (Job(text),)


def test_letters_that_only_look_latin_are_told_by_name() -> None:
    """A Cyrillic O among Latin letters; a number all in Cyrillic is a number."""
    refused = plain_text("W\u041e-1000")
    assert refused.facts == {"character": "\u041e", "name": "cyrillic capital letter o"}
    assert plain_text("\u0417\u041a-1000") == PlainText("\u0417\u041a-1000", (Job("\u0417\u041a-1000"),))
    assert plain_text("ØL-100").text == "ØL-100"
