"""From the settings' database URL to the client of this terminal: the only place that chooses.

sqlite:////home/plant/plant.sqlite    LocalClient on a file, made and migrated where needed
postgresql://kiosk@server/plant       LocalClient on a server's database
"""

from collections.abc import Callable
from dataclasses import dataclass

from backend_client.client import BackendClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """A client, and how to let go of what it holds."""

    client: BackendClient
    close: Callable[[], None]


def connect(database_url: str) -> Connected:
    """Open the database of a URL and answer its client.

    Raises Trouble (DatabaseBroken, DatabaseUnsafe) when it can't be opened or is newer than this program.
    """
    # a client over HTTP will load none of these
    from backend_client.local import LocalClient  # noqa: PLC0415
    from backend_client.store.database import open_database  # noqa: PLC0415
    from backend_client.store.migrate import migrate  # noqa: PLC0415

    database = open_database(database_url)
    migrate(database)
    return Connected(client=LocalClient(database), close=database.close)
