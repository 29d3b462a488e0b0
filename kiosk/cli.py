"""The command line: read what was asked for, do it, answer the exit status (see failures.py).

kiosk                    open the kiosk on its database
kiosk --plain            the same a line at a time, for any terminal
kiosk demo               a factory to try everything on; without a terminal, a tour through it
kiosk import FOLDER      bring a plant's data into the database, all or nothing
kiosk doctor             what the kiosk stands on, and what to do where something is wrong
kiosk serve              serve terminals over HTTP until it is stopped
kiosk web                the kiosk in browsers, behind a sign-on page
kiosk load               the load of the centers as a table, or as JSON
kiosk verify             are the ledgers in order?
kiosk backup FILE        the whole database in one file, while postings go on
kiosk restore FILE       put it into an empty database, SQLite or PostgreSQL
kiosk training BACKUP    the copy of the plant that is trained on at this terminal
kiosk migrate            bring the database of an earlier release to this one's schema
kiosk outbox             what this terminal keeps until its server answers
kiosk people ACTION      people of the plant: roles, badges, PINs, locks
kiosk terminal ACTION    terminals of a server: invite, enrol, revoke
kiosk audit              read the audit trail
kiosk deploy WHAT        the files that make a machine a server or a terminal
kiosk print WHAT         job cards, sheets to scan from, badges, labels: to a file or a printer
kiosk post NAME ...      post any request; without a name: all there are
kiosk ask NAME ...       ask any question; without a name: all there are
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from kiosk import first_frame
from kiosk.failures import Exit, anybodys_mistakes, explain
from kiosk.settings import Settings, SettingsWrong, make_data_folder, read_settings
from screens.display import clean
from screens.language.text import TRANSLATOR, _

Command = Callable[[Settings, argparse.Namespace], int]

PERIODS = ("day", "week", "month", "quarter", "year", "accounting_period")
VIEWS = ("net_change", "balance_at_date")
STATUSES = ("simulated", "planned", "firm_planned", "released")
LEVELS = ("fast", "full", "deep")
SCOPES = ("work_center", "machine_center", "work_center_group")


def main(arguments: list[str]) -> int:
    """Run one command, in the language of the settings."""
    _speak(arguments)
    asked = _parser().parse_args(arguments)
    try:
        settings = read_settings(_environment(asked))
        command: Command = asked.command
        return command(settings, asked)
    except SystemExit:
        raise  # an end of the command's own, and no reason to load all that may go wrong
    except anybodys_mistakes() as error:
        if isinstance(error, BrokenPipeError):
            raise  # who read our output has had enough: no mistake at all
        first_frame.end()
        sentence, status = explain(error)
        print(f"kiosk: {clean(sentence)}", file=sys.stderr)
        return status


def _speak(arguments: list[str]) -> None:
    """Say everything from here on, help too, in the language of the settings; English where they can't be read."""
    early = argparse.ArgumentParser(
        add_help=False, allow_abbrev=False, argument_default=argparse.SUPPRESS, exit_on_error=False
    )
    early.add_argument("--settings")
    with suppress(SettingsWrong, OSError, ValueError, argparse.ArgumentError):
        named, _others = early.parse_known_args(arguments)
        TRANSLATOR.speak(read_settings(_environment(named)).language)


def _parser() -> argparse.ArgumentParser:
    # suppressed where not given: a default of the subcommand would overwrite what stands before it
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--database", metavar="URL", help=_("database URL, or the path of an SQLite file"))
    common.add_argument("--settings", metavar="FILE", help=_("settings file instead of the usual places"))
    parser = argparse.ArgumentParser(
        prog="kiosk", description=_("Shop-floor terminal for production orders."), parents=[common]
    )
    parser.add_argument("--version", action=_Version, nargs=0, help=_("print the version and end"))
    parser.add_argument(
        "--plain", action="store_true", default=False, help=_("a line at a time, on any terminal or none")
    )
    parser.set_defaults(command=_open)
    commands = parser.add_subparsers(metavar="COMMAND")

    def add(name: str, command: Command, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text, parents=[common])
        made.set_defaults(command=command)
        return made

    demo = add("demo", _demo, _("open a factory to try everything on; without a terminal: a tour through it"))
    demo.add_argument("--fresh", action="store_true", help=_("begin again with an untouched factory"))
    plant = add("import", _import, _("import a plant folder into the database, all or nothing"))
    plant.add_argument("folder", type=Path, metavar="FOLDER", help=_("folder with the plant's CSV files"))
    add("serve", _serve, _("serve terminals over HTTP, as [server] of the settings says, until stopped"))
    add("web", _web, _("serve the kiosk to browsers, as [web] of the settings says, until stopped"))
    add("doctor", _doctor, _("look at database, time zone, terminal and locale; say what is wrong"))
    _add_load_options(add("load", _load, _("show the load of the centers")))
    _add_verify_options(add("verify", _verify, _("recompute what must hold of the ledgers")))
    add("migrate", _migrate, _("bring the database of an earlier release to this one's schema"))
    kept = add("backup", _backup, _("write the whole database to a file while postings go on"))
    kept.add_argument("file", type=Path, metavar="FILE", help=_("file that is made; it must not exist yet"))
    restored = add("restore", _restore, _("put a backup into an empty database, of either kind"))
    restored.add_argument("file", type=Path, metavar="FILE", help=_("file that kiosk backup has made"))
    restored.add_argument("--replace", action="store_true", help=_("throw away what is in the database"))
    restored.add_argument(
        "--check", action="store_true", default=False, help=_("only look through the file, restore nothing")
    )
    shadow = add("training", _prepare_training, _("make the copy of the plant that is trained on here"))
    shadow.add_argument("file", type=Path, metavar="BACKUP", help=_("file that kiosk backup has made"))
    _add_those_that_read_their_own(commands, common)
    return parser


def _add_load_options(load: argparse.ArgumentParser) -> None:
    load.add_argument("--json", action="store_true", default=False, help=_("as JSON, with every figure"))
    load.add_argument(
        "--from",
        dest="first_day",
        type=_day,
        default=None,
        metavar="DATE",
        help=_("first day, such as 2026-11-16"),
    )
    load.add_argument("--to", dest="last_day", type=_day, default=None, metavar="DATE", help=_("last day"))
    load.add_argument("--period", choices=PERIODS, default="day", help=_("length of one column"))
    load.add_argument(
        "--view", choices=VIEWS, default="net_change", help=_("the period alone, or all up to its end")
    )
    load.add_argument("--scope", choices=SCOPES, default=None, help=_("kind of center"))
    load.add_argument("--no", default="", metavar="NUMBER", help=_("one center or group; all without it"))
    load.add_argument("--unit", default="", metavar="CODE", help=_("capacity unit to show times in"))
    load.add_argument(
        "--status", action="append", choices=STATUSES, default=[], help=_("count only orders in this status")
    )


def _add_verify_options(verify: argparse.ArgumentParser) -> None:
    verify.add_argument(
        "--rebuild-load", action="store_true", default=False, help=_("make the load sums anew first")
    )
    verify.add_argument(
        "--level", choices=LEVELS, default="full", help=_("how thoroughly: the end, every row, the file too")
    )
    verify.add_argument(
        "--from",
        dest="start",
        type=Path,
        default=None,
        metavar="BACKUP",
        help=_("with --level deep: post again what was posted since a backup, and compare every row"),
    )
    verify.add_argument(
        "--head", type=Path, default=None, metavar="FILE", help=_("compare with a head exported before")
    )
    verify.add_argument(
        "--export-head",
        type=Path,
        default=None,
        metavar="FILE",
        help=_("keep the end of the ledgers in a file"),
    )
    verify.add_argument(
        "--key", type=Path, default=None, metavar="FILE", help=_("secret that seals exported heads")
    )


def _add_those_that_read_their_own(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands whose words are read by a parser of their own."""
    kept = commands.add_parser(
        "outbox",
        help=_("what this terminal keeps until its server answers; decide on what was refused"),
        parents=[common],
        add_help=False,
    )
    kept.add_argument("words", nargs=argparse.REMAINDER, metavar="WHAT ...")
    kept.set_defaults(command=_outbox)
    for name, text in (
        ("people", _("people of the plant: roles, badges, PINs, locks")),
        ("terminal", _("terminals of a server: invite, enrol, revoke")),
        ("audit", _("read the audit trail")),
        ("deploy", _("put the files in place that make a machine a server or a terminal")),
        ("print", _("print job cards, sheets to scan from, badges and labels")),
    ):
        # no sign begins an option here: all that follows is read by a parser of its own
        made = commands.add_parser(name, help=text, add_help=False, prefix_chars="\0")
        made.add_argument("words", nargs=argparse.REMAINDER, metavar="ACTION ...")
        made.set_defaults(command=_people_and_terminals, verb=name)
    for name, text in (("post", _("post a request")), ("ask", _("ask a question"))):
        made = commands.add_parser(name, help=text, parents=[common], add_help=False)
        made.add_argument("words", nargs=argparse.REMAINDER, metavar="NAME ...")
        made.set_defaults(command=_message, verb=name)


def _open(settings: Settings, asked: argparse.Namespace) -> int:
    from kiosk.app import NoTerminal, run_plain

    if asked.plain:
        return run_plain(settings, lambda: _prepared(settings))
    try:
        if os.environ.get("KIOSK_TRAINING"):
            _train(settings)
        return _work(settings)
    except NoTerminal:
        print(_("kiosk: this is no terminal. kiosk --help lists what works without one."), file=sys.stderr)
        return Exit.USAGE


def _work(settings: Settings) -> int:
    from kiosk.app import run_kiosk
    from screens.app import TRAINING_STATUS

    def can_train() -> bool:
        from kiosk.training import is_possible

        return is_possible(settings, os.environ)

    guest = None
    if os.environ.get("KIOSK_GUEST_DESCRIPTOR"):
        from kiosk.web.guest import take

        guest = take(os.environ)
    status = run_kiosk(
        settings, lambda: _prepared(settings), keep_entries=True, guest=guest, can_train=can_train
    )
    if status == TRAINING_STATUS:
        from kiosk.training import begin

        begin(os.environ)
    return status


def _train(settings: Settings) -> NoReturn:
    from kiosk import training
    from kiosk.app import run_kiosk

    shadow = training.on_shadow(settings, os.environ)
    run_kiosk(shadow, lambda: shadow.database, training=True)
    training.end(os.environ)


def _prepare_training(settings: Settings, asked: argparse.Namespace) -> int:
    from kiosk.training import prepare

    file = prepare(os.environ, asked.file, _now(), settings.terminal)
    print(_("To train on: %(file)s") % {"file": clean(str(file))})
    return Exit.DONE


def _demo(settings: Settings, asked: argparse.Namespace) -> int:
    from kiosk.demo import open_demo

    def prepare() -> str:
        return open_demo(settings, now=_now(), fresh=asked.fresh)

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from kiosk.tour import play

        return play(settings, _now())
    from kiosk.app import run_kiosk

    return run_kiosk(settings, prepare)


def _import(settings: Settings, asked: argparse.Namespace) -> int:
    from kiosk.importing import import_plant

    return import_plant(asked.folder, _prepared(settings), settings.terminal, _now())


def _serve(settings: Settings, _asked: argparse.Namespace) -> int:
    from kiosk.serving import serve_terminals

    return serve_terminals(settings, _prepared(settings))


def _web(settings: Settings, _asked: argparse.Namespace) -> int:
    from kiosk.web.command import serve_pages

    return serve_pages(settings, _prepared(settings))


def _doctor(settings: Settings, _asked: argparse.Namespace) -> int:
    from kiosk.doctor import State, as_text, checks

    _prepared(settings)
    found = list(checks(settings, os.environ, _now()))
    print(as_text(found))
    return Exit.FOUND if any(check.state is State.WRONG for check in found) else Exit.DONE


def _load(settings: Settings, asked: argparse.Namespace) -> int:
    from kiosk.load import show_load

    return show_load(settings, _prepared(settings), asked, today=_now().date())


def _verify(settings: Settings, asked: argparse.Namespace) -> int:
    from kiosk.verifying import run_verify

    return run_verify(_prepared(settings), asked, now=_now(), terminal=settings.terminal)


def _migrate(settings: Settings, _asked: argparse.Namespace) -> int:
    from kiosk.migrating import run_migrate

    return run_migrate(_prepared(settings), now=_now(), terminal=settings.terminal)


def _backup(settings: Settings, asked: argparse.Namespace) -> int:
    from kiosk.backup import run_backup

    return run_backup(_prepared(settings), asked.file, now=_now(), terminal=settings.terminal)


def _restore(settings: Settings, asked: argparse.Namespace) -> int:
    from kiosk.backup import run_check, run_restore

    if asked.check:
        return run_check(asked.file)
    database = _prepared(settings)
    return run_restore(database, asked.file, replace=asked.replace, now=_now(), terminal=settings.terminal)


def _outbox(settings: Settings, asked: argparse.Namespace) -> int:
    from kiosk.outbox import outbox

    return outbox(settings, lambda: _prepared(settings), os.environ, asked.words)


def _message(settings: Settings, asked: argparse.Namespace) -> int:
    from kiosk.messages.command import ask, post

    send = post if asked.verb == "post" else ask
    return send(settings, _prepared(settings), asked.words)


def _people_and_terminals(settings: Settings, asked: argparse.Namespace) -> int:
    """Read the rest of the line by a parser of its own: what it needs, no start of the kiosk should pay for."""
    module, options, does = {
        "people": ("kiosk.people", "add_people_options", "manage_people"),
        "terminal": ("kiosk.terminals", "add_terminal_options", "manage_terminals"),
        "audit": ("kiosk.audit", "add_audit_options", "show_audit"),
        "deploy": ("kiosk.deploying", "add_deploy_options", "deploy"),
        "print": ("kiosk.printing.command", "add_print_options", "print_paper"),
    }[asked.verb]
    verb = import_module(module)
    parser = argparse.ArgumentParser(prog=f"kiosk {asked.verb}")
    getattr(verb, options)(parser)
    command: Callable[[Settings, str, argparse.Namespace], int] = getattr(verb, does)
    return command(settings, _prepared(settings), parser.parse_args(asked.words))


def _prepared(settings: Settings) -> str:
    """Answer the database's URL; the folder of the user's own file is made where it is missing."""
    if settings.database_is_own:
        make_data_folder(os.environ)
    return settings.database


def _environment(asked: argparse.Namespace) -> Mapping[str, str]:
    """The environment, overruled by options."""
    options = {"KIOSK_DATABASE": "database", "KIOSK_SETTINGS": "settings"}
    given = vars(asked)
    return os.environ | {name: given[option] for name, option in options.items() if option in given}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("not a date such as 2026-11-16: %(text)s") % {"text": clean(text, 40)}
        ) from error


def _now() -> datetime:
    return datetime.now().astimezone()  # noqa: TID251 -- the program has a clock


class _Version(argparse.Action):
    """Prints the version; what looks it up costs forty modules that no start of the kiosk should pay for."""

    def __call__(self, parser: argparse.ArgumentParser, *_arguments: object) -> None:
        """Print and end."""
        from importlib.metadata import version

        print(f"kiosk {version('kiosk')}")
        parser.exit()
