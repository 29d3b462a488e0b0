"""Writing the rows of a posting."""

from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from backend_client.records.center import ScrapCode
from backend_client.store.database import open_database
from backend_client.store.migrate import migrate
from backend_client.store.posting import Insert, Posting
from backend_client.store.rows import new_row
from backend_client.store.write import write_rows
from tests.engine.small_plant import MONDAY


@pytest.mark.parametrize("watched", [False, True])
@pytest.mark.parametrize("rows", [1, 2])
def test_a_row_that_stands_is_told_as_sqlalchemy_tells_it(
    tmp_path: Path, rows: int, *, watched: bool
) -> None:
    """Whether or not somebody listens to the statements: the same rows go in, the same error comes out."""
    database = open_database(f"sqlite:///{tmp_path / 'write.sqlite'}")
    migrate(database)
    seen: list[str] = []
    if watched:
        event.listen(database.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    posting = Posting(posting_date=MONDAY)
    codes = [new_row(ScrapCode, code=f"S{number}") for number in range(rows)]
    posting.inserts.append(Insert(ScrapCode, codes))
    with database.write() as connection:
        write_rows(connection, posting)
        found = connection.exec_driver_sql("SELECT count(*) FROM scrap_codes").scalar_one()
    assert found == rows
    assert any(text.startswith("INSERT") for text in seen) == watched
    with pytest.raises(IntegrityError), database.write() as connection:
        write_rows(connection, posting)
    database.close()
