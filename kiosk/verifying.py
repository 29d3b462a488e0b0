"""`kiosk verify`: are the ledgers in order?

    kiosk verify                         every row (full); --level fast: the end only; --level deep: the file as well
    kiosk verify --export-head FILE      writes the end of the ledgers to a file, to be kept elsewhere
    kiosk verify --head FILE             also says whether the ledgers still hold what was exported
    kiosk verify --level deep --from FILE    also posts again, on a copy of a backup, what was posted since
    --key FILE                           seals and tells apart exported heads by the secret in a file

Ends with 0 in order, 1 findings, 2 could not check. The result becomes an entry of the audit trail.
"""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from backend_client.manage import (
    ExportedHead,
    Finding,
    FindingCode,
    HeadUnreadable,
    Level,
    export_head,
    note_verification,
    read_head,
    rebuild_load,
    replay,
    verify,
)
from kiosk.demo import user_name
from kiosk.failures import Exit, anybodys_mistakes, explain
from kiosk.findings import sentence
from screens.display import clean
from screens.language.text import _, ngettext


def run_verify(database: str, asked: argparse.Namespace, *, now: datetime, terminal: str) -> int:
    """Verify, or export the head."""
    try:
        key = asked.key.read_bytes().strip() if asked.key else b""
        if asked.export_head:
            head = export_head(database, at=now, person_no=user_name(), terminal_id=terminal, key=key)
            asked.export_head.write_text(head, "utf-8")
            print(_("The end of the ledgers is kept in %(file)s.") % {"file": clean(str(asked.export_head))})
            return Exit.DONE
        exported, found = _exported(asked.head, key) if asked.head else (None, [])
        if asked.rebuild_load:
            print(_("Days of centers summed anew: %(days)s") % {"days": rebuild_load(database)})
        level = Level(asked.level)
        count = _print_findings(database, level, exported, found)
        if asked.start:
            count += _post_again(database, asked.start)
        note_verification(
            database, level=level, findings=count, at=now, person_no=user_name(), terminal_id=terminal
        )
    except HeadUnreadable:
        print(_("kiosk: %(file)s is no exported head.") % {"file": clean(str(asked.head))}, file=sys.stderr)
        return Exit.UNCHECKED
    except anybodys_mistakes() as error:
        if isinstance(error, BrokenPipeError):
            raise
        print(f"kiosk: {clean(explain(error)[0])}", file=sys.stderr)
        return Exit.UNCHECKED
    if count:
        print(ngettext("%(count)s finding", "%(count)s findings", count) % {"count": count})
        return Exit.FOUND
    print(_("The ledgers are in order."))
    return Exit.DONE


def _exported(file: Path, key: bytes) -> tuple[ExportedHead, list[Finding]]:
    exported, genuine = read_head(file.read_text("utf-8"), key)
    return exported, [] if genuine else [Finding(FindingCode.HEAD_FILE_CHANGED, {"file": str(file)})]


def _print_findings(database: str, level: Level, exported: ExportedHead | None, found: list[Finding]) -> int:
    count = 0
    told = _tell if sys.stderr.isatty() else lambda _name: None
    for each in found:
        print(sentence(each))
        count += 1
    for each in verify(database, told, level=level, exported=exported):
        print(sentence(each))
        count += 1
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    return count


def _post_again(database: str, backup: Path) -> int:
    """Replay what was posted since a backup, say what came of it, and answer how much was found."""
    outcome = replay(database, backup, _tell if sys.stderr.isatty() else lambda _register: None)
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    for each in outcome.findings:
        print(sentence(each))
    file = clean(str(backup))
    if outcome.last < outcome.first:
        print(_("Nothing was posted since %(file)s that can be posted again.") % {"file": file})
    else:
        numbers = {"first": outcome.first, "last": outcome.last, "file": file}
        print(_("Registers %(first)s to %(last)s were posted again from %(file)s.") % numbers)
    if outcome.imported:
        print(
            _(
                "A plant folder was imported since then: the replay ends before it, and compares registers only."
            )
        )
    return len(outcome.findings)


def _tell(name: str) -> None:
    """Say on one line of a terminal which check is running."""
    sys.stderr.write(f"\r\x1b[K{name} ...")
    sys.stderr.flush()
