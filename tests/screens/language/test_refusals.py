"""Every refusal is said in full, in its cells, whatever comes with it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

import screens
from backend_client.messages.codec import newer_word
from backend_client.refusals import RefusalCode
from screens.language.refusal_words import WORDS
from screens.language.refusals import ROW_CELLS, sentences
from screens.language.text import TRANSLATOR

TITLE_CELLS = 40
LONGEST = {
    "order_no": "RPO-1010012-AND-MORE",
    "order_line_no": "2147483647",
    "operation_no": "0010-ASSEMBLY",
    "item_no": "SP-SCM1009-BLUE-LEFT",
    "status": "firm_planned",
    "bin_code": "S-03-01-0001",
    "serial_no": "IOT-2600002-0000000000000001",
    "quantity": "999999999.99999",
    "field": "output_quantity",
}
SHOWN = {"_", "ngettext", "pgettext", "marked"}


@pytest.mark.parametrize("code", list(RefusalCode))
@pytest.mark.parametrize(
    "facts", [{}, LONGEST, {"unheard_of": "x" * 500}], ids=["none", "longest", "unknown"]
)
def test_every_refusal_fits_its_cells(code: RefusalCode, facts: dict[str, str]) -> None:
    """A title of 40 cells, two rows of 76: with no facts, with the longest, with facts nobody knows."""
    title, happened, to_do = sentences(code, facts)
    assert title
    assert happened
    assert to_do
    assert cell_len(title) <= TITLE_CELLS
    assert cell_len(happened) <= ROW_CELLS
    assert cell_len(to_do) <= ROW_CELLS


@pytest.mark.parametrize("language", ["en", "nb", "fi", "nl"])
def test_keys_are_named_only_where_there_are_some(language: str) -> None:
    """At the kiosk F3 goes back; a command line, a log and a browser's sign-on have no F3."""
    TRANSLATOR.speak(language)
    try:
        told = {code: sentences(code, {}) for code in RefusalCode}
        at_kiosk = sentences(RefusalCode.OPERATION_FINISHED, {}, has_keys=True)
    finally:
        TRANSLATOR.speak("en")
    assert [code for code, texts in told.items() if re.search(r"\bF\d", " ".join(texts))] == []
    assert "F3" in at_kiosk[2]


def test_the_facts_stand_behind_the_sentence() -> None:
    """A blocked order names itself."""
    assert sentences(RefusalCode.ORDER_BLOCKED, {"order_no": "101002"}) == (
        "Order is blocked",
        "It takes no postings now. Order: 101002.",
        "Nothing is posted. Ask a supervisor.",
    )


@pytest.mark.parametrize(
    ("status", "title", "happened"),
    [
        ("", "Order not found", "No order has this number. Order: 101099."),
        (
            "planned",
            "Order is not released",
            "Only released orders take postings. Order: 101099. Status: Planned.",
        ),
    ],
)
def test_an_order_that_is_not_there_is_told_apart_from_one_of_another_status(
    status: str, title: str, happened: str
) -> None:
    """Both have no released order of that number: one has to be scanned again, one waits for its release."""
    facts = {"order_no": "101099", "status": status}
    assert sentences(RefusalCode.RELEASED_ORDER_NOT_FOUND, facts)[:2] == (title, happened)


def test_a_code_of_a_later_release_is_said_as_it_is() -> None:
    """A server that is newer than this terminal is not understood, and nothing falls over it."""
    title, happened, _to_do = sentences(newer_word(RefusalCode, "tool-worn-out"), {"order_no": "101002"})
    assert title == "The server refused it"
    assert happened.startswith("Its reason is newer than this terminal.")
    assert "tool-worn-out" in happened


def test_facts_are_cleaned() -> None:
    """A number that holds an escape sequence is drawn as signs."""
    assert "\x1b" not in sentences(RefusalCode.ORDER_NOT_FOUND, {"order_no": "\x1b[2J"})[1]


def test_words_blame_nobody() -> None:
    """None of the words that a person at a machine should not have to read."""
    forbidden = ("invalid", "error", "failed", "submit", "abort", "cancel", "please", "illegal", "wrong")
    texts = " ".join(text for words in WORDS.values() for text in words).lower()
    assert [word for word in forbidden if word in texts] == []


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of a translating function in the screens."""
    for path in sorted(Path(screens.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SHOWN:
                yield f"{path.name}:{node.lineno}", node


def test_what_is_marked_for_translation_is_a_plain_literal() -> None:
    """An f-string would not be extracted, and nobody would notice."""
    found = [
        place
        for place, call in calls()
        for argument in call.args[:1]
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
    ]
    assert found == []


def test_placeholders_are_named() -> None:
    """Languages put words in another order, so no text has a placeholder without a name."""
    found = [
        place
        for place, call in calls()
        for argument in call.args
        if isinstance(argument, ast.Constant)
        and any(sign in str(argument.value).replace("%%", "") for sign in ("%s", "%d", "{}"))
    ]
    assert found == []
