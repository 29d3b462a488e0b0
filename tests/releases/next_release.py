"""A release later than this one, made for the tests: a copy of the program in which a few things were added.

    request    PostOutputRequest.tool_no                 WORN refuses, OLD warns, LENT asks; nothing else does
    receipt    PostingReceipt.energy                     always 3.5
    refusal    tool-worn-out      also of 13 pieces      so that a terminal without the field meets it
    question   tool-is-lent       also of 14 pieces
    warning    tool-soon-worn     also of 12 pieces
    message    ToolQuestion       GET /api/v1/tools/{tool_no}
    schema     revision 0002      only where it is asked for: counts how often an order line was touched

It runs as processes of its own whose current folder is the copy, so each process is wholly of one release.
"""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = ("backend_client", "kiosk", "screens", "tests", "pyproject.toml")
ADDED = (
    (
        "backend_client/messages/postings.py",
        "    further_scrap: tuple[ScrapQuantity, ...] = ()\n",
        '    further_scrap: tuple[ScrapQuantity, ...] = ()\n    tool_no: str = ""\n',
    ),
    (
        "backend_client/messages/postings.py",
        "from backend_client.messages.base import Request\n",
        "from backend_client.messages.base import Question, Request\n",
    ),
    (
        "backend_client/messages/postings.py",
        "@dataclass(frozen=True, slots=True, kw_only=True)\nclass PostOutputRequest",
        "@dataclass(frozen=True, slots=True, kw_only=True)\nclass Tool:\n"
        '    """A tool."""\n\n    tool_no: str\n\n\n'
        "@dataclass(frozen=True, slots=True, kw_only=True)\nclass ToolQuestion(Question[Tool]):\n"
        '    """Ask for a tool."""\n\n    tool_no: str\n\n\n'
        "@dataclass(frozen=True, slots=True, kw_only=True)\nclass PostOutputRequest",
    ),
    (
        "backend_client/messages/receipt.py",
        "    remaining_quantity: Decimal = Decimal(0)\n",
        '    remaining_quantity: Decimal = Decimal(0)\n    energy: Decimal = Decimal("3.5")\n',
    ),
    (
        "backend_client/refusals.py",
        '    ORDER_NOT_FOUND = "order-not-found"',
        '    TOOL_WORN_OUT = "tool-worn-out"\n    ORDER_NOT_FOUND = "order-not-found"',
    ),
    (
        "backend_client/terms.py",
        '    FINISHED_OPERATION_OUTPUT = "finished-operation-output"',
        '    TOOL_IS_LENT = "tool-is-lent"\n    FINISHED_OPERATION_OUTPUT = "finished-operation-output"',
    ),
    (
        "backend_client/terms.py",
        '    BLOCKED_ITEM_LEFT_OUT = "blocked-item-left-out"',
        '    TOOL_SOON_WORN = "tool-soon-worn"\n    BLOCKED_ITEM_LEFT_OUT = "blocked-item-left-out"',
    ),
    (
        "backend_client/engine/output.py",
        "    assert facts is not None\n    assert facts.line",
        "    from backend_client.refusals import RefusalCode\n"
        "    from backend_client.terms import Confirmation, Warned\n\n"
        '    if request.tool_no == "WORN" or request.output_quantity == 13:\n'
        '        return Refused(code=RefusalCode.TOOL_WORN_OUT, facts={"tool_no": request.tool_no})\n'
        '    lent = request.tool_no == "LENT" or request.output_quantity == 14\n'
        "    refused = ask_first(request, *((Confirmation.TOOL_IS_LENT,) if lent else ()))\n"
        "    if refused is not None:\n        return refused\n"
        '    worn = request.tool_no == "OLD" or request.output_quantity == 12\n'
        "    assert facts is not None\n    assert facts.line",
    ),
    (
        "backend_client/engine/output.py",
        "        posting=posting, receipt=lambda written: posting_receipt(context.setup, posting, written, work)\n",
        "        posting=posting,\n"
        "        receipt=lambda written: posting_receipt(context.setup, posting, written, work),\n"
        "        warnings=(Warned.TOOL_SOON_WORN,) if worn else (),\n",
    ),
    (
        "backend_client/engine/output.py",
        "def _read_stock(",
        "def tool(context, question):\n"
        "    from backend_client.messages.postings import Tool\n\n"
        "    return Tool(tool_no=question.tool_no)\n\n\ndef _read_stock(",
    ),
    (
        "backend_client/engine/roles.py",
        "        people.PlantQuestion,\n",
        "        people.PlantQuestion,\n        postings.ToolQuestion,\n",
    ),
    (
        "backend_client/catalogue_questions.py",
        "    posted_requests,\n",
        "    posted_requests,\n    postings,\n",
    ),
    (
        "backend_client/catalogue_questions.py",
        "QUESTIONS: tuple[Entry, ...] = (\n",
        'QUESTIONS: tuple[Entry, ...] = (\n    get(postings.ToolQuestion, "output:tool", "tools/{tool_no}"),\n',
    ),
)
SECOND = '''"""Counts how often an order line was touched, and writes every order\'s description in capitals."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the table, and fill both."""
    op.create_table("tools", sa.Column("no", sa.String(20), primary_key=True), sa.Column("lines", sa.Integer()))
    with op.batch_alter_table("production_orders") as changed:
        changed.add_column(sa.Column("touched", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE production_orders SET touched = 7, description = upper(description)")
    op.execute("INSERT INTO tools (no, lines) SELECT no, 1 FROM production_orders")
    op.create_index("tools_lines", "tools", ["lines"])
'''


def next_release(folder: Path, *, schema: bool = False) -> Path:
    """Make a later release in a folder; answers it. `schema`: its database has another revision, too."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)  # byte code too, by its time
        else:
            shutil.copy2(ROOT / name, folder / name)
    for name, old, new in ADDED:
        replace(folder / name, old, new)
    if schema:
        versions = folder / "backend_client/store/migrations/versions"
        (versions / "0002_tools.py").write_text(SECOND, "utf-8")
        replace(folder / "backend_client/store/schema.py", 'REVISION = "0001"', 'REVISION = "0002"')
    return folder


def replace(file: Path, old: str, new: str) -> None:
    """Change a text that stands in a file once."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1, (
        f"{file.name} has changed; say anew what the next release changes in it: {old}"
    )
    file.write_text(text.replace(old, new), "utf-8")


if __name__ == "__main__":
    next_release(Path(sys.argv[1]), schema="--schema" in sys.argv)
