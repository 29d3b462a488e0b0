"""`kiosk people`: who belongs to the plant, in which role, with which badge and PIN.

kiosk people make-pepper              the file that makes PINs safe, once for each plant, outside the database
kiosk people add OP07 "Ada Berg" --role setter
kiosk people badge OP07               a new badge: its bar code is printed, its token kept as a hash only
kiosk people pin OP07                 asks for the PIN, twice; from a script it is a line of standard input
kiosk people role OP07 supervisor     lock OP07 --comment "left"     unlock OP07     badge OP07 --revoke     list
kiosk people forget OP07              name, badge and PIN are gone for good; the number stays with what was done
kiosk people retention                the same for all who were not seen for the plant's personal_data_months
"""

import argparse
import os
import secrets
import sys
from pathlib import Path
from typing import Any

from backend_client.barcode.k1 import label
from backend_client.messages.base import Refused
from backend_client.messages.personnel import (
    AddPersonRequest,
    ChangeRoleRequest,
    ForgetPeopleRequest,
    IssueBadgeRequest,
    LockPersonRequest,
    PeopleQuestion,
    RevokeBadgeRequest,
    SetPinRequest,
    UnlockPersonRequest,
)
from backend_client.people_terms import ExportForm
from backend_client.terms import Role
from kiosk.acting import Acting, acting, secret, told
from kiosk.failures import Exit
from kiosk.messages.exports import recording
from kiosk.settings import Settings, data_folder, make_data_folder
from screens.language.text import _

BADGE_SIGNS = "0123456789BCDEFGHJKNPRSTV"
BADGE_LENGTH = 10
ROLES = tuple(role.value for role in Role)


def add_people_options(parser: argparse.ArgumentParser) -> None:
    """Say what `kiosk people` takes."""
    parser.add_argument("--as", dest="person", default="", metavar="NUMBER", help=_("sign on as this person"))
    parser.add_argument("--json", action="store_true", default=False, help=_("the answer as JSON"))
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help=_("who there is"))
    add = actions.add_parser("add", help=_("add a person"))
    add.add_argument("no", metavar="NUMBER")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", choices=ROLES, default=Role.OPERATOR.value)
    add.add_argument("--language", default="", metavar="CODE")
    add.add_argument("--work-center", default="", metavar="NUMBER")
    add.add_argument("--shift", default="", metavar="CODE")
    role = actions.add_parser("role", help=_("give another role"))
    role.add_argument("no", metavar="NUMBER")
    role.add_argument("role", choices=ROLES)
    badge = actions.add_parser("badge", help=_("give a new badge, or take it away"))
    badge.add_argument("no", metavar="NUMBER")
    badge.add_argument("--revoke", action="store_true", default=False)
    actions.add_parser("pin", help=_("set a PIN")).add_argument("no", metavar="NUMBER")
    for name, text in (("lock", _("let nobody sign on as this person")), ("unlock", _("let sign on again"))):
        changed = actions.add_parser(name, help=text)
        changed.add_argument("no", metavar="NUMBER")
        changed.add_argument("--comment", default="")
    forget = actions.add_parser("forget", help=_("forget name, badge and PIN of a person who has left"))
    forget.add_argument("no", metavar="NUMBER")
    actions.add_parser(
        "retention", help=_("forget all who were not seen for the plant's personal_data_months")
    )
    pepper = actions.add_parser("make-pepper", help=_("make the file that PINs are made safe with"))
    pepper.add_argument("--file", type=Path, default=None, metavar="FILE")


def manage_people(settings: Settings, database_url: str, asked: argparse.Namespace) -> int:
    """Do one action and tell what came of it."""
    if asked.action == "make-pepper":
        return _make_pepper(asked.file)
    with acting(settings, database_url, asked.person) as who:
        if isinstance(who, Refused):
            return told(who)
        return told(_done(who, asked), json=asked.json)


def _done(who: Acting, asked: argparse.Namespace) -> Any:
    match asked.action:
        case "list":
            refused = recording(who.post)(PeopleQuestion(), ExportForm.JSON) if asked.json else None
            return refused or who.ask_all(PeopleQuestion(), "people")
        case "add":
            return who.post(
                AddPersonRequest,
                no=asked.no,
                name=asked.name,
                role=Role(asked.role),
                language_code=asked.language,
                work_center_no=asked.work_center,
                work_shift_code=asked.shift,
            )
        case "role":
            return who.post(ChangeRoleRequest, no=asked.no, role=Role(asked.role))
        case "badge" if asked.revoke:
            return who.post(RevokeBadgeRequest, no=asked.no)
        case "badge":
            return _badge(who, asked.no)
        case "pin":
            return _pin(who, asked.no)
        case "forget":
            return who.post(ForgetPeopleRequest, no=asked.no)
        case "retention":
            return who.post(ForgetPeopleRequest)
        case "lock":
            return who.post(LockPersonRequest, no=asked.no, comment=asked.comment)
        case _:
            return who.post(UnlockPersonRequest, no=asked.no, comment=asked.comment)


def new_badge(who: Acting, no: str) -> tuple[str, Any]:
    """Give a person a new badge; answers its token, which nobody sees again, and the receipt or refusal."""
    token = "".join(secrets.choice(BADGE_SIGNS) for _sign in range(BADGE_LENGTH))
    return token, who.post(IssueBadgeRequest, no=no, badge_token=token)


def _badge(who: Acting, no: str) -> Any:
    token, outcome = new_badge(who, no)
    if not isinstance(outcome, Refused):
        print(_("bar code of the badge: %(code)s") % {"code": label("B", token)})
    return outcome


def _pin(who: Acting, no: str) -> Any:
    pin = secret(_("new PIN: "))
    if sys.stdin.isatty() and secret(_("once more: ")) != pin:
        raise SystemExit(_("kiosk: the two PINs differ. Nothing was changed."))
    current = secret(_("PIN of before: ")) if who.session_id and no == who.person_no else ""
    return who.post(SetPinRequest, no=no, pin=pin, current_pin=current)


def _make_pepper(file: Path | None) -> int:
    from backend_client.manage import make_pepper

    if file is None:
        make_data_folder(os.environ)
        file = data_folder(os.environ) / "pepper"
    make_pepper(file)
    print(_("Pepper made: %(file)s") % {"file": file})
    print(
        _("Name it in the settings, [server] pepper_file, and keep a copy apart from the database's backups.")
    )
    return Exit.DONE
