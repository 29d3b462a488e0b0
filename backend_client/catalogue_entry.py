"""A row of the catalogue: a message, the engine function that answers it, and its HTTP form."""

from typing import Any, NamedTuple

API = "/api/v1"


class Entry(NamedTuple):
    """One message: its class, `module:function` under backend_client.engine, HTTP method and path."""

    message: type[Any]
    function: str
    method: str
    path: str


def post(message: type[Any], function: str, path: str) -> Entry:
    """Declare a request."""
    return Entry(message, function, "POST", f"{API}/{path}")


def get(message: type[Any], function: str, path: str) -> Entry:
    """Declare a question."""
    return Entry(message, function, "GET", f"{API}/{path}")
