"""What this terminal was told about itself: kiosk.toml, and the environment, which overrules it.

    database = "postgresql://kiosk@server/plant"     KIOSK_DATABASE      a URL, or the path of an SQLite file;
                                                                         https://... is a server's address
    [station]
    terminal = "T7"                                  KIOSK_TERMINAL      recorded with every posting
    work_center = "100"                              KIOSK_WORK_CENTER   whose work is listed
    name = "Assembly"                                KIOSK_STATION
    language = "en"                                  KIOSK_LANGUAGE      until somebody signs on
    theme = "ansi"                                   KIOSK_THEME         ansi dark light high-contrast monochrome
    sound = true                                     KIOSK_SOUND
    flash = false                                    KIOSK_FLASH         two rows turn with every bell
    far_view = false                                 KIOSK_FAR_VIEW      output in digits ten rows high
    token = ""                                       KIOSK_TOKEN         what the server knows this terminal by
    ca_file = ""                                     KIOSK_CA_FILE       the plant's own authority, for https
    [scanner]
    prefix = ""                                      KIOSK_SCANNER_PREFIX
    suffix = ""                                      KIOSK_SCANNER_SUFFIX
    gs_keys = ["f11"]                                KIOSK_SCANNER_GS_KEYS (comma between)
    gs1_without_prefix = false                       KIOSK_SCANNER_GS1_WITHOUT_PREFIX   the scanner sends no ]d2
    [printer]                                        of this station
    label = ""                                       KIOSK_PRINTER_LABEL   "10.0.0.7", "zebra.plant:9100": a label
                                                                         printer, in ZPL; else a queue of CUPS
    label_dpi = 203                                  KIOSK_PRINTER_LABEL_DPI       203 or 300
    label_at_output = true                           KIOSK_PRINTER_LABEL_AT_OUTPUT the label of what was posted
    paper = ""                                       KIOSK_PRINTER_PAPER   a queue of CUPS, for A4
    [server]                                         of `kiosk serve` only
    host = "127.0.0.1"                               KIOSK_SERVER_HOST   another needs a certificate
    port = 8421                                      KIOSK_SERVER_PORT
    workers = 1                                      KIOSK_SERVER_WORKERS
    tokens = ["T7=..."]                              KIOSK_SERVER_TOKENS terminal=token, at least 20 characters
    calls_per_second = 50                            KIOSK_SERVER_CALLS_PER_SECOND   of one terminal, over time
    tls_certificate = ""                             KIOSK_SERVER_TLS_CERTIFICATE    PEM file, with its key in
    tls_key = ""                                     KIOSK_SERVER_TLS_KEY
    replica = ""                                     KIOSK_SERVER_REPLICA    PostgreSQL that follows `database` and
                                                                         answers load board, statistics, reports
    pepper_file = ""                                 KIOSK_SERVER_PEPPER_FILE    what PINs are made safe with; also of
                                                                         a terminal with a database of its own
    [web]                                            of `kiosk web` only, which takes [server] TLS and pepper_file
    host = "127.0.0.1"                               KIOSK_WEB_HOST      another needs a certificate
    port = 8422                                      KIOSK_WEB_PORT
    pages_max = 20                                   KIOSK_WEB_PAGES_MAX people at a time

The file is the first there is of $KIOSK_SETTINGS, $XDG_CONFIG_HOME/kiosk/kiosk.toml (~/.config without) and
/etc/kiosk/kiosk.toml. Without any the database is a file of the user's own. A key that nobody knows is an error:
it is most likely a misspelt one.
"""

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

TERMINAL_LENGTH_MAX = 64
TEXT_LENGTH_MAX = 200
FILE_BYTES_MAX = 65_536

THEMES = ("ansi", "dark", "light", "high-contrast", "monochrome")
_PRINTER = re.compile(
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z_][0-9A-Za-z_.@-]{0,126})(:(?P<port>[0-9]{1,5}))?", re.ASCII
)
_QUEUE = re.compile(r"[0-9A-Za-z_][0-9A-Za-z_.@-]{0,126}", re.ASCII)
_PORT_MAX = 65_535


class SettingsWrong(Exception):  # noqa: N818 -- named by what is wrong
    """A setting that can't be used: where it stands, its name, and what was expected."""

    def __init__(self, source: str, name: str, expected: str) -> None:
        """Keep the three; the sentence is failures.py's."""
        super().__init__(f"{source}: {name}: {expected}")
        self.source = source
        self.name = name
        self.expected = expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one terminal.

    database_is_own  no database was named: it is this user's own file
    source           the file they come from, None without
    """

    database: str
    database_is_own: bool = False
    terminal: str
    work_center: str = ""
    station_name: str = ""
    language: str = "en"
    theme: str = "ansi"
    sound: bool = True
    flash: bool = False
    far_view: bool = False
    scanner_prefix: str = ""
    scanner_suffix: str = ""
    scanner_gs_keys: tuple[str, ...] = ("f11",)
    scanner_gs1_without_prefix: bool = False
    printer_label: str = ""
    printer_label_dpi: int = 203
    printer_label_at_output: bool = True
    printer_paper: str = ""
    token: str = field(default="", repr=False)
    ca_file: str = ""
    server_host: str = "127.0.0.1"
    server_port: int = 8421
    server_workers: int = 1
    server_tokens: tuple[str, ...] = field(default=(), repr=False)
    server_calls_per_second: int = 50
    server_tls_certificate: str = ""
    server_tls_key: str = ""
    server_replica: str = ""
    server_pepper_file: str = ""
    web_host: str = "127.0.0.1"
    web_port: int = 8422
    web_pages_max: int = 20
    source: Path | None = None


@dataclass(frozen=True, slots=True)
class _Setting:
    """One setting: its field, its place in the file, its variable, and its type there."""

    name: str
    section: str
    key: str
    variable: str
    kind: type = str
    words: tuple[str, ...] = field(default=())
    most: int = 0


SETTINGS = (
    _Setting("database", "", "database", "KIOSK_DATABASE"),
    _Setting("terminal", "station", "terminal", "KIOSK_TERMINAL"),
    _Setting("work_center", "station", "work_center", "KIOSK_WORK_CENTER"),
    _Setting("station_name", "station", "name", "KIOSK_STATION"),
    _Setting("language", "station", "language", "KIOSK_LANGUAGE"),
    _Setting("theme", "station", "theme", "KIOSK_THEME", words=THEMES),
    _Setting("sound", "station", "sound", "KIOSK_SOUND", kind=bool),
    _Setting("flash", "station", "flash", "KIOSK_FLASH", kind=bool),
    _Setting("far_view", "station", "far_view", "KIOSK_FAR_VIEW", kind=bool),
    _Setting("scanner_prefix", "scanner", "prefix", "KIOSK_SCANNER_PREFIX"),
    _Setting("scanner_suffix", "scanner", "suffix", "KIOSK_SCANNER_SUFFIX"),
    _Setting("scanner_gs_keys", "scanner", "gs_keys", "KIOSK_SCANNER_GS_KEYS", kind=tuple),
    _Setting(
        "scanner_gs1_without_prefix",
        "scanner",
        "gs1_without_prefix",
        "KIOSK_SCANNER_GS1_WITHOUT_PREFIX",
        kind=bool,
    ),
    _Setting("printer_label", "printer", "label", "KIOSK_PRINTER_LABEL"),
    _Setting(
        "printer_label_dpi",
        "printer",
        "label_dpi",
        "KIOSK_PRINTER_LABEL_DPI",
        kind=int,
        words=("203", "300"),
        most=300,
    ),
    _Setting(
        "printer_label_at_output", "printer", "label_at_output", "KIOSK_PRINTER_LABEL_AT_OUTPUT", kind=bool
    ),
    _Setting("printer_paper", "printer", "paper", "KIOSK_PRINTER_PAPER"),
    _Setting("token", "station", "token", "KIOSK_TOKEN"),
    _Setting("ca_file", "station", "ca_file", "KIOSK_CA_FILE"),
    _Setting("server_host", "server", "host", "KIOSK_SERVER_HOST"),
    _Setting("server_port", "server", "port", "KIOSK_SERVER_PORT", kind=int, most=65_535),
    _Setting("server_workers", "server", "workers", "KIOSK_SERVER_WORKERS", kind=int, most=64),
    _Setting("server_tokens", "server", "tokens", "KIOSK_SERVER_TOKENS", kind=tuple),
    _Setting(
        "server_calls_per_second",
        "server",
        "calls_per_second",
        "KIOSK_SERVER_CALLS_PER_SECOND",
        kind=int,
        most=100_000,
    ),
    _Setting("server_tls_certificate", "server", "tls_certificate", "KIOSK_SERVER_TLS_CERTIFICATE"),
    _Setting("server_tls_key", "server", "tls_key", "KIOSK_SERVER_TLS_KEY"),
    _Setting("server_replica", "server", "replica", "KIOSK_SERVER_REPLICA"),
    _Setting("server_pepper_file", "server", "pepper_file", "KIOSK_SERVER_PEPPER_FILE"),
    _Setting("web_host", "web", "host", "KIOSK_WEB_HOST"),
    _Setting("web_port", "web", "port", "KIOSK_WEB_PORT", kind=int, most=65_535),
    _Setting("web_pages_max", "web", "pages_max", "KIOSK_WEB_PAGES_MAX", kind=int, most=1_000),
)


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read file and environment; raises SettingsWrong."""
    file = settings_file(environ)
    values = {} if file is None else _from_file(file)
    for setting in SETTINGS:
        if setting.variable in environ:
            values[setting.name] = _from_text(setting, environ[setting.variable])
    if "token" not in values:
        values["token"] = _token(token_file(environ))
    database = values.pop("database", "")
    terminal = values.pop("terminal", "") or _host_name()
    return Settings(
        database=_database_url(database or str(default_database(environ))),
        database_is_own=not database,
        terminal=terminal,
        source=file,
        **values,
    )


def settings_file(environ: Mapping[str, str]) -> Path | None:
    """Answer the file that settings are read from; None where there is none. A file asked for by name has to exist."""
    asked = environ.get("KIOSK_SETTINGS")
    if asked:
        return Path(asked)
    places = (_folder(environ, "XDG_CONFIG_HOME", ".config"), Path("/etc"))
    files = (place / "kiosk" / "kiosk.toml" for place in places)
    return next((file for file in files if file.is_file()), None)


def data_folder(environ: Mapping[str, str]) -> Path:
    """Answer the folder of this user's own databases."""
    return _folder(environ, "XDG_DATA_HOME", ".local/share") / "kiosk"


def default_database(environ: Mapping[str, str]) -> Path:
    """Answer the file that is used where no database is named."""
    return data_folder(environ) / "plant.sqlite"


def outbox_folder(environ: Mapping[str, str], terminal: str) -> Path:
    """Answer the folder in which a terminal keeps its postings; terminals of one user have one each."""
    return data_folder(environ) / "terminals" / quote(terminal, safe="").replace(".", "%2E")


def token_file(environ: Mapping[str, str]) -> Path:
    """Answer where an enrolled terminal keeps its token."""
    return data_folder(environ) / "token"


def _token(file: Path) -> str:
    """Read a token that `kiosk terminal enrol` has kept; "" where there is none, or others may read it."""
    try:
        if file.stat().st_mode & 0o077:
            return ""
        return file.read_text("ascii")[:TEXT_LENGTH_MAX].strip()
    except (OSError, UnicodeDecodeError):
        return ""


def make_data_folder(environ: Mapping[str, str]) -> Path:
    """Make the folder of this user's databases, readable by the user only; raises OSError."""
    folder = data_folder(environ)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _folder(environ: Mapping[str, str], variable: str, below_home: str) -> Path:
    named = environ.get(variable, "")
    if named.startswith("/"):
        return Path(named)  # a relative one is to be ignored, says the base directory specification
    home = environ.get("HOME", "")
    return (Path(home) if home.startswith("/") else Path.home()) / below_home


def _database_url(text: str) -> str:
    return text if "://" in text or text.startswith("sqlite:") else f"sqlite:///{Path(text).absolute()}"


def _host_name() -> str:
    name = "".join(letter for letter in socket.gethostname() if letter.isascii() and letter.isprintable())
    return name.strip()[:TERMINAL_LENGTH_MAX] or "terminal"


def _from_file(file: Path) -> dict[str, Any]:
    import tomllib

    try:
        with file.open("rb") as opened:
            content = opened.read(FILE_BYTES_MAX + 1)
    except OSError as error:
        raise SettingsWrong(str(file), "", error.strerror or "") from error
    if len(content) > FILE_BYTES_MAX:
        raise SettingsWrong(str(file), "", f"<= {FILE_BYTES_MAX} bytes")
    try:
        table = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsWrong(str(file), "", str(error)) from error
    by_place = {(setting.section, setting.key): setting for setting in SETTINGS}
    values: dict[str, Any] = {}
    for section, key, value in _flat(table):
        name = f"[{section}] {key}" if section else key
        setting = by_place.get((section, key))
        if setting is None:
            raise SettingsWrong(str(file), name, _known(section, key, by_place))
        values[setting.name] = _checked(setting, value, str(file), name)
    return values


def _flat(table: dict[str, Any]) -> list[tuple[str, str, Any]]:
    found: list[tuple[str, str, Any]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += [(key, inner, each) for inner, each in value.items()]
        else:
            found.append(("", key, value))
    return found


def _known(section: str, key: str, by_place: Mapping[tuple[str, str], _Setting]) -> str:
    """What may stand there: the keys of the section, or the sections."""
    keys = [known for where, known in by_place if where == section]
    if not keys:
        return "database [station] [scanner] [printer] [server] [web]"
    elsewhere = [f"[{where}] {known}" for where, known in by_place if known == key and where]
    return " ".join(elsewhere or keys)


def _checked(setting: _Setting, value: Any, source: str, name: str) -> Any:
    if setting.kind is tuple:
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise SettingsWrong(source, name, '["f11"]' if setting.section == "scanner" else '["T7=..."]')
        return tuple(value)
    if setting.kind is bool:
        if not isinstance(value, bool):
            raise SettingsWrong(source, name, "true | false")
        return value
    if setting.kind is int:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= setting.most:
            raise SettingsWrong(source, name, f"0 ... {setting.most}")
        if setting.words and str(value) not in setting.words:
            raise SettingsWrong(source, name, " | ".join(setting.words))
        return value
    if not isinstance(value, str):
        raise SettingsWrong(source, name, '"text"')
    return _checked_text(setting, value, source, name)


def _checked_text(setting: _Setting, text: str, source: str, name: str) -> str:
    longest = {"terminal": TERMINAL_LENGTH_MAX, "database": 10 * TEXT_LENGTH_MAX}.get(
        setting.name, TEXT_LENGTH_MAX
    )
    if len(text) > longest:
        raise SettingsWrong(source, name, f"<= {longest}")
    if setting.name == "terminal" and not (text.isascii() and text.isprintable()):
        raise SettingsWrong(source, name, "A-Z a-z 0-9 . - _")
    if setting.name == "printer_label" and text and not _is_printer(text):
        raise SettingsWrong(source, name, f'"10.0.0.7" | "10.0.0.7:1 ... {_PORT_MAX}" | "queue"')
    if setting.name == "printer_paper" and text and not _QUEUE.fullmatch(text):
        raise SettingsWrong(source, name, '"queue"')
    if setting.words and text not in setting.words:
        raise SettingsWrong(source, name, " | ".join(setting.words))
    return text


def _is_printer(text: str) -> bool:
    found = _PRINTER.fullmatch(text)
    if found is None:
        return False
    port = found["port"]
    return ".." not in text and (port is None or 1 <= int(port) <= _PORT_MAX)


def _from_text(setting: _Setting, text: str) -> Any:
    if setting.kind is bool:
        known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
        if text.lower() not in known:
            raise SettingsWrong("", setting.variable, "true | false")
        return known[text.lower()]
    if setting.kind is int:
        number = int(text) if text.isascii() and text.isdigit() and len(text) < TERMINAL_LENGTH_MAX else -1
        return _checked(setting, number, "", setting.variable)
    if setting.kind is tuple:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return _checked_text(setting, text, "", setting.variable)
