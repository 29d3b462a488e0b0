"""From value entries to the general ledger: which accounts, how much, and what is missing in the setup.

With automatic cost posting on, each value entry is posted with its two sides at once; expected cost only where the
plant posts expected cost at all. What is not posted now stays on the value entry as not yet posted.
"""

from typing import Any

from backend_client.engine.books import Books
from backend_client.messages.base import Refused
from backend_client.records.general_ledger import GLEntry
from backend_client.refusals import RefusalCode
from backend_client.rules.account_pairs import GENERAL, AccountSource, account_pair
from backend_client.store.posting import entry
from backend_client.store.rows import Row


def post_value_to_gl(books: Books, value: Row, wip_group: str) -> Refused | None:
    """Post a new value entry to the general ledger where the plant does so at once.

    wip_group  inventory posting group of the item that is made, whose work in process account counts
    Refuses with `posting-setup-missing` when an account is not named.
    """
    settings = books.context.setup.settings
    if not settings.automatic_cost_posting:
        return None
    for expected in (False, True):
        if expected and not settings.expected_cost_posting_to_gl:
            continue
        kind = "expected_cost_posted_to_gl" if expected else "cost_posted_to_gl"
        amount = value["cost_amount_expected" if expected else "cost_amount_actual"]
        if not amount:
            continue
        pair = account_pair(
            value["entry_type"],
            value["item_ledger_entry_type"],
            variance_type=value["variance_type"],
            expected=expected,
        )
        for source, side in ((pair.account, amount), (pair.balancing_account, -amount)):
            account = _account(books, value, source, wip_group)
            if isinstance(account, Refused):
                return account
            books.posting.add_gl_entry(
                entry(
                    GLEntry,
                    account_no=account,
                    amount=side,
                    posting_date=value["posting_date"],
                    document_no=value["document_no"],
                    value_entry_no=value["entry_no"],
                    order_no=value["order_no"],
                )
            )
        value[kind] = amount
    return None


def write_off(books: Books, value: Row, wip_group: str) -> Refused | None:
    """Take what a value entry put into work in process out of it again, to inventory adjustment.

    The account is that of the value entry's own posting groups. Only what was posted to the general ledger is taken
    out; whatever is posted later of a line that was written off has to follow it. Refuses as posting does.
    """
    amount = value["cost_posted_to_gl"]
    if not value["capacity_ledger_entry_no"]:
        amount = -amount
    if not amount:
        return None
    for source, side in ((AccountSource.WIP, -amount), (AccountSource.INVENTORY_ADJUSTMENT, amount)):
        account = _account(books, value, source, wip_group)
        if isinstance(account, Refused):
            return account
        books.posting.add_gl_entry(
            entry(
                GLEntry,
                account_no=account,
                amount=side,
                posting_date=books.posting_date,
                document_no=books.document_no,
                value_entry_no=value["entry_no"],
                order_no=value["order_no"],
                write_off=True,
            )
        )
    return None


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
