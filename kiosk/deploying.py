"""`kiosk deploy`: the files that make a machine a server or a terminal, put where they belong.

kiosk deploy server                      what lies under deployment/server/, copied to /
kiosk deploy terminal                    deployment/terminal/, and deployment/account/ for the account "kiosk"
kiosk deploy terminal --account kiosk-t7 --account kiosk-t8      a terminal each, over ssh to the same machine
kiosk deploy terminal --root /tmp/look   to somewhere else, to look at first

A file that stands there already and says something else is what somebody set: it stays, and ours is put beside it
with .new behind its name. deployment/README.md tells what to do before and after.
"""

import argparse
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kiosk.failures import Exit
from kiosk.settings import Settings
from screens.display import clean
from screens.language.text import _

FOLDER = Path(__file__).with_name("deployment")
ACCOUNT = "ACCOUNT"
PROGRAMS = ("terminal-session",)
SECRETS = ("server.toml",)
THEN = {
    "server": ("systemd-sysusers", "systemd-tmpfiles --create", "systemctl daemon-reload"),
    "terminal": (
        "systemd-sysusers",
        "systemd-tmpfiles --create",
        "systemctl daemon-reload",
        "systemctl reload ssh",
    ),
}
_ACCOUNT = re.compile(r"[a-z][a-z0-9-]{0,30}")


class Placed(NamedTuple):
    """A file and what became of it: "new", "as it was", or "kept" with ours beside it."""

    file: Path
    outcome: str


def add_deploy_options(parser: argparse.ArgumentParser) -> None:
    """Say what `kiosk deploy` takes."""
    parser.add_argument("kind", choices=tuple(THEN), help=_("what this machine is to be"))
    parser.add_argument(
        "--account",
        action="append",
        type=_account,
        default=None,
        metavar="NAME",
        help=_("account of a terminal; may be repeated; kiosk without it"),
    )
    parser.add_argument(
        "--root",
        type=Path,
        default=Path("/"),
        metavar="FOLDER",
        help=_("where to put the files, / without it"),
    )


def deploy(_settings: Settings, _database_url: str, asked: argparse.Namespace) -> int:
    """Put the files in their places and tell what to run next; raises OSError."""
    for placed in place(asked.kind, asked.account or ["kiosk"], asked.root):
        print(f"{_WORDS[placed.outcome]():<10}{clean(str(placed.file))}")
    print(_("Next:"))
    for command in THEN[asked.kind]:
        print(f"  {command}")
    return Exit.DONE


def place(kind: str, accounts: list[str], root: Path) -> Iterator[Placed]:
    """Copy the files of a server, or of a terminal with these accounts."""
    yield from _copied(FOLDER / kind, root, "")
    if kind == "terminal":
        for account in accounts:
            yield from _copied(FOLDER / "account", root, account)


def _copied(source: Path, root: Path, account: str) -> Iterator[Placed]:
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        target = root / str(file.relative_to(source)).replace(ACCOUNT, account or ACCOUNT)
        content = file.read_text("utf-8").replace(ACCOUNT, account or ACCOUNT)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
        if not target.exists():
            _write(target, content)
            yield Placed(target, "new")
        elif target.read_text("utf-8", errors="replace") == content:
            yield Placed(target, "as it was")
        else:
            beside = target.with_name(f"{target.name}.new")
            beside.unlink(missing_ok=True)
            _write(beside, content)
            yield Placed(target, "kept")


def _write(target: Path, content: str) -> None:
    mode = 0o755 if target.name.startswith(PROGRAMS) else 0o640 if target.name.startswith(SECRETS) else 0o644
    with os.fdopen(
        os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8"
    ) as opened:
        opened.write(content)
    target.chmod(mode)  # whatever the umask is


def _account(text: str) -> str:
    if not _ACCOUNT.fullmatch(text):
        raise argparse.ArgumentTypeError(_("letters a to z, digits and - only, such as kiosk-t7"))
    return text


_WORDS = {"new": lambda: _("new"), "as it was": lambda: _("as it was"), "kept": lambda: _("kept")}
