"""What a server process is told: read from the settings by the program, handed to each worker as JSON."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from backend_client import limits


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerOptions:
    """One server.

    database           URL of SQLite or PostgreSQL
    host, port         where it listens; port 0 = any that is free
    workers            processes; one for each two cores is plenty, SQLite gains nothing from more than one
    tokens             terminal -> its token; "*" may speak for every terminal
    calls_per_second   of one terminal at one process, over time
    body_milliseconds  for one body to arrive
    tls_certificate    PEM file with the chain; "" = plain HTTP, for a proxy on the same machine
    tls_key            PEM file of its key
    pepper_file        what PINs are made safe with; "" = none are taken
    replica            URL of a streaming replica for load board, statistics and reports; "" = none
    figures_folder     where the workers of one server lay down their figures for each other
    """

    database: str
    host: str = "127.0.0.1"
    port: int = 8421
    workers: int = 1
    tokens: dict[str, str] = field(default_factory=dict, repr=False)
    calls_per_second: int = limits.CALLS_PER_SECOND
    body_milliseconds: int = limits.BODY_MILLISECONDS_MAX
    tls_certificate: str = ""
    tls_key: str = ""
    pepper_file: str = ""
    replica: str = ""
    figures_folder: str = ""

    def as_json(self) -> str:
        """Write all of it, tokens too: for the worker's standard input only."""
        return json.dumps(asdict(self))


def options_of(text: str) -> ServerOptions:
    """Read what `as_json` wrote."""
    values: dict[str, Any] = json.loads(text)
    return ServerOptions(**values)
