"""What a posting costs the database does not grow with what was posted before it."""

import shutil
from pathlib import Path

from sqlalchemy import event

from backend_client.messages.base import Posted
from benchmarks.growth import add_history
from benchmarks.paired import Product
from benchmarks.posting import fill, output

OLD_ROWS = 10_000
"""In each ledger; every hundredth of them is in stock still."""


def steps_of(product: Product, number: int) -> int:
    """Post, and count the steps that SQLite's machine takes for it, in tens."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    def watch(connection: object, *_rest: object) -> None:
        connection.connection.dbapi_connection.set_progress_handler(count, 10)  # type: ignore[attr-defined]

    event.listen(product.database.engine, "begin", watch)
    event.listen(product.database.engine, "before_cursor_execute", watch)
    assert isinstance(product.client.post(output(number)), Posted)
    return steps


def test_a_posting_takes_no_more_steps_with_ten_thousand_rows_behind_it(tmp_path: Path) -> None:
    """The database reads what the order needs, along an index: neither the history nor all that is in stock."""
    young, old = tmp_path / "young.sqlite", tmp_path / "old.sqlite"
    fill(young, 3)
    product = Product(young)
    product.post(output(0))
    product.database.close()
    shutil.copyfile(young, old)
    add_history(old, OLD_ROWS)
    steps = [steps_of(Product(path), 1) for path in (young, old)]
    assert steps[0] > 100, "nothing was counted"
    assert steps[1] < steps[0] * 1.05, steps
