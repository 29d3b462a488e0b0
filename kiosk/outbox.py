"""What this terminal keeps until its server answers, on the command line: looked at, and decided on.

    kiosk outbox                                          what is kept: a row for each posting
    kiosk outbox show 17                                  one posting, with all that is known of it
    kiosk outbox drop 17 --as BOSS --reason "twice"       give a refused one up; its order goes on
    kiosk outbox repost 17 --as BOSS --reason "..." --scrap-code DENT    send it corrected, in its place
    kiosk outbox send-again 17 --as BOSS                  send it as it is: what was wrong is put in order
    kiosk outbox send-lost --as BOSS                      send all that a restored server knows no more
    kiosk outbox adopt                                    the file was moved to this machine; the old one is no more
    kiosk outbox set-aside                                the file can't be used: begin a new one beside it

Only a posting that the server refused is decided on; what waits is sent whatever is asked here. Who decides signs on at
the server with a PIN and is a supervisor; the audit trail tells of it, and without a line nothing is decided. Decisions
need the kiosk of this terminal to be closed; looking does not.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4  # noqa: TID251 -- the id of a posting that is made here

from backend_client.connect import OUTBOX
from backend_client.kept_terms import KeptDecision, KeptState
from backend_client.messages.base import Refused
from backend_client.messages.codec import plain
from backend_client.messages.kept import Decider, KeptPosting
from backend_client.messages.strict import Unreadable, read_values
from backend_client.outbox.desk import Desk
from backend_client.outbox.file import OutboxFile, read_only, set_aside
from backend_client.outbox.identity import this_machine
from backend_client.outbox.kinds import BY_NAME
from backend_client.outbox.rows import Rows
from backend_client.outbox.trouble import OutboxInUse
from backend_client.refusals import RefusalCode
from kiosk.acting import acting, told
from kiosk.app import utc_now
from kiosk.failures import Exit
from kiosk.messages.csv_rows import csv_line
from kiosk.messages.names import command_name
from kiosk.messages.options import add_options, values_given
from kiosk.messages.output import as_json, as_text
from kiosk.settings import Settings, outbox_folder
from screens.display import clean
from screens.language.refusals import sentences
from screens.language.text import _, ngettext
from screens.language.writing import full_moment

HIDDEN = "badge_token"
CSV_COLUMNS = ("sequence_no", "kept_at", "request_id", "message", "lanes", "state", "held", "refused", "body")


def outbox(
    settings: Settings, database_url: Callable[[], str], environ: Mapping[str, str], words: list[str]
) -> int:
    """Do what the words of a command line ask for; raises OutboxTrouble."""
    asked, rest = _parser().parse_known_args(words)
    file = outbox_folder(environ, settings.terminal) / OUTBOX
    if rest and asked.what != "repost":
        _parser().error(_("not understood: %(words)s") % {"words": clean(" ".join(rest), 60)})
    match asked.what:
        case "adopt":
            OutboxFile(file, this_machine(settings.terminal), adopt=True).close()
            print(_("The outbox belongs to this machine and terminal now."))
            return Exit.DONE
        case "set-aside":
            aside = set_aside(file, utc_now().strftime("%Y%m%dT%H%M%SZ"))
            print(_("Set aside: %(file)s. What is kept in it is not sent.") % {"file": clean(str(aside))})
            return Exit.DONE
        case "show":
            with _looking(file, settings) as desk:
                return _show(desk.kept_posting(asked.number), as_text_only=not asked.json)
        case "list" | None if not was_ever_kept(file):
            return _list((), asked)  # this terminal never kept anything
        case "list" | None:
            with _looking(file, settings) as desk:
                return _list(desk.kept_postings(), asked)
    with (
        _opened(file, settings) as rows,
        acting(settings, database_url(), asked.person) as who,
    ):
        if isinstance(who, Refused):
            return told(who)
        decider = Decider(person_no=who.person_no, session_id=who.session_id, terminal_id=who.terminal_id)
        return _decide(Desk(rows, utc_now, who.client), decider, asked, rest)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kiosk outbox",
        description=_("what this terminal keeps until its server answers, and decisions on what was refused"),
    )
    commands = parser.add_subparsers(dest="what", metavar="WHAT")

    def add(
        name: str, text: str, *, number: bool = True, reason: bool = False, decides: bool = False
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        if number:
            made.add_argument("number", type=int, metavar="NUMBER", help=_("its number in the list"))
        if decides:
            made.add_argument(
                "--as", dest="person", required=True, metavar="NUMBER", help=_("sign on as this person")
            )
        if reason:
            made.add_argument(
                "--reason", required=True, metavar="TEXT", help=_("why; kept with the decision")
            )
        return made

    listed = add("list", _("what is kept here"), number=False)
    for made in (listed, add("show", _("one kept posting"))):
        made.add_argument("--json", action="store_true", help=_("as JSON, with every figure"))
    listed.add_argument("--csv", action="store_true", help=_("as CSV, for a spreadsheet"))
    add("drop", _("give a refused posting up"), reason=True, decides=True)
    add("send-again", _("send a refused posting again as it is"), decides=True)
    add(
        "send-lost",
        _("send again all that the server had posted and knows no more"),
        number=False,
        decides=True,
    )
    add("repost", _("send a refused posting corrected: its fields are options"), reason=True, decides=True)
    add("adopt", _("the outbox was moved to this machine"), number=False)
    add("set-aside", _("move an outbox that can't be used out of the way"), number=False)
    return parser


@contextmanager
def _opened(file: Path, settings: Settings) -> Iterator[Rows]:
    opened = OutboxFile(file, this_machine(settings.terminal))
    try:
        yield Rows(file, opened.connection)
    finally:
        opened.close()


@contextmanager
def _looking(file: Path, settings: Settings) -> Iterator[Desk]:
    """Look into an outbox, also while the kiosk has it open."""
    if file.exists():
        try:
            with _opened(file, settings) as rows:
                yield Desk(rows, utc_now)
                return
        except OutboxInUse:
            pass
    connection = read_only(file)
    try:
        yield Desk(Rows(file, connection), utc_now)
    finally:
        connection.close()


def was_ever_kept(file: Path) -> bool:
    """Answer whether there is, or was, an outbox."""
    lock = Path(f"{file}.lock")
    return file.exists() or (lock.exists() and lock.stat().st_size > 0)


def _list(kept: tuple[KeptPosting, ...], asked: argparse.Namespace) -> int:
    if getattr(asked, "json", False):
        print(as_json([values_of(posting) for posting in kept]))
    elif getattr(asked, "csv", False):
        lines = [values_of(posting) for posting in kept]
        for cells in (CSV_COLUMNS, *([line.get(name) for name in CSV_COLUMNS] for line in lines)):
            sys.stdout.buffer.write(csv_line(cells))
    else:
        for posting in kept:
            print(row_of(posting))
        count = ngettext("%(count)s posting is kept here.", "%(count)s postings are kept here.", len(kept))
        print(count % {"count": len(kept)} if kept else _("Nothing is kept here: all is posted."))
    is_undecided = any(posting.state in {KeptState.REFUSED, KeptState.LOST} for posting in kept)
    return Exit.FOUND if is_undecided else Exit.DONE


def row_of(posting: KeptPosting) -> str:
    """Answer a posting as one row: number, moment, what it is, its lanes, and what it waits for."""
    if posting.refused is not None:
        title, _happened, _to_do = sentences(posting.refused.code, posting.refused.facts)
        state = _("refused: %(title)s") % {"title": title}
    elif posting.state is KeptState.LOST:
        state = _("lost by the server")
    else:
        state = _("waits for the one above") if posting.held else _("waits for the line")
    cells = (
        f"{posting.sequence_no:>6}",
        full_moment(posting.kept_at.astimezone()),
        command_name(BY_NAME[posting.message]) if posting.message in BY_NAME else posting.message,
        ", ".join(posting.lanes),
        state,
    )
    return "  ".join(clean(cell, 60) for cell in cells)


def _show(posting: KeptPosting | None, *, as_text_only: bool) -> int:
    if posting is None:
        print(_("No kept posting has this number."))
        return Exit.FOUND
    print(as_text(values_of(posting)) if as_text_only else as_json(values_of(posting)))
    return Exit.DONE


def values_of(posting: KeptPosting) -> dict[str, Any]:
    """Answer all that is known of a posting, but for a supervisor's badge."""
    values: dict[str, Any] = plain(posting)
    del values["request"]
    body = json.loads(values.pop("body"))
    if body.get("approval"):
        body["approval"] = {name: part for name, part in body["approval"].items() if name != HIDDEN}
    return {name: value for name, value in values.items() if value not in ("", None)} | {"body": body}


def _decide(desk: Desk, decider: Decider, asked: argparse.Namespace, rest: list[str]) -> int:
    outcome: Any
    if asked.what == "send-lost":
        outcome = desk.decide_lost(decider)
    elif asked.what == "drop":
        outcome = desk.decide(KeptDecision.DROP, asked.number, decider, reason=asked.reason)
    elif asked.what == "send-again":
        outcome = desk.decide(KeptDecision.SEND_AGAIN, asked.number, decider)
    else:
        outcome = _repost(desk, decider, asked, rest)
    if isinstance(outcome, Refused):
        return told(outcome)
    if asked.what == "send-lost":
        print(
            ngettext(
                "%(count)s posting is sent again when the kiosk runs.",
                "%(count)s postings are sent again when the kiosk runs.",
                outcome,
            )
            % {"count": outcome}
        )
        return Exit.DONE
    if asked.what == "drop":
        print(_("Dropped. It is never sent; what waited behind it is."))
    else:
        print(_("Kept here. It is sent when the kiosk runs."))
    return Exit.DONE


def _repost(desk: Desk, decider: Decider, asked: argparse.Namespace, rest: list[str]) -> Any:
    """Send a posting corrected: as it was, but for the fields that are given."""
    old = desk.kept_posting(asked.number)
    if old is None or old.message not in BY_NAME:
        return Refused(code=RefusalCode.KEPT_POSTING_NOT_FOUND, facts={"sequence_no": str(asked.number)})
    message = BY_NAME[old.message]
    parser = argparse.ArgumentParser(prog=f"kiosk outbox repost {asked.number}", allow_abbrev=False)
    add_options(parser, message)
    try:
        given = values_given(parser.parse_args(rest), message)
    except Unreadable as error:
        parser.error(clean(str(error), 200))
    values = json.loads(old.body) | given | {"request_id": str(uuid4())}
    read = read_values(message, values)
    if isinstance(read, Refused):
        return read
    return desk.decide(KeptDecision.REPOST, asked.number, decider, reason=asked.reason, correction=read)
