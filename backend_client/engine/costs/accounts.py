"""The accounts that the posting setups of a plant name."""

from collections.abc import Iterable

from backend_client.rules.account_pairs import GENERAL, AccountSource
from backend_client.store.setup import Setup


def accounts_of(setup: Setup, sources: Iterable[AccountSource]) -> set[str]:
    """Answer every account that stands in one of these columns of the posting setups, whatever the groups."""
    found: set[str] = set()
    for source in sources:
        general = source in GENERAL
        rows = setup.general_posting_setup if general else setup.inventory_posting_setup
        found |= {getattr(row, source.value) for row in rows.values()}
    return found - {""}
