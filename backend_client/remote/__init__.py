"""A terminal's way to the plant's server: RemoteClient over HTTP. Nothing here knows a database."""

from backend_client.remote.client import RemoteClient

__all__ = ["RemoteClient"]
