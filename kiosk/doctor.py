"""What the kiosk stands on, and what to do where something is wrong: settings, database, time zone, printers, terminal.

Each line begins with one word: `ok`, `note` (it works, and could be better) or `WRONG` (it does not work). The
database's file is made where there is none, so that a first look leaves a kiosk that opens.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from kiosk.failures import explain
from kiosk.settings import Settings
from screens.display import clean
from screens.language.text import _
from screens.language.writing import full_moment

if TYPE_CHECKING:
    from screens.paper.printers import Target

COLUMNS_LEAST, LINES_LEAST = 80, 24


class State(StrEnum):
    """How a line begins."""

    OK = "ok"
    NOTE = "note"
    WRONG = "WRONG"


class Check(NamedTuple):
    """One line: what was looked at, what was found, and what to do about it."""

    state: State
    name: str
    found: str
    advice: str = ""


def checks(settings: Settings, environ: Mapping[str, str], now: datetime) -> Iterator[Check]:
    """Look at everything; `now` is an aware moment by this machine's clock."""
    yield Check(State.OK, _("program"), f"kiosk {version('kiosk')}, Python {sys.version.split()[0]}")
    source = str(settings.source) if settings.source else _("no settings file, defaults and environment only")
    yield Check(State.OK, _("settings"), source)
    yield from _database(settings, now)
    yield from _printers(settings)
    yield from _terminal(environ)
    yield from _locale(environ)


def as_text(found: list[Check]) -> str:
    """Write the lines, each with its advice below it."""
    lines = []
    for check in found:
        lines.append(f"{check.state.value:<6}{check.name:<12}{clean(check.found)}")
        if check.advice:
            lines.append(f"{'':<18}{clean(check.advice)}")
    return "\n".join(lines)


def _database(settings: Settings, now: datetime) -> Iterator[Check]:
    from backend_client.manage import Trouble, database_facts, without_password

    name = _("database")
    try:
        facts = database_facts(settings.database)
    except Trouble as trouble:
        yield Check(State.WRONG, name, explain(trouble)[0])
        return
    yield Check(State.OK, name, without_password(settings.database))
    library = f"{'SQLite' if facts.kind == 'sqlite' else 'PostgreSQL'} {facts.library}"
    durable = _("each posting waits for the disk")
    if facts.kind == "sqlite":
        durable = _("journal mode %(mode)s, synchronous FULL: each posting waits for the disk") % {
            "mode": facts.journal_mode.upper()
        }
    if facts.synchronous:
        yield Check(State.OK, _("durability"), f"{library}, {durable}")
    else:
        advice = _(
            "Set fsync, synchronous_commit and full_page_writes to on: a power cut would lose postings."
        )
        yield Check(State.WRONG, _("durability"), library, advice)
    if facts.plant_code:
        counts = {"plant": facts.plant_name or facts.plant_code, "people": facts.people}
        counts |= {"orders": facts.released_orders, "postings": facts.postings}
        text = _("%(plant)s: people %(people)s, released orders %(orders)s, registers %(postings)s") % counts
        yield Check(State.OK, _("plant"), text)
    else:
        yield Check(State.NOTE, _("plant"), _("no plant in it yet"), _("Import one: kiosk import FOLDER"))
    yield _time_zone(facts.time_zone, now)


def _time_zone(plant_zone: str, now: datetime) -> Check:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    name, offset = _("time zone"), f"UTC{now:%z}"
    machine = f"{now.tzname() or ''} ({offset})".strip()
    if not plant_zone:
        found = _("the machine's: %(zone)s, now %(time)s") % {
            "zone": machine,
            "time": full_moment(now),
        }
        return Check(State.OK, name, found)
    try:
        there = now.astimezone(ZoneInfo(plant_zone))
    except (ZoneInfoNotFoundError, ValueError):
        advice = _(
            "Correct time_zone in the plant's plant_setup.csv, such as Europe/Helsinki, and import it."
        )
        return Check(State.WRONG, name, _("the plant's %(zone)s is unknown") % {"zone": plant_zone}, advice)
    found = _("the plant's: %(zone)s, now %(time)s there") % {
        "zone": plant_zone,
        "time": full_moment(there),
    }
    if there.utcoffset() != now.utcoffset():
        return Check(
            State.NOTE, name, found, _("This machine keeps another time: %(zone)s.") % {"zone": machine}
        )
    return Check(State.OK, name, found)


def _printers(settings: Settings) -> Iterator[Check]:
    """Ask each printer that the settings name how it is; nothing is printed."""
    from kiosk.printing.station import station_printers

    printers = station_printers(settings)
    if printers is None:
        return
    if printers.label is not None:
        yield _printer(_("labels"), settings.printer_label, printers.label)
    if printers.paper is not None:
        yield _printer(_("paper"), settings.printer_paper, printers.paper)


def _printer(name: str, called: str, target: "Target") -> Check:
    from kiosk.printing.words import printer_sentence
    from screens.paper.printers import AT_THE_PRINTER, PrinterError

    try:
        target.check()
    except PrinterError as error:
        found = f"{called}: {printer_sentence(error)}"
        if error.fault in AT_THE_PRINTER:
            return Check(State.NOTE, name, found, _("What is printed meanwhile waits for it."))
        return Check(State.WRONG, name, found, _("Set it right, or name another under [printer]."))
    return Check(State.OK, name, _("%(printer)s is ready") % {"printer": called})


def _terminal(environ: Mapping[str, str]) -> Iterator[Check]:
    name, kind = _("terminal"), environ.get("TERM", "")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield Check(State.NOTE, name, _("none attached"), _("The kiosk itself opens in a terminal only."))
        return
    if kind in {"", "dumb"}:
        yield Check(
            State.WRONG, name, f"TERM={kind}", _("Set TERM to what the terminal is, such as xterm-256color.")
        )
        return
    from screens.terminal.colours import colour_depth

    size = os.get_terminal_size()
    found = f"{kind}, {size.columns}x{size.lines}, {colour_depth(environ).value}"
    if size.columns < COLUMNS_LEAST or size.lines < LINES_LEAST:
        yield Check(State.WRONG, name, found, _("Make it 80x24 or larger."))
        return
    yield Check(State.OK, name, found)


def _locale(environ: Mapping[str, str]) -> Iterator[Check]:
    found = next((environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "")
    shown = found or _("none set")
    if "utf-8" in found.lower() or "utf8" in found.lower() or environ.get("KIOSK_CHARSET") == "utf-8":
        yield Check(State.OK, _("locale"), shown)
    else:
        advice = _(
            "Texts are drawn in ASCII. Set LANG to a UTF-8 locale, such as C.UTF-8, where the terminal has it."
        )
        yield Check(State.NOTE, _("locale"), shown, advice)
