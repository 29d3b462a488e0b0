"""From value entries to the general ledger: which accounts, how much, and what is missing in the setup.

With automatic cost posting on, each value entry is posted with its two sides at once; expected cost only where the
plant posts expected cost at all. What is not posted now stays on the value entry as not yet posted, and the batch
that posts inventory cost does the same with it later.
"""

from decimal import Decimal
from typing import Any

from backend_client.engine.books import Books
from backend_client.messages.base import Refused
from backend_client.records.general_ledger import GLEntry
from backend_client.refusals import RefusalCode
from backend_client.rules.account_pairs import (
    GENERAL,
    AccountPair,
    AccountSource,
    account_pair,
    expected_to_post,
    to_post,
)
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import entry
from backend_client.store.queries.cost_to_post import expected_held
from backend_client.store.rows import Row

WRITTEN_OFF = AccountPair(AccountSource.INVENTORY_ADJUSTMENT, AccountSource.WIP)


def post_value_to_gl(
    books: Books, value: Row, wip_group: str, taken_back: Decimal | None = None
) -> Refused | None:
    """Post a new value entry to the general ledger where the plant does so at once.

    wip_group   inventory posting group of the item that is made, whose work in process account counts
    taken_back  what the general ledger holds of the expected cost that the entry settles; None = it settles none
    Refuses with `posting-setup-missing` when an account is not named.
    """
    if not books.context.setup.settings.automatic_cost_posting:
        return None
    if taken_back is None and value["cost_amount_expected"]:
        taken_back = _held_of_corrected(books, value)
    return post_owed(books, value, wip_group, taken_back)


def post_owed(books: Books, value: Row, wip_group: str, taken_back: Decimal | None) -> Refused | None:
    """Post what a value entry has not told the general ledger yet, and note it on the entry; refused, nothing of it."""
    actual = to_post(value["cost_amount_actual"], value["cost_posted_to_gl"])
    expected = expected_to_post(
        value["cost_amount_expected"],
        value["expected_cost_posted_to_gl"],
        by_setting=books.context.setup.settings.expected_cost_posting_to_gl,
        taken_back=taken_back,
    )
    if actual:
        pair = account_pair(
            value["entry_type"], value["item_ledger_entry_type"], variance_type=value["variance_type"]
        )
        refused = _add_sides(books, value, pair, actual, wip_group)
        if refused is not None:
            return refused
    if expected:
        pair = account_pair(value["entry_type"], value["item_ledger_entry_type"], expected=True)
        refused = _add_sides(books, value, pair, expected, wip_group)
        if refused is not None:
            return refused
    value["cost_posted_to_gl"] += actual
    value["expected_cost_posted_to_gl"] += expected
    return None


def write_off(books: Books, value: Row, wip_group: str, posted: Decimal | None = None) -> Refused | None:
    """Take what a value entry put into work in process out of it again, to inventory adjustment.

    posted  what of its cost has just been posted to the general ledger; None = all that ever was

    The account is that of the value entry's own posting groups, the day and document are those of the books. Only what
    was posted to the general ledger is taken out; what is posted later of a line that was written off follows it.
    Refuses as posting does.
    """
    amount: Decimal = value["cost_posted_to_gl"] if posted is None else posted
    if not value["capacity_ledger_entry_no"]:
        amount = -amount
    if not amount:
        return None
    columns = {"posting_date": books.posting_date, "document_no": books.document_no, "write_off": True}
    return _add_sides(books, value, WRITTEN_OFF, amount, wip_group, **columns)


def _add_sides(
    books: Books, value: Row, pair: AccountPair, amount: Decimal, wip_group: str, **columns: Any
) -> Refused | None:
    """Add both sides of an amount, on the value entry's day and document where `columns` do not say otherwise."""
    for source, side in ((pair.account, amount), (pair.balancing_account, -amount)):
        account = _account(books, value, source, wip_group)
        if isinstance(account, Refused):
            return account
        about = {
            "posting_date": value["posting_date"],
            "document_no": value["document_no"],
            "value_entry_no": value["entry_no"],
            "order_no": value["order_no"],
        }
        books.posting.add_gl_entry(entry(GLEntry, account_no=account, amount=side, **(about | columns)))
    return None


def _held_of_corrected(books: Books, value: Row) -> Decimal | None:
    """Answer what the general ledger holds of the output that new negative output takes back; None for new cost."""
    number = value["item_ledger_entry_no"]
    if value["valued_quantity"] >= 0 or number >= 0:
        return None
    corrected = books.posting.item_entries[-number - 1]["applies_to_entry"]
    return expected_held(books.context.connection, [corrected]).get(corrected, ZERO)


def _account(books: Books, value: Row, source: AccountSource, wip_group: str) -> str | Refused:
    setup = books.context.setup
    row: Any
    if source in GENERAL:
        names = {
            "gen_bus_posting_group": value["gen_bus_posting_group"],
            "gen_prod_posting_group": value["gen_prod_posting_group"],
        }
        row = setup.general_posting_setup.get(
            (value["gen_bus_posting_group"], value["gen_prod_posting_group"])
        )
    else:
        group = wip_group if source is AccountSource.WIP else value["inventory_posting_group"]
        names = {"location_code": value["location_code"], "inventory_posting_group": group}
        row = setup.inventory_posting_setup.get((value["location_code"], group))
    account: str = getattr(row, source.value) if row is not None else ""
    if account:
        return account
    return Refused(code=RefusalCode.POSTING_SETUP_MISSING, facts={**names, "column": source.value})
