"""One message sent from the command line: read, confirmed, posted or asked, printed.

A confirmation that the back end asks for is answered by `--confirm CODE` or `--decline CODE`; without either a person at a
terminal is asked, and a script is told the code and ends with 1. Nothing is confirmed by itself.

A request that does one step of a long work is sent until nothing is left (see steps.py).

The request id stands in the answer. A script that sends the same id again posts once.
"""

import argparse
import sys
from dataclasses import replace
from typing import Any
from uuid import uuid4  # noqa: TID251 -- the id of a request that is made here

from backend_client.client import BackendClient
from backend_client.connect import connect
from backend_client.messages.base import Answer, Posted, Queued, Refused, Request
from backend_client.messages.codec import plain
from backend_client.messages.strict import Unreadable, read_values
from backend_client.terms import Confirmation
from kiosk.acting import Acting
from kiosk.demo import user_name
from kiosk.failures import Exit
from kiosk.messages.csv_rows import add_csv_options, write_csv
from kiosk.messages.exports import recording
from kiosk.messages.names import ASK, POST, purpose
from kiosk.messages.options import add_options, values_given
from kiosk.messages.output import as_json, as_text
from kiosk.messages.steps import go_on
from kiosk.settings import Settings
from screens.display import clean
from screens.language.refusals import sentences
from screens.language.text import _


def post(settings: Settings, database_url: str, words: list[str]) -> int:
    """Post the request that the words of a command line make; without any, list what can be posted."""
    return _command("post", POST, settings, database_url, words)


def ask(settings: Settings, database_url: str, words: list[str]) -> int:
    """Ask the question that the words of a command line make; without any, list what can be asked."""
    return _command("ask", ASK, settings, database_url, words)


def _command(
    verb: str, messages: dict[str, type[Any]], settings: Settings, database_url: str, words: list[str]
) -> int:
    name, rest = (words[0], words[1:]) if words else ("", [])
    if name in {"", "-h", "--help"}:
        print("\n".join(_list(verb, messages)))
        return Exit.DONE
    if name not in messages:
        text = _("kiosk %(verb)s: there is no %(name)s. kiosk %(verb)s lists what there is.")
        print(text % {"verb": verb, "name": clean(name, 60)}, file=sys.stderr)
        return Exit.USAGE
    message = messages[name]
    asked = _parser(verb, name, message).parse_args(rest)
    try:
        values = values_given(asked, message)
    except Unreadable as error:
        print(f"kiosk: {clean(str(error), 200)}", file=sys.stderr)
        return Exit.USAGE
    if verb == "post":
        values = _signed(settings) | values
    read = read_values(message, values)
    if isinstance(read, Refused):
        return _told(read, asked)
    connected = connect(
        database_url,
        token=settings.token,
        ca_file=settings.ca_file,
        pepper_file=settings.server_pepper_file,
        trusted=True,
    )
    try:
        if verb == "ask" and asked.csv:
            return _written(connected.client, read, asked, settings)
        outcome = _sent(connected.client, read, asked)
    finally:
        connected.close()
    return _told(outcome, asked, getattr(read, "request_id", ""))


def _list(verb: str, messages: dict[str, type[Any]]) -> list[str]:
    width = max(map(len, messages))
    head = _("kiosk %(verb)s NAME --help tells the options of each") % {"verb": verb}
    return [
        head,
        "",
        *(f"  {name:<{width}}  {purpose(message)}" for name, message in sorted(messages.items())),
    ]


def _parser(verb: str, name: str, message: type[Any]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"kiosk {verb} {name}",
        description=message.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_options(parser, message)
    parser.add_argument("--json", action="store_true", help=_("the answer as JSON"))
    if verb == "ask":
        add_csv_options(parser)
    else:
        words = [each.value for each in Confirmation]
        parser.add_argument("--confirm", action="append", choices=words, default=[], help=_("confirm this"))
        parser.add_argument(
            "--decline", action="append", choices=words, default=[], help=_("answer this with no")
        )
    return parser


def _signed(settings: Settings) -> dict[str, Any]:
    return {"request_id": str(uuid4()), "person_no": user_name(), "terminal_id": settings.terminal}


def _sent(client: BackendClient, message: Any, asked: argparse.Namespace) -> Any:
    if not isinstance(message, Request):
        return client.ask(message)
    request = replace(message, answers=(*message.answers, *_answers(asked.confirm, asked.decline)))
    outcome = client.post(request)
    while isinstance(outcome, Refused) and outcome.confirmations and _person_is_there():
        given = tuple(Answer(confirmation=each, yes=_person_says(each)) for each in outcome.confirmations)
        request = replace(request, answers=(*request.answers, *given))
        outcome = client.post(request)
    return go_on(client, request, outcome)


def _written(client: BackendClient, question: Any, asked: argparse.Namespace, settings: Settings) -> int:
    who = Acting(client, user_name(), "", settings.terminal)
    try:
        refused = write_csv(client, question, asked, recording(who.post))
    except Unreadable as error:
        print(f"kiosk: {clean(str(error), 200)}", file=sys.stderr)
        return Exit.USAGE
    return _refused(refused, as_text_only=not asked.json) if refused is not None else Exit.DONE


def _person_is_there() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _answers(yes: list[str], no: list[str]) -> list[Answer]:
    given = [(word, True) for word in yes] + [(word, False) for word in no]
    return [Answer(confirmation=Confirmation(word), yes=answer) for word, answer in given]


def _person_says(confirmation: Confirmation) -> bool:
    print(_("%(code)s? y/n ") % {"code": confirmation.value}, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() == "y"


def _told(outcome: Any, asked: argparse.Namespace, request_id: str = "") -> int:
    if isinstance(outcome, Refused):
        return _refused(outcome, as_text_only=not asked.json)
    if asked.json:
        values = plain(outcome)
        if isinstance(outcome, (Posted, Queued)):
            values = {"request_id": request_id, "outcome": type(outcome).__name__.lower(), **values}
        print(as_json(values))
        return Exit.DONE
    if isinstance(outcome, Posted):
        for warning in outcome.warnings:
            print(_("warning: %(sentence)s") % {"sentence": as_text(warning)}, file=sys.stderr)
        print(as_text(outcome.receipt))
        print(f"request_id  {clean(request_id, 64)}")
        return Exit.DONE
    print(as_text(outcome))
    return Exit.DONE


def _refused(refused: Refused, *, as_text_only: bool) -> int:
    if not as_text_only:
        print(as_json({"outcome": "refused", **plain(refused)}))
        return Exit.FOUND
    title, happened, to_do = sentences(refused.code, refused.facts)
    what = f" ({clean(refused.facts['what'], 40)})" if "what" in refused.facts else ""
    print(f"kiosk: {clean(title)}. {clean(happened, 400)}{what} {clean(to_do, 400)}", file=sys.stderr)
    for line in refused.lines:
        title, happened, _to_do = sentences(line.code, line.facts)
        print(f"       {line.line:>3}  {clean(title)}. {clean(happened, 400)}", file=sys.stderr)
    for confirmation in refused.confirmations:
        print(f"       --confirm {confirmation.value}", file=sys.stderr)
    return Exit.FOUND
