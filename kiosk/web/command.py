"""`kiosk web`: the kiosk in browsers, until it is stopped.

Pages are served on this machine only, or over TLS: a PIN never crosses a network in the clear. Each page's kiosk
works on the plant's database itself, as a terminal with a database does, so this runs where the database is at hand.
"""

import asyncio
import os
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from socket import socket
from time import monotonic
from typing import TYPE_CHECKING

from kiosk.failures import Exit
from kiosk.settings import Settings, SettingsWrong, data_folder
from screens.language.text import _

if TYPE_CHECKING:
    from kiosk.web.gate import Gate, Guest
    from kiosk.web.pages_server import Pages
    from kiosk.web.terminal import PageTerminal

IDLE_SECONDS = 600.0
"""A guest without a page for so long signs on again."""
STOP_SECONDS = 5


def serve_pages(settings: Settings, database_url: str) -> int:
    """Serve until SIGTERM or SIGINT; answers the exit status. Raises SettingsWrong, OSError and Trouble."""
    if find_spec("uvicorn") is None or find_spec("starlette") is None or find_spec("websockets") is None:
        print(_("A server needs its parts: pip install 'kiosk[server]'."))
        return Exit.SETTING
    _check(settings, database_url)
    from uvicorn import Config

    from backend_client.connect import connect
    from backend_client.messages.base import Refused
    from backend_client.messages.people import PlantQuestion
    from kiosk.web.app import KEYS_BYTES_MAX, Web
    from kiosk.web.gate import Gate
    from kiosk.web.pages_server import Pages

    connected = connect(database_url, pepper_file=settings.server_pepper_file)
    terminal_id = f"{settings.terminal}-web"[:64]
    gate = Gate(
        connected.client,
        terminal_id,
        guests_max=settings.web_pages_max,
        idle_seconds=IDLE_SECONDS,
        steady=monotonic,
    )
    plant = connected.client.ask(PlantQuestion())
    secure = bool(settings.server_tls_certificate)

    def open_terminal(guest: "Guest", size: tuple[int, int]) -> "PageTerminal":
        from kiosk.web.terminal import PageTerminal

        person_no = guest.signed_on.person_no
        return PageTerminal(guest.signed_on, _environ(database_url, terminal_id, person_no), size)

    web = Web(gate, "" if isinstance(plant, Refused) else plant.plant_name, open_terminal, secure=secure)
    config = Config(
        web.app,
        host=settings.web_host,
        port=settings.web_port,
        ws="websockets-sansio",
        ws_max_size=KEYS_BYTES_MAX,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=STOP_SECONDS - 1,
        ssl_certfile=settings.server_tls_certificate or None,
        ssl_keyfile=settings.server_tls_key or None,
    )
    with config.bind_socket() as listening:
        scheme = "https" if secure else "http"
        address = f"{scheme}://{settings.web_host}:{listening.getsockname()[1]}/"
        print(_("Serving at %(address)s") % {"address": address}, flush=True)
        try:
            asyncio.run(_serve(Pages(config), listening, gate))
        finally:
            connected.close()
    return Exit.DONE


async def _serve(pages: "Pages", listening: socket, gate: "Gate") -> None:
    await pages.serve(sockets=[listening])
    await gate.close()


def _check(settings: Settings, database_url: str) -> None:
    from backend_client.remote.address import is_loopback

    source = str(settings.source or "")
    if database_url.startswith(("http://", "https://")):
        raise SettingsWrong(source, "database", "sqlite | postgresql")
    if not settings.server_pepper_file:
        raise SettingsWrong(source, "[server] pepper_file", _("a file: kiosk people make-pepper"))
    if not is_loopback(settings.web_host) and not settings.server_tls_certificate:
        raise SettingsWrong(source, "[server] tls_certificate", _('a PEM file, or host = "127.0.0.1"'))
    for file in filter(None, (settings.server_tls_certificate, settings.server_tls_key)):
        Path(file).open("rb").close()  # an OSError that names it


def _environ(database_url: str, terminal_id: str, person_no: str) -> Mapping[str, str]:
    """Answer the environment of one page's kiosk; what its person enters is kept in a folder of their own."""
    folder = data_folder(os.environ) / "web" / person_no.encode("utf-8").hex()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.environ | {
        "KIOSK_DATABASE": database_url,
        "KIOSK_TERMINAL": terminal_id,
        "XDG_DATA_HOME": str(folder),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
    }
