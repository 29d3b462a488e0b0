"""The kiosk on a terminal: settings to station, the client opened while the first screen stands, the app run."""

import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk.settings import Settings, outbox_folder

if TYPE_CHECKING:
    from backend_client.client import BackendClient, Standing
    from backend_client.connect import Connected, Keeping
    from backend_client.messages.people import SignedOn
    from screens.app import KioskApp
    from screens.kept_entries import EntryKeeper
    from screens.printing import StationPrinters
    from screens.station import Station


class NoTerminal(Exception):  # noqa: N818 -- named by what is missing
    """Standard input or output is not a terminal, so there is nobody to work with."""


class Opening:
    """Opens the client when the app asks for it, in the app's own thread, and closes it at the end."""

    def __init__(
        self,
        open_database: Callable[[], str],
        *,
        token: str = "",
        ca_file: str = "",
        keeping: "Callable[[], Keeping] | None" = None,
        pepper_file: str = "",
    ) -> None:
        """Take what prepares the database and answers its URL, and what `connect` wants besides."""
        self._open_database = open_database
        self._token = token
        self._ca_file = ca_file
        self._keeping = keeping
        self._pepper_file = pepper_file
        self._connected: Connected | None = None

    def client(self) -> "BackendClient":
        """Open; raises Trouble, and OutboxTrouble."""
        from backend_client.connect import connect

        self._connected = connect(
            self._open_database(),
            token=self._token,
            ca_file=self._ca_file,
            keeping=self._keeping() if self._keeping is not None else None,
            pepper_file=self._pepper_file,
            watched=True,
        )
        return self._connected.client

    def desk(self) -> "Standing | None":
        """Answer what keeps the postings of this terminal, None where the database is at hand."""
        return self._connected.desk if self._connected is not None else None

    def close(self) -> None:
        """Let go of what was opened."""
        if self._connected is not None:
            self._connected.close()


def run_kiosk(
    settings: Settings,
    open_database: Callable[[], str],
    *,
    keep_entries: bool = False,
    guest: "SignedOn | None" = None,
    training: bool = False,
    can_train: Callable[[], bool] = lambda: False,
) -> int:
    """Run the kiosk until its end and answer its exit status.

    open_database  prepares the database and answers its URL; called once the first frame stands
    keep_entries   what is entered and not posted is there again after the program was cut off
    guest          who has signed on already; the program ends when they sign off
    training       it works on a shadow of the plant
    can_train      whether there is a shadow: TRAINING_STATUS is answered when it is wanted
    Raises NoTerminal, and what opening the database raises.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminal
    opening = _opening(settings, open_database)
    try:
        keeper = (lambda: entry_keeper(settings, os.environ)) if keep_entries else None
        station = _station(settings, guest, training=training)
        printers = (lambda: None) if training else (lambda: _printers(settings))
        return _run(
            kiosk_app(
                settings,
                opening.client,
                opening.desk,
                keeper,
                station,
                can_train=can_train,
                printers=printers,
            )
        )
    finally:
        opening.close()


def run_plain(settings: Settings, open_database: Callable[[], str]) -> int:
    """Run the kiosk a line at a time until its lines end; raises what opening the database raises.

    Where a person types the lines, what is entered and not posted is kept as on the glass; a file's next run is another.
    """
    from screens.plain import PlainKiosk

    opening = _opening(settings, open_database)
    try:
        PlainKiosk(
            opening.client,
            _station(settings),
            now=lambda: utc_now().astimezone(),
            desk=opening.desk,
            keeper=entry_keeper(settings, os.environ) if sys.stdin.isatty() else None,
            printers=_printers(settings),
        ).run()
    finally:
        opening.close()
    return 0


def _opening(settings: Settings, open_database: Callable[[], str]) -> Opening:
    return Opening(
        open_database,
        token=settings.token,
        ca_file=settings.ca_file,
        keeping=lambda: keeping(settings, os.environ),
        pepper_file=settings.server_pepper_file,
    )


def _run(app: "KioskApp") -> int:
    from textual.worker import WorkerFailed

    try:
        return app.run_in_terminal()
    except WorkerFailed as failed:  # the journey ended by an error; say that one
        raise failed.error from failed


def keeping(settings: Settings, environ: Mapping[str, str]) -> "Keeping":
    """Answer where this terminal keeps its postings while its server does not answer."""
    from backend_client.connect import Keeping

    folder = outbox_folder(environ, settings.terminal)
    return Keeping(folder=folder, terminal_id=settings.terminal, now=utc_now)


def entry_keeper(settings: Settings, environ: Mapping[str, str]) -> "EntryKeeper":
    """Answer where this terminal keeps what is entered and not posted."""
    from kiosk.entry_file import EntryFile

    return EntryFile(outbox_folder(environ, settings.terminal) / "entries.json")


def _printers(settings: Settings) -> "StationPrinters | None":
    """Answer the printers of this station: not of training, whose goods do not exist."""
    if not (settings.printer_label or settings.printer_paper):
        return None
    from kiosk.printing.paper_file import PaperFile
    from kiosk.printing.station import station_printers

    return station_printers(settings, PaperFile(outbox_folder(os.environ, settings.terminal) / "papers.json"))


def utc_now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)  # noqa: TID251 -- the program has a clock


def kiosk_app(
    settings: Settings,
    open_client: "Callable[[], BackendClient]",
    desk: "Callable[[], Standing | None]" = lambda: None,
    keeper: "Callable[[], EntryKeeper] | None" = None,
    station: "Station | None" = None,
    *,
    can_train: Callable[[], bool] = lambda: False,
    printers: "Callable[[], StationPrinters | None]" = lambda: None,
) -> "KioskApp":
    """Make the app of one terminal."""
    from screens.app import KioskApp
    from screens.widgets.scan_framing import ScanFraming

    framing = ScanFraming(
        prefix=settings.scanner_prefix,
        suffix=settings.scanner_suffix,
        gs_keys=frozenset(settings.scanner_gs_keys),
    )
    return KioskApp(
        open_client,
        station or _station(settings),
        framing=framing,
        desk=desk,
        keeper=keeper,
        can_train=can_train,
        printers=printers,
    )


def _station(settings: Settings, guest: "SignedOn | None" = None, *, training: bool = False) -> "Station":
    from screens.station import Look, Station
    from screens.themes import ThemeName

    return Station(
        work_center_no=settings.work_center,
        name=settings.station_name,
        terminal_id=settings.terminal,
        language=settings.language,
        guest=guest,
        training=training,
        gs1_without_prefix=settings.scanner_gs1_without_prefix,
        look=Look(
            theme=ThemeName(settings.theme),
            sound=settings.sound,
            flash=settings.flash,
            far=settings.far_view,
        ),
    )
