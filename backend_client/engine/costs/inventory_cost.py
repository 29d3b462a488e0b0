"""Inventory cost to the general ledger, later and in steps: what value entries were not posted with.

    value entry  actual  posted   to post
    1 purchase    30.00    0.00     30.00   inventory 30.00, direct cost applied -30.00
    2 sale        -9.00   -9.00      0.00   nothing, and it is not even looked at

A step posts the first entries that owe something, in a transaction and a register of its own; entries that it can't
post stand in nobody's way. So a run may be cut off at any moment, and run again it changes nothing. Cost of an order
that was finished without output goes through its work in process to inventory adjustment, as it does at once.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from backend_client import limits
from backend_client.engine.books import Books
from backend_client.engine.context import Context, Decided, posting_date_refused
from backend_client.engine.general_ledger import post_owed, write_off
from backend_client.messages.base import Refused
from backend_client.messages.cost_to_post import (
    InventoryCostReceipt,
    LeftOutValueEntry,
    PostInventoryCostToGLRequest,
)
from backend_client.records.value_entry import ValueEntry
from backend_client.rules.rounding import ZERO
from backend_client.store.queries.cost_to_post import Owing, expected_held, how_many_owe, owing
from backend_client.store.rows import Row
from backend_client.terms import ItemLedgerEntryType, ValueEntryType

MOST = limits.VALUE_ENTRIES_TO_POST_MAX
KEY = ("entry_no",)
IN_PROCESS = frozenset({ValueEntryType.DIRECT_COST, ValueEntryType.INDIRECT_COST})


def post_inventory_cost_to_gl(
    context: Context, request: PostInventoryCostToGLRequest
) -> Decided[InventoryCostReceipt]:
    """Post the next entries that owe the general ledger something. Refuses nothing: what can't be posted is left out."""
    wanted = Owing(
        after_entry_no=request.after_entry_no,
        last_day=request.last_day,
        expected=context.setup.settings.expected_cost_posting_to_gl,
    )
    step = _Step(Books.opened(context, context.today, request.document_no), request.document_no)
    while step.posted < MOST:
        rows = owing(context.connection, wanted, MOST)
        step.post(rows[: MOST - step.posted])
        wanted = wanted._replace(after_entry_no=step.last_entry_no or wanted.after_entry_no)
        if len(rows) < MOST:
            break
    left = how_many_owe(context.connection, wanted)
    posting = step.books.closed()
    debits = sum((row["amount"] for row in posting.gl_entries if row["amount"] > 0), ZERO)
    return Decided(
        posting=posting,
        receipt=lambda written: InventoryCostReceipt(
            register_no=written.register_no,
            value_entries=step.posted,
            gl_entries=len(posting.gl_entries),
            amount=debits,
            not_posted=step.not_posted,
            left_out=tuple(step.left_out),
            after_entry_no=step.last_entry_no if left else 0,
            left=left,
        ),
    )


@dataclass(slots=True)
class _Step:
    """What one step has posted and left out so far; `held` is expected cost that it has posted itself, by item entry."""

    books: Books
    document_no: str
    posted: int = 0
    not_posted: int = 0
    last_entry_no: int = 0
    left_out: list[LeftOutValueEntry] = field(default_factory=list)
    held: defaultdict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def post(self, rows: list[Row]) -> None:
        """Post some entries, one after the other: what takes expected cost back follows what it takes back."""
        before = expected_held(self.books.context.connection, {_taken_back_entry(row) for row in rows} - {0})
        for row in rows:
            self.last_entry_no = row["entry_no"]
            origin = _taken_back_entry(row)
            taken_back = before.get(origin, ZERO) + self.held[origin] if origin else None
            self._post_one(row, taken_back)

    def _post_one(self, row: Row, taken_back: Decimal | None) -> None:
        posting, stood = self.books.posting, len(self.books.posting.gl_entries)
        value = dict(row)
        refused = posting_date_refused(self.books.context, row["posting_date"])
        refused = refused or post_owed(self.books, value, row["wip_group"], taken_back)
        actual = value["cost_posted_to_gl"] - row["cost_posted_to_gl"]
        expected = value["expected_cost_posted_to_gl"] - row["expected_cost_posted_to_gl"]
        if refused is None and actual and _is_written_off(row):
            refused = self._write_off(row, actual)
        if refused is not None:
            del posting.gl_entries[stood:]
            self._leave_out(row, refused)
            return
        if not (actual or expected):
            return
        if self.document_no:
            for gl_entry in posting.gl_entries[stood:]:
                gl_entry["document_no"] = self.document_no
        self.posted += 1
        self.held[row["item_ledger_entry_no"]] += expected
        changed = {name: value[name] for name in ("cost_posted_to_gl", "expected_cost_posted_to_gl")}
        self.books.change(ValueEntry, KEY, {"entry_no": row["entry_no"], **changed})

    def _write_off(self, row: Row, posted: Decimal) -> Refused | None:
        """Write cost off that comes after its order was finished without output: on the day of that, or its own."""
        day: date = max(row["posting_date"], row["finished_date"] or row["posting_date"])
        self.books.posting_date, self.books.document_no = day, row["order_no"]
        refused = posting_date_refused(self.books.context, day)
        return refused or write_off(self.books, row, row["wip_group"], posted)

    def _leave_out(self, row: Row, refused: Refused) -> None:
        self.not_posted += 1
        if len(self.left_out) < limits.LEFT_OUT_SHOWN_MAX:
            self.left_out.append(
                LeftOutValueEntry(
                    value_entry_no=row["entry_no"],
                    posting_date=row["posting_date"],
                    document_no=row["document_no"],
                    code=refused.code,
                    facts=refused.facts,
                )
            )


def _taken_back_entry(row: Row) -> int:
    """Answer the item ledger entry whose expected cost an entry takes back; 0 = it takes none back."""
    if not row["cost_amount_expected"]:
        return 0
    if row["adjustment"]:
        number: int = row["item_ledger_entry_no"]
        return number
    corrected: int = row["applies_to_entry"] if row["valued_quantity"] < 0 else 0
    return corrected


def _is_written_off(row: Row) -> bool:
    if row["entry_type"] not in IN_PROCESS:
        return False
    in_process = row["capacity_ledger_entry_no"] or (
        row["item_ledger_entry_type"] is ItemLedgerEntryType.CONSUMPTION
    )
    return bool(in_process and row["wip_written_off"])
