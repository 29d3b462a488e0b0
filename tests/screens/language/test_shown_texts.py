"""No text that is shown stands in the code without going through the translation, on whatever screen, paper or command.

The walks of test_languages.py show each screen in a strange language; this reads what no walk comes to: every message
for every trouble. A text counts as shown where it is handed to what shows it: Cell, row, Message, Frame, print ...
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FOLDERS = ("screens", "kiosk")
SHOWING = {
    "Cell": 1,
    "row": None,
    "Message": None,
    "Frame": None,
    "Status": None,
    "Said": None,
    "Words": None,
    "Check": None,
    "print": None,
    "write": None,
    "error": None,
    "text": None,
    "add_argument": None,
    "add_parser": None,
}
"""What shows its arguments, and how many of them, None = all."""
ARGPARSE = {"add_argument": ("help",), "add_parser": ("help", "description")}
TELLING = {"help", "title", "about", "choices"}
"""Methods of screens whose answer is shown."""
WORD = re.compile(r"[A-Za-zÀ-ž_]{2,}")
SAME = {"kiosk", "Python", "TERM", "request_id", "confirm"}


def name_of(call: ast.Call) -> str:
    """What is called."""
    target = call.func
    return (
        target.id
        if isinstance(target, ast.Name)
        else target.attr
        if isinstance(target, ast.Attribute)
        else ""
    )


def shown_in(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that are shown; none where it shows nothing."""
    name = name_of(call)
    if name not in SHOWING:
        return []
    if name in ARGPARSE:
        return [keyword.value for keyword in call.keywords if keyword.arg in ARGPARSE[name]]
    named = [keyword.value for keyword in call.keywords if keyword.arg not in {"role", "file", "end", "sep"}]
    return [*call.args[: SHOWING[name]], *named]


def is_ordinary(text: str) -> bool:
    """Whether a text is the same in every language: names of programs, settings and options."""
    return all(word in SAME for word in WORD.findall(text))


def bare(node: ast.AST) -> Iterator[ast.Constant]:
    """The literals of an expression that stand in it as they are, but for the keys of what it is made of."""
    match node:
        case (
            ast.Call() | ast.Compare()
        ):  # what is called shows its own arguments, or makes something else of them
            return
        case ast.Subscript():
            yield from bare(node.value)
        case ast.Dict():
            for value in node.values:
                yield from bare(value)
        case ast.FormattedValue():
            yield from bare(node.value)
        case ast.IfExp():
            yield from bare(node.body)
            yield from bare(node.orelse)
        case ast.Constant():
            if isinstance(node.value, str) and not is_ordinary(node.value):
                yield node
        case _:
            for child in ast.iter_child_nodes(node):
                yield from bare(child)


def shown(tree: ast.AST) -> Iterator[ast.expr]:
    """Every expression that is shown: what showing calls are given, and what a help page answers."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from shown_in(node)
        elif isinstance(node, ast.FunctionDef) and node.name in TELLING:
            answers = (each for each in ast.walk(node) if isinstance(each, ast.Return))
            yield from (each.value for each in answers if each.value is not None)


def untranslated(source: str) -> list[tuple[int, str]]:
    """Line and text of every literal that is shown as it stands."""
    return [
        (literal.lineno, str(literal.value)) for each in shown(ast.parse(source)) for literal in bare(each)
    ]


def test_no_shown_text_is_left_untranslated() -> None:
    """Every literal that a screen, a paper or a command shows goes through the translation."""
    found = [
        f"{path.relative_to(ROOT)}:{line} {text!r}"
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, text in untranslated(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        'row(" ", Cell("Nothing posted", 20))',
        'Message(Sign.TAKEN, f"{count} left", _("a"))',
        'Frame(title=_("Order") if no else "Orders", message=said)',
        'Cell("none" if not rows else _("some"))',
        'print("Nothing is kept here.")',
        'parser.add_argument("--as", help="sign on as")',
        'def help(self):\n    return (_("Left."), "Right.")',
    ],
)
def test_what_is_left_is_found(source: str) -> None:
    """A bare text in each of the places where one may stand."""
    assert len(untranslated(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        'row(" ", Cell(_("Nothing posted"), 20))',
        'Cell(pgettext("key", "Post"))',
        'Message(Sign.TAKEN, _("%(n)s left") % {"n": values["left"]})',
        'Frame(title=NAMES["title"], message=said, keys=named(Key.POST, "orders"))',
        'Cell("-- / --" if each.kind == "stop" else each.text)',
        'parser.add_argument("--as", metavar="NUMBER", help=_("sign on as"))',
    ],
)
def test_what_is_translated_passes(source: str) -> None:
    """So do codes, keys, signs."""
    assert untranslated(source) == []
