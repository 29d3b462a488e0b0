"""The table of capabilities tells the truth: each has a test, and the test's first line is its acceptance check."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "backend_client" / "features.md"
PROVEN = {*range(1, 85), *range(86, 99)}


def rows() -> list[tuple[int, str, str]]:
    """Answer number, acceptance check and test of each row."""
    lines = TABLE.read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [(int(row[0]), row[2], row[3].strip("`")) for row in cells if row[0].isdigit()]


def first_line(test: str) -> str:
    """Answer the first line of a test's docstring; "" where there is no such test."""
    file, _, name = test.partition("::")
    path = ROOT / "tests" / file
    if not path.is_file():
        return ""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return (ast.get_docstring(node) or "").partition("\n")[0]
    return ""


def test_every_capability_of_production_execution_has_a_row() -> None:
    """1 to 84 and 86 to 98, in order; the job card has its row when it is printed."""
    numbers = [number for number, _, _ in rows()]
    assert set(numbers) >= PROVEN
    assert numbers == sorted(numbers)


def test_every_row_names_a_test_that_says_its_check() -> None:
    """The test exists, bears the row's number, and begins with the acceptance check, word for word."""
    for number, check, test in rows():
        assert f"::test_row_{number:02}_" in test, test
        assert first_line(test) == check, test


def test_no_acceptance_check_is_left_out_of_the_table() -> None:
    """Each test with a row's number stands in the table."""
    listed = {test for _, _, test in rows()}
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_row_"):
                assert f"features/{path.name}::{node.name}" in listed
