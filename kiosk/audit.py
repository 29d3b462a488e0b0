"""`kiosk audit`: what happened beside the ledgers, the newest first.

kiosk audit --event sign-on-failed --from 2026-11-16
kiosk audit --person OP07 --csv > audit.csv      all of it, for a spreadsheet
"""

import argparse
from datetime import date, datetime, time, timedelta
from typing import Any

from backend_client.messages.audit import AuditQuestion
from backend_client.messages.base import Refused
from backend_client.people_terms import ExportForm
from kiosk.acting import acting, told
from kiosk.failures import Exit
from kiosk.messages.csv_rows import add_csv_options, write_csv
from kiosk.messages.exports import recording
from kiosk.settings import Settings
from screens.language.text import _

MOST = 100


def add_audit_options(parser: argparse.ArgumentParser) -> None:
    """Say what `kiosk audit` takes."""
    parser.add_argument(
        "--as", dest="as_person", default="", metavar="NUMBER", help=_("sign on as this person")
    )
    parser.add_argument("--event", default="", metavar="EVENT", help=_("such as sign-on-failed"))
    parser.add_argument("--person", default="", metavar="NUMBER", help=_("who did it"))
    parser.add_argument("--terminal", default="", metavar="NAME", help=_("where"))
    parser.add_argument("--from", dest="first", type=_day, default=None, metavar="DATE", help=_("first day"))
    parser.add_argument("--to", dest="last", type=_day, default=None, metavar="DATE", help=_("last day"))
    parser.add_argument("--page", default="", metavar="PAGE", help=_("next_page of the answer before"))
    parser.add_argument("--most", type=int, default=MOST, metavar="COUNT", help=_("entries of one page"))
    parser.add_argument("--json", action="store_true", default=False, help=_("the answer as JSON"))
    add_csv_options(parser)


def show_audit(settings: Settings, database_url: str, asked: argparse.Namespace) -> int:
    """Print a page of the audit trail, or all of it as CSV."""
    question = AuditQuestion(
        event=asked.event,
        of_person=asked.person,
        of_terminal=asked.terminal,
        first_moment=_begin(asked.first),
        last_moment=_begin(asked.last, timedelta(days=1)),
        page=asked.page,
        most=asked.most,
    )
    with acting(settings, database_url, asked.as_person) as who:
        if isinstance(who, Refused):
            return told(who)
        recorded = recording(who.post)
        if asked.csv:
            refused = write_csv(_Asking(who), question, asked, recorded)  # type: ignore[arg-type]
            return Exit.DONE if refused is None else told(refused)
        answer = who.ask(question)
        if asked.json and not isinstance(answer, Refused):
            answer = recorded(question, ExportForm.JSON) or answer
        return told(answer, json=asked.json)


class _Asking:
    """A client whose questions carry the session."""

    def __init__(self, who: Any) -> None:
        self.ask = who.ask


def _begin(day: date | None, later: timedelta = timedelta(0)) -> datetime | None:
    """Answer when a day begins on this machine's clock, or the one after it."""
    return None if day is None else datetime.combine(day + later, time()).astimezone()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("not a date such as 2026-11-16")) from error
