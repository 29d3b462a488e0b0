"""From the settings' database URL to the client of this terminal: the only place that chooses.

sqlite:////home/plant/plant.sqlite    LocalClient on a file, made and migrated where needed
postgresql://kiosk@server/plant       LocalClient on a server's database
https://plant-server:8421             RemoteClient on a server; http:// only on this very machine

A terminal of a server keeps its postings before it sends them, and remembers what it has seen:

    LastSeenClient -> OutboxClient -> RemoteClient -> server
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from backend_client.client import BackendClient, Standing

if TYPE_CHECKING:
    from backend_client.remote.client import RemoteClient
    from backend_client.remote.server_clock import ServerClock

OUTBOX = "outbox.sqlite"
LAST_SEEN = "last-seen.sqlite"
ONE_TRY = 500
"""Milliseconds in which a call of a terminal with an outbox is tried again: the outbox tries it again for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """Where a terminal keeps its postings while its server does not answer.

    folder  of this user's own
    now     answers aware UTC moments
    """

    folder: Path
    terminal_id: str
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """A client, how to let go of what it holds, and what it keeps: nothing, with a database of its own."""

    client: BackendClient
    close: Callable[[], None]
    desk: Standing | None = None


def connect(
    database_url: str,
    *,
    token: str = "",
    ca_file: str = "",
    keeping: Keeping | None = None,
    pepper_file: str = "",
    trusted: bool = False,
    watched: bool = False,
) -> Connected:
    """Open what a URL names and answer its client.

    token, ca_file  of a server: this terminal's token, and the PEM file of the plant's own authority
    keeping         of a server: where postings are kept until it answers; None = they are not
    pepper_file     of a database: what PINs are made safe with; "" = none are taken
    trusted         of a database: a command of whoever holds it, for which nobody has to sign on
    watched         of a database: look at its ledgers, and post nothing where they are not in order; and at its clock
    Raises OutboxTrouble when an outbox can't be used, Trouble (DatabaseBroken, DatabaseUnsafe) when a database can't be opened or is newer than this program,
    AddressWrong for a server's address that can't be used.
    """
    # each loads only what it needs: a terminal of a server no database, one with a database no HTTP
    if database_url.startswith(("http://", "https://")):
        from backend_client.remote.client import RemoteClient  # noqa: PLC0415
        from backend_client.remote.patience import Patience  # noqa: PLC0415
        from backend_client.remote.server_clock import ServerClock  # noqa: PLC0415

        if keeping is not None:
            clock = ServerClock(keeping.now)
            remote = RemoteClient(
                database_url,
                token=token,
                ca_file=ca_file,
                patience_milliseconds=ONE_TRY,
                answering=Patience(),
                server_clock=clock,
            )
            return _kept(remote, keeping, clock)
        remote = RemoteClient(database_url, token=token, ca_file=ca_file)
        return Connected(client=remote, close=remote.close)
    from backend_client.engine.pins import pins_of  # noqa: PLC0415
    from backend_client.local import LocalClient, steady_now  # noqa: PLC0415
    from backend_client.store.database import open_database  # noqa: PLC0415
    from backend_client.store.migrate import migrate  # noqa: PLC0415

    database = open_database(database_url)
    migrate(database)
    pins = pins_of(pepper_file)
    client = LocalClient(database, pins=pins, trusted=trusted, steady=steady_now if watched else None)
    if watched:
        from backend_client.watch import WatchedClient  # noqa: PLC0415

        watching = WatchedClient(client)
        watching.look()
        return Connected(client=watching, close=watching.close, desk=watching)
    return Connected(client=client, close=database.close)


def _kept(remote: "RemoteClient", keeping: Keeping, clock: "ServerClock") -> Connected:
    """Put an outbox and a memory before a server."""
    from backend_client.outbox import LastSeenClient, OutboxClient  # noqa: PLC0415
    from backend_client.outbox.file import OutboxFile  # noqa: PLC0415
    from backend_client.outbox.identity import this_machine  # noqa: PLC0415
    from backend_client.outbox.memory import Memory  # noqa: PLC0415
    from backend_client.outbox.sign_of_life import SignOfLife  # noqa: PLC0415

    file = OutboxFile(keeping.folder / OUTBOX, this_machine(keeping.terminal_id))
    outbox = OutboxClient(
        remote,
        file,
        keeping.now,
        asking=remote.asking(),
        entered=lambda: keeping.now() + clock.ahead,
    )
    life = SignOfLife(remote, outbox)
    memory = Memory(keeping.folder / LAST_SEEN)
    seen = LastSeenClient(outbox, memory, keeping.now, line=outbox)

    def close() -> None:
        seen.close()
        life.close()
        outbox.close()
        memory.close()
        remote.close()

    return Connected(client=seen, close=close, desk=outbox)
