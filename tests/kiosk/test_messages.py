"""Every message of the seam is a command: its options are its fields, its answer is printed, its refusal told."""

import json
from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest

from backend_client.messages.base import Posted
from backend_client.messages.cost_to_post import (
    InventoryCostReceipt,
    LeftOutValueEntry,
    PostInventoryCostToGLRequest,
)
from backend_client.refusals import RefusalCode
from kiosk.messages.command import _parser
from kiosk.messages.names import ASK, POST, purpose
from kiosk.messages.output import as_text
from kiosk.messages.steps import go_on
from tests.kiosk.running import Home

ALL = [("post", *pair) for pair in POST.items()] + [("ask", *pair) for pair in ASK.items()]
OUTPUT = ("post", "output", "--order-no", "101001", "--operation-no", "10")


@pytest.mark.parametrize(("verb", "name", "message"), ALL, ids=[f"{verb}-{name}" for verb, name, _ in ALL])
def test_every_message_has_options_and_a_purpose(verb: str, name: str, message: type[Any]) -> None:
    """No field's option clashes with another, and the list says what each is for."""
    text = _parser(verb, name, message).format_help()
    fields = [field for field in message.__dataclass_fields__ if field != "answers"]
    assert all(f"--{field.replace('_', '-')}" in text for field in fields)
    assert purpose(message).endswith((".", "?"))


def test_without_a_name_all_messages_are_listed(home: Home) -> None:
    """Each with its purpose; an unknown one is a usage error."""
    done = home.run("post")
    assert done.returncode == 0
    assert all(f"  {name} " in done.stdout for name in POST)
    assert home.run("ask", "the-oracle").returncode == 2


def test_a_posting_posts_once_under_its_request_id(home: Home) -> None:
    """The same id sent again answers the first receipt, marked as replayed."""
    words = (*OUTPUT, "--output-quantity", "4", "--run-time", "12", "--request-id", "once", "--json")
    first, second = (json.loads(home.run(*words).stdout) for _ in range(2))
    assert (first["outcome"], first["replayed"], second["replayed"]) == ("posted", False, True)
    assert first["receipt"] == second["receipt"]
    assert first["receipt"]["operation_after"]["output_quantity"] == "4"
    asked = home.run("ask", "order-line", "--order-no", "101001", "--json")
    assert json.loads(asked.stdout)["operations"][0]["output_quantity"] == "4"


def test_the_receipt_is_shown_as_a_table(home: Home) -> None:
    """Figures on their lines, entries as rows under their columns' names, and the request id at the end."""
    done = home.run(*OUTPUT, "--output-quantity", "4", "--run-time", "12")
    assert "capacity_entries\n  entry_no  type " in done.stdout
    assert done.stdout.splitlines()[-1].startswith("request_id ")


def test_a_preview_writes_nothing(home: Home) -> None:
    """It answers what would be posted, register 0."""
    before = home.database.read_bytes()
    done = home.run(*OUTPUT, "--output-quantity", "4", "--preview", "--json")
    assert json.loads(done.stdout)["receipt"]["register_no"] == 0
    assert home.database.read_bytes() == before


def test_a_confirmation_is_asked_for_by_code_and_never_guessed(home: Home) -> None:
    """Without an answer a script is told the code; declined is refused; confirmed is posted."""
    words = (
        "post",
        "set-routing-status",
        "--order-no",
        "101001",
        "--operation-no",
        "10",
        "--status",
        "finished",
    )
    asked = home.run(*words)
    assert asked.returncode == 1
    assert "--confirm operation-status-finished" in asked.stderr
    declined = home.run(*words, "--decline", "operation-status-finished", "--json")
    assert json.loads(declined.stdout)["code"] == "update-interrupted"
    assert home.run(*words, "--confirm", "operation-status-finished").returncode == 0


def test_a_body_is_read_from_a_file_and_overruled_by_options(home: Home) -> None:
    """The file says 4, the option says 5: 5 are posted."""
    body = home.folder / "body.json"
    body.write_text(json.dumps({"order_no": "101001", "operation_no": "10", "output_quantity": "4"}))
    done = home.run("post", "output", "--body", str(body), "--output-quantity", "5", "--json")
    assert json.loads(done.stdout)["receipt"]["operation_after"]["output_quantity"] == "5"


def test_a_journal_is_a_file_and_every_bad_line_of_it_is_told(home: Home) -> None:
    """Two lines of three are bad: both are named by number; put right, all are posted under one register."""
    good = {"kind": "output", "order_no": "101001", "operation_no": "10", "output_quantity": "4"}
    body = home.folder / "journal.json"
    body.write_text(
        json.dumps({"lines": [good, good | {"operation_no": "99"}, good | {"scrap_code": "WHAT"}]})
    )
    refused = home.run("post", "journal", "--body", str(body))
    assert refused.returncode == 1
    assert [line.split()[0] for line in refused.stderr.splitlines() if line.startswith("        ")] == [
        "2",
        "3",
    ]
    body.write_text(json.dumps({"lines": [good, good]}))
    done = home.run("post", "journal", "--body", str(body), "--json")
    assert len(json.loads(done.stdout)["receipt"]["capacity_entries"]) == 2


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("post", "output"), 1, "order_no. (missing)"),
        ((*OUTPUT, "--output-quantity", "1e9"), 1, "output_quantity. (number)"),
        ((*OUTPUT, "--output-quantity", "2,5"), 1, "output_quantity. (number)"),
        ((*OUTPUT, "--answers", "x"), 2, "--answers"),
        ((*OUTPUT, "--order-line-no", "x"), 2, "--order-line-no"),
        (("post", "output", "--body", "nowhere.json"), 4, "nowhere.json"),
        (("post", "output", "--order-no", "\x1b[2J"), 1, "Field: order_no"),
        (("post", "output", "--order-no", "NONE", "--operation-no", "10"), 1, "NONE"),
        (("ask", "load", "--no", "100"), 1, "first_day. (missing)"),
    ],
)
def test_what_a_person_gets_wrong_is_one_sentence(
    home: Home, words: tuple[str, ...], status: int, told: str
) -> None:
    """It names the field or the file, holds no control character, and posts nothing."""
    done = home.run(*words)
    assert (done.returncode, done.stdout) == (status, "")
    assert told in done.stderr
    assert "\x1b" not in done.stderr


def test_an_answer_of_rows_in_rows_stays_readable() -> None:
    """A table, with what belongs to a row below it; hostile texts are shown, not obeyed."""
    answer = {"no": "1", "rows": [{"item": "A\x1b[2J", "lots": [{"lot": "L1"}], "note": ""}], "empty": []}
    assert as_text(answer).splitlines() == [
        "no     1",
        "rows",
        "  item",
        "  A␛[2J",
        "    lots",
        "      lot",
        "      L1",
    ]


def test_a_long_work_is_sent_until_nothing_is_left(home: Home) -> None:
    """Adjusting costs is a step a posting; the command sends them all and answers their figures together."""
    first = json.loads(home.run("post", "adjust-cost", "--json").stdout)
    again = json.loads(home.run("post", "adjust-cost", "--json").stdout)
    assert first["receipt"]["left"] == again["receipt"]["left"] == 0
    assert first["receipt"]["register_no"] + 1 == again["receipt"]["register_no"]
    assert again["receipt"]["value_entries"] == 0


def test_each_step_of_a_long_work_begins_where_the_last_one_stopped() -> None:
    """The first step left out entry 3 and stopped behind it; the second begins there, and both are one answer."""
    asked: list[int] = []

    class Ledger:
        def post(self, request: PostInventoryCostToGLRequest) -> Posted[InventoryCostReceipt]:
            asked.append(request.after_entry_no)
            return _posted(value_entries=5, not_posted=0, left_out=(), after_entry_no=0, left=0)

    left_out = LeftOutValueEntry(
        value_entry_no=3,
        posting_date=date(2026, 3, 2),
        document_no="D",
        code=RefusalCode.POSTING_SETUP_MISSING,
    )
    first = _posted(value_entries=2, not_posted=1, left_out=(left_out,), after_entry_no=3, left=5)
    outcome = go_on(cast("Any", Ledger()), PostInventoryCostToGLRequest(request_id="run"), first)
    assert asked == [3]
    assert isinstance(outcome, Posted)
    assert (outcome.receipt.value_entries, outcome.receipt.not_posted) == (7, 1)
    assert (outcome.receipt.left_out, outcome.receipt.after_entry_no) == ((left_out,), 0)


def _posted(**figures: Any) -> Posted[InventoryCostReceipt]:
    return Posted(receipt=InventoryCostReceipt(register_no=1, gl_entries=0, amount=Decimal(0), **figures))
