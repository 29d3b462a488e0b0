"""The house rules that no other tool checks: sizes, words, clocks, floats, and that nothing is left without its pair.

Each rule answers the places that break it, so a failing test reads as a list of what to mend.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import backend_client.messages
from backend_client.catalogue import BY_MESSAGE, QUESTIONS, REQUESTS
from backend_client.messages.base import EditRequest, Question, Request
from backend_client.refusals import RefusalCode, http_status

ROOT = Path(__file__).parents[1]
PRODUCT = ("kiosk", "screens", "backend_client")
EVERYTHING = (*PRODUCT, "tests", "benchmarks")
GENERATED = ROOT / "backend_client" / "store" / "migrations" / "versions"

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 60

# put together here so that this file does not hold them
UNFINISHED = tuple(
    "".join(parts)
    for parts in (
        ("TO", "DO"),
        ("FIX", "ME"),
        ("XX", "X:"),
        ("NotImplemented", "Error"),
        ("pytest.", "skip"),
        ("mark.", "skip"),
        ("import", "orskip"),
        ("x", "fail("),
        ("mark.x", "fail"),
        ("except ", "Exception:"),
    )
)
CLOCKS = frozenset({"now", "utcnow", "today", "time_ns", "monotonic", "perf_counter", "uuid4", "uuid1"})
CLOCKLESS = ("rules", "engine", "store", "records", "messages", "barcode", "plant")


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Every hand-written Python file of these folders."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(sorted(path for path in found if GENERATED not in path.parents))


@cache
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """Where something stands, to be clicked on."""
    line = f":{node.lineno}" if node is not None and hasattr(node, "lineno") else ""
    return f"{path.relative_to(ROOT)}{line}"


def test_files_hold_one_idea() -> None:
    """No hand-written Python file is longer than 400 lines."""
    long = [
        f"{place(path)} has {lines} lines"
        for path in python_files(*EVERYTHING)
        if (lines := len(path.read_text("utf-8").splitlines())) > FILE_LINES_MAX
    ]
    assert long == []


def test_functions_fit_a_screen() -> None:
    """No function is longer than 60 lines."""
    long = [
        f"{place(path, node)} {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path in python_files(*EVERYTHING)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= FUNCTION_LINES_MAX
    ]
    assert long == []


def test_nothing_is_left_unfinished() -> None:
    """No note to do it later, no stub, no test that is passed over, no net for every exception."""
    found = [
        f"{place(path)}:{number} {word}"
        for path in python_files(*EVERYTHING)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        for word in UNFINISHED
        if word in line
    ]
    assert found == []


def test_no_floats_behind_the_seam() -> None:
    """Quantities, times and money are decimals: neither the word float nor a float literal stands there."""
    found = [
        place(path, node)
        for path in python_files(*(f"backend_client/{room}" for room in CLOCKLESS if room != "barcode"))
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]
    assert found == []


def test_rules_and_engine_have_no_clock() -> None:
    """Only the clients, the screens and the program know what time it is."""
    found = [
        f"{place(path, node)} .{node.func.attr}()"
        for path in python_files(*(f"backend_client/{room}" for room in CLOCKLESS))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"datetime", "date", "Date", "time", "uuid", "dt"}
    ]
    assert found == []


def test_every_rule_has_its_test() -> None:
    """rules/scheduling.py has tests/rules/test_scheduling.py."""
    missing = [
        f"tests/rules/test_{path.name}"
        for path in python_files("backend_client/rules")
        if path.name != "__init__.py" and not (ROOT / "tests" / "rules" / f"test_{path.name}").exists()
    ]
    assert missing == []


def public_nodes(path: Path) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """Public classes, functions and methods of a file."""

    def inside(body: list[ast.stmt]) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                if not node.name.startswith("_"):
                    yield node
                if isinstance(node, ast.ClassDef):
                    yield from inside(node.body)

    yield from inside(tree(path).body)


def test_public_names_behind_the_seam_explain_themselves() -> None:
    """Every module, public class and public function of backend_client has a docstring."""
    missing = [
        f"{place(path, node)} {node.name}"
        for path in python_files("backend_client")
        for node in public_nodes(path)
        if ast.get_docstring(node) is None
    ]
    missing += [
        place(path)
        for path in python_files(*PRODUCT)
        if path.read_text("utf-8").strip() and ast.get_docstring(tree(path)) is None
    ]
    assert missing == []


def message_classes(base: type) -> set[type]:
    """Every message that is a request (or a question), from all files of messages/."""
    found = set()
    for module in iter_modules(backend_client.messages.__path__):
        names = vars(import_module(f"backend_client.messages.{module.name}")).values()
        found |= {
            name for name in names if isinstance(name, type) and issubclass(name, base) and name is not base
        }
    return found


def test_every_message_is_in_the_catalogue() -> None:
    """A message that no row declares could be sent, and nobody would answer."""
    assert {entry.message for entry in REQUESTS} == message_classes(Request) - {EditRequest}
    assert {entry.message for entry in QUESTIONS} == message_classes(Question)


def test_every_catalogue_row_resolves_to_a_function() -> None:
    """Each row names a function that exists."""
    missing = []
    for entry in BY_MESSAGE.values():
        module, name = entry.function.split(":")
        function = getattr(import_module(f"backend_client.engine.{module}"), name, None)
        if not callable(function):
            missing.append(entry.function)
    assert missing == []


def test_every_catalogue_row_has_a_path_of_its_own() -> None:
    """No two messages share method and path, and a name in a path is a field of the message."""
    ways = [(entry.method, entry.path) for entry in BY_MESSAGE.values()]
    assert len(ways) == len(set(ways))
    for entry in BY_MESSAGE.values():
        assert is_dataclass(entry.message)
        names = {part[1:-1] for part in entry.path.split("/") if part.startswith("{")}
        assert names <= {field.name for field in fields(entry.message)}, entry.path


def test_every_refusal_has_its_place_on_the_wire() -> None:
    """Each code is an HTTP error, and written with small letters and hyphens."""
    for code in RefusalCode:
        assert http_status(code) in {400, 401, 403, 404, 409, 412, 422}
        assert code.value == code.name.lower().replace("_", "-")


def test_the_checks_find_what_they_look_for(tmp_path: Path) -> None:
    """A planted float, clock and missing docstring are found by the same walks."""
    planted = tmp_path / "planted.py"
    planted.write_text("def late():\n    return datetime.now() + 1.5\n", "utf-8")
    nodes = list(ast.walk(tree(planted)))
    is_float: Callable[[ast.AST], bool] = lambda node: (  # noqa: E731
        isinstance(node, ast.Constant) and isinstance(node.value, float)
    )
    assert any(is_float(node) for node in nodes)
    assert [node.name for node in public_nodes(planted) if ast.get_docstring(node) is None] == ["late"]
