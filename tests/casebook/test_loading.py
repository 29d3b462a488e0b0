"""Reading case files: every mistake becomes a failing case that names it, never a passing or a lost one."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.casebook.loading import load_folder
from tests.casebook.values import CaseError

CASE: dict[str, Any] = {
    "id": "X-01",
    "title": "nothing happens",
    "plant": {"items": [{"no": "P"}]},
    "steps": [{"do": "post_capacity", "label": "stop", "with": {"no": "A", "stop": 5}}],
    "expect": {"value_entries": []},
}


def write(folder: Path, content: Any) -> Path:
    """Write a case file."""
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / "X.json").write_text(text, "utf-8")
    return folder


def test_a_step_is_known_by_number_and_by_label(tmp_path: Path) -> None:
    """Step 1 with label `stop` answers to s1 and to stop; the format's other files are no case files."""
    (tmp_path / "base_plant.json").write_text("{}", "utf-8")
    (tmp_path / "case.schema.json").write_text("{}", "utf-8")
    (tmp_path / "FORMAT.md").write_text("# text", "utf-8")
    (case,) = load_folder(write(tmp_path, [CASE]))
    assert case.mistake == ""
    assert case.steps[0].labels == ("s1", "stop")


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ({"steps": [{"do": "post_outptu"}]}, "unknown action 'post_outptu'"),
        ({"steps": [{"do": "post_capacity", "with": {"no": "A", "halt": 5}}]}, "unknown 'halt'"),
        ({"steps": [{"do": "post_capacity", "with": {"stop": 5}}]}, "missing no"),
        ({"steps": [{"do": "adjust_cost", "expect": {"code": "no-such-code"}}]}, "unknown 'no-such-code'"),
        ({"steps": [{"do": "adjust_cost", "expect": {"result": []}}]}, "unknown 'result'"),
        ({"steps": [{"do": "adjust_cost", "with": {"answers": {"sure": "yes"}}}]}, "unknown 'sure'"),
        (
            {"steps": [{"do": "post_journal", "with": {"lines": [{"kind": "sale"}]}}]},
            "unknown kind of line 'sale'",
        ),
        ({"steps": [{"do": "adjust_cost", "label": "s2"}, {"do": "adjust_cost"}]}, "a label stands twice"),
        ({"plant": {"item": []}}, "plant: unknown 'item'"),
        ({"plant": {"items": [{"number": "P"}]}}, "plant.items: unknown 'number'"),
        ({"plant_replace": ["bom"]}, "plant_replace: unknown 'bom'"),
        ({"expect": {"ledger": []}}, "expect: unknown 'ledger'"),
        ({"expect": {"value_entries": [{"amount": 1}]}}, "unknown 'amount'"),
        ({"expect": {"value_entries": {"match": "some"}}}, "unknown 'some'"),
        ({"expect": {"value_entries": {"created_by": "s7"}}}, "unknown 's7'"),
        ({"expct": {}}, "case: unknown 'expct'"),
    ],
)
def test_a_mistake_in_a_case_is_named(tmp_path: Path, change: dict[str, Any], mistake: str) -> None:
    """A word that the format does not know is never read past."""
    (case,) = load_folder(write(tmp_path, [CASE | change]))
    assert mistake in case.mistake


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ('[{"id": "X-01", "quantity": 1.5}]', 'JSON float; write "1.5"'),
        ('[{"id": "X-01", "id": "X-02"}]', "a key stands twice"),
        ('[{"id": NaN}]', "NaN is a JSON float"),
        ("[", "X.json"),
        ("{}", "a list of cases"),
        ("[5]", "a case is an object"),
    ],
)
def test_a_mistake_in_a_file_is_named(tmp_path: Path, text: str, mistake: str) -> None:
    """A file that can't be read fails as one case."""
    (case,) = load_folder(write(tmp_path, text))
    assert mistake in case.mistake


def test_an_id_twice_fails(tmp_path: Path) -> None:
    """Two cases of one id would hide one another."""
    cases = load_folder(write(tmp_path, [CASE, CASE]))
    assert [case.mistake for case in cases] == ["", "X-01 stands twice"]


def test_a_folder_without_cases_fails(tmp_path: Path) -> None:
    """Running nothing is not success."""
    with pytest.raises(CaseError, match="holds no case file"):
        load_folder(tmp_path)
    with pytest.raises(CaseError, match="is not a folder"):
        load_folder(tmp_path / "nowhere")
