"""A posting in the making, with what every entry of it shares: day, document and the stock it takes from.

Engine functions add to the books; a rule that says no leaves them half filled, and nothing of them is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from backend_client.engine.context import Context
from backend_client.rules.item_application import OpenEntry
from backend_client.store.posting import Posting, Update
from backend_client.store.queries.output_facts import linked_stock
from backend_client.store.queries.stock import Number, OpenEntryRow, StockKey, open_entries
from backend_client.store.rows import Record, Row

Changes = dict[tuple[Record, tuple[str, ...]], dict[tuple[Any, ...], Row]]


class BooksState(NamedTuple):
    """How far each ledger was filled, what stock was open, and which rows were changed."""

    lengths: list[int]
    open_entries: dict[StockKey, list[OpenEntry]]
    changed: Changes


@dataclass(slots=True, kw_only=True)
class Books:
    """What one request posts.

    `moving` are items that it may move, in stock or not; `open_entries` is read once for all items that move and kept
    up to date, a number series when it is first drawn from, what is blocked when the first number is moved.
    """

    context: Context
    posting: Posting
    posting_date: date
    document_no: str
    open_entries: dict[StockKey, list[OpenEntry]] = field(default_factory=dict)
    number_series: dict[str, Row | None] = field(default_factory=dict)
    moving: set[str] = field(default_factory=set)
    _blocked: dict[str, set[Number]] = field(default_factory=dict)
    _changed: Changes = field(default_factory=dict)

    @classmethod
    def opened(cls, context: Context, posting_date: date | None, document_no: str) -> "Books":
        """Start the books of a request."""
        day = posting_date or context.today
        posting = Posting(posting_date=day, document_no=document_no)
        return cls(context=context, posting=posting, posting_date=day, document_no=document_no)

    def change(self, record: Record, key: tuple[str, ...], row: Row) -> None:
        """Note what a row of a table becomes: its key columns and the changed ones; the last word counts."""
        self._changed.setdefault((record, key), {})[tuple(row[name] for name in key)] = row

    def open_entry(self, key: StockKey, entry_no: int) -> OpenEntry | None:
        """Answer the entry of that number, if it is of that item and place and has goods left to take."""
        entries = self.open_entries.get(key, ())
        return next(
            (each for each in entries if each.entry_no == entry_no and each.remaining_quantity > 0), None
        )

    def is_blocked(self, number: Number) -> bool:
        """Say whether a lot or serial number is blocked; read when first asked, for all items that move."""
        item_no = number[0]
        if item_no not in self._blocked:
            from backend_client.store.queries.tracked_numbers import (  # noqa: PLC0415 -- most postings name none
                blocked_numbers,
            )

            items = {item_no, *self.moving, *(key[0] for key in self.open_entries)} - self._blocked.keys()
            found = blocked_numbers(self.context.connection, items)
            self._blocked |= {each: {no for no in found if no[0] == each} for each in items}
        return number in self._blocked[item_no]

    def state(self) -> "BooksState":
        """Answer what the books hold now, to come back to it."""
        return BooksState(
            [len(rows) for _, _, rows in self.posting.ledgers()],
            dict(self.open_entries),
            {record: dict(rows) for record, rows in self._changed.items()},
        )

    def back_to(self, state: "BooksState") -> None:
        """Take out everything that was added since."""
        for (_, _, rows), length in zip(self.posting.ledgers(), state.lengths, strict=True):
            del rows[length:]
        self.open_entries = state.open_entries
        self._changed = state.changed

    def closed(self) -> Posting:
        """Answer the posting with every changed row, one update for each table."""
        for (record, key), rows in self._changed.items():
            self.posting.updates.append(Update(record, key, list(rows.values())))
        self._changed.clear()
        return self.posting

    def read_open_entries(self, item_nos: set[str]) -> None:
        """Read the open entries of all items that this posting may take from or fill up; one statement."""
        self.moving |= item_nos
        if item_nos:
            self._take_over(open_entries(self.context.connection, item_nos))

    def read_linked_entries(self, order_no: str, operation_no: str) -> None:
        """Read the open entries of the items that postings of an operation consume by themselves; one statement."""
        self._take_over(linked_stock(self.context.connection, order_no, operation_no))

    def _take_over(self, found: Mapping[StockKey, Sequence[OpenEntryRow]]) -> None:
        self.open_entries = {key: [OpenEntry(*row) for row in rows] for key, rows in found.items()}
