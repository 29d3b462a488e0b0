"""From the settings' database URL to the client of this terminal: the only place that chooses.

sqlite:////home/plant/plant.sqlite    LocalClient on a file, made and migrated where needed
postgresql://kiosk@server/plant       LocalClient on a server's database
https://plant-server:8421             RemoteClient on a server; http:// only on this very machine
"""

from collections.abc import Callable
from dataclasses import dataclass

from backend_client.client import BackendClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """A client, and how to let go of what it holds."""

    client: BackendClient
    close: Callable[[], None]


def connect(database_url: str, *, token: str = "", ca_file: str = "") -> Connected:
    """Open what a URL names and answer its client.

    token, ca_file  of a server: this terminal's token, and the PEM file of the plant's own authority
    Raises Trouble (DatabaseBroken, DatabaseUnsafe) when a database can't be opened or is newer than this program,
    AddressWrong for a server's address that can't be used.
    """
    # each loads only what it needs: a terminal of a server no database, one with a database no HTTP
    if database_url.startswith(("http://", "https://")):
        from backend_client.remote.client import RemoteClient  # noqa: PLC0415

        remote = RemoteClient(database_url, token=token, ca_file=ca_file)
        return Connected(client=remote, close=remote.close)
    from backend_client.local import LocalClient  # noqa: PLC0415
    from backend_client.store.database import open_database  # noqa: PLC0415
    from backend_client.store.migrate import migrate  # noqa: PLC0415

    database = open_database(database_url)
    migrate(database)
    return Connected(client=LocalClient(database), close=database.close)
