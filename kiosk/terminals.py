"""`kiosk terminal`: terminals of a server, let in with a code and a token of their own.

kiosk terminal invite T7 --work-center 100    a supervisor: shows the code, good for ten minutes and once
kiosk terminal enrol T7 7K3R-V9TR-2DXB        at the terminal: makes its token and keeps it, readable by its user only
kiosk terminal revoke T7 --comment stolen     out at once
kiosk terminal list
"""

import argparse
import os
import secrets
from pathlib import Path
from typing import Any

from backend_client.messages.base import Refused
from backend_client.messages.terminals import (
    EnrolTerminalRequest,
    InviteTerminalRequest,
    RevokeTerminalRequest,
    TerminalsQuestion,
    code_text,
    secret_hash,
)
from kiosk.acting import Acting, acting, told
from kiosk.people import BADGE_SIGNS
from kiosk.settings import Settings, make_data_folder, token_file
from screens.language.text import _

CODE_LENGTH, CODE_PART = 12, 4
TOKEN_BYTES = 32


def add_terminal_options(parser: argparse.ArgumentParser) -> None:
    """Say what `kiosk terminal` takes."""
    parser.add_argument("--as", dest="person", default="", metavar="NUMBER", help=_("sign on as this person"))
    parser.add_argument("--json", action="store_true", default=False, help=_("the answer as JSON"))
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help=_("which there are"))
    invite = actions.add_parser("invite", help=_("show a code that a terminal enrols with"))
    invite.add_argument("terminal", metavar="NAME")
    invite.add_argument("--work-center", default="", metavar="NUMBER")
    invite.add_argument("--description", default="", metavar="TEXT")
    enrol = actions.add_parser("enrol", help=_("enrol this terminal with a code"))
    enrol.add_argument("terminal", metavar="NAME")
    enrol.add_argument("code", metavar="CODE")
    enrol.add_argument("--token-file", type=Path, default=None, metavar="FILE")
    revoke = actions.add_parser("revoke", help=_("let a terminal in no more"))
    revoke.add_argument("terminal", metavar="NAME")
    revoke.add_argument("--comment", default="")


def manage_terminals(settings: Settings, database_url: str, asked: argparse.Namespace) -> int:
    """Do one action and tell what came of it."""
    with acting(settings, database_url, asked.person) as who:
        if isinstance(who, Refused):
            return told(who)
        return told(_done(who, asked), json=asked.json)


def _done(who: Acting, asked: argparse.Namespace) -> Any:
    match asked.action:
        case "list":
            return who.ask_all(TerminalsQuestion(), "terminals")
        case "invite":
            return _invite(who, asked)
        case "enrol":
            return _enrol(who, asked)
        case _:
            return who.post(RevokeTerminalRequest, terminal=asked.terminal, comment=asked.comment)


def _invite(who: Acting, asked: argparse.Namespace) -> Any:
    code = "".join(secrets.choice(BADGE_SIGNS) for _sign in range(CODE_LENGTH))
    outcome = who.post(
        InviteTerminalRequest,
        terminal=asked.terminal,
        code_hash=secret_hash(code),
        description=asked.description,
        work_center_no=asked.work_center,
    )
    if not isinstance(outcome, Refused):
        parts = (code[start : start + CODE_PART] for start in range(0, CODE_LENGTH, CODE_PART))
        print(_("code: %(code)s") % {"code": "-".join(parts)})
    return outcome


def _enrol(who: Acting, asked: argparse.Namespace) -> Any:
    """Send the hash of a new token; the token itself is kept once the server has taken it."""
    token = f"kt1.{asked.terminal}.{secrets.token_urlsafe(TOKEN_BYTES)}"
    outcome = who.post(
        EnrolTerminalRequest,
        terminal=asked.terminal,
        code=code_text(asked.code),
        token_hash=secret_hash(token),
    )
    if not isinstance(outcome, Refused):
        file = asked.token_file
        if file is None:
            make_data_folder(os.environ)
            file = token_file(os.environ)
        _keep(file, token)
        print(_("token kept in %(file)s") % {"file": file})
    return outcome


def _keep(file: Path, token: str) -> None:
    """Write the token so that it is there whole or not at all, for its user's eyes only."""
    unfinished = file.with_name(f".{file.name}-{os.getpid()}")
    made = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(made, "w", encoding="ascii") as kept:
        kept.write(token + "\n")
        kept.flush()
        os.fsync(kept.fileno())
    unfinished.replace(file)
