"""`kiosk serve`: the settings made into a server, which then runs until it is stopped.

Without a certificate it listens on this machine only, for a proxy that has one: badges and postings never cross a
network in the clear.
"""

from importlib.util import find_spec
from pathlib import Path

from kiosk.failures import Exit
from kiosk.settings import Settings, SettingsWrong
from screens.language.text import _

TOKEN_LENGTH_MIN = 20


def serve_terminals(settings: Settings, database_url: str) -> int:
    """Serve until SIGTERM or SIGINT and answer the exit status.

    Raises SettingsWrong, OSError (the port is taken) and Trouble (the database can't be used).
    """
    if find_spec("uvicorn") is None or find_spec("fastapi") is None:
        print(_("A server needs its parts: pip install 'kiosk[server]'."))
        return Exit.SETTING
    from backend_client.remote.address import is_loopback
    from backend_client.server.options import ServerOptions
    from backend_client.server.supervisor import serve

    source = str(settings.source or "")
    if database_url.startswith(("http://", "https://")):
        raise SettingsWrong(source, "database", "sqlite | postgresql")
    if settings.server_workers < 1:
        raise SettingsWrong(source, "[server] workers", "1 ... 64")
    if not is_loopback(settings.server_host) and not settings.server_tls_certificate:
        raise SettingsWrong(source, "[server] tls_certificate", _('a PEM file, or host = "127.0.0.1"'))
    for file in filter(None, (settings.server_tls_certificate, settings.server_tls_key)):
        Path(file).open("rb").close()  # an OSError that names it
    options = ServerOptions(
        database=database_url,
        host=settings.server_host,
        port=settings.server_port,
        workers=settings.server_workers,
        tokens=_tokens(settings, source),
        calls_per_second=max(1, settings.server_calls_per_second),
        tls_certificate=settings.server_tls_certificate,
        tls_key=settings.server_tls_key,
        replica=settings.server_replica,
        pepper_file=settings.server_pepper_file,
    )
    serve(options, _tell)
    return Exit.DONE


def _tell(address: str) -> None:
    print(_("Serving at %(address)s") % {"address": address}, flush=True)


def _tokens(settings: Settings, source: str) -> dict[str, str]:
    """Read terminal=token; a token that could be guessed is none."""
    tokens: dict[str, str] = {}
    for text in settings.server_tokens:
        terminal, _equals, token = text.partition("=")
        if not terminal or len(token) < TOKEN_LENGTH_MIN or terminal in tokens:
            expected = _("terminal=token, each terminal once, at least %(least)s characters")
            raise SettingsWrong(source, "[server] tokens", expected % {"least": TOKEN_LENGTH_MIN})
        tokens[terminal] = token
    return tokens
