"""`kiosk import`: progress while it reads and writes, then what became of the rows, or every fault there is."""

import sys
from datetime import datetime
from pathlib import Path

from backend_client.manage import PlantReport, import_folder
from kiosk.demo import user_name
from kiosk.failures import Exit
from kiosk.import_words import NOTES, sentence
from screens.display import clean
from screens.language.text import _, ngettext


def import_plant(folder: Path, database_url: str, terminal: str, now: datetime) -> int:
    """Import a folder and print what became of it."""
    report = import_folder(
        folder, database_url, at=now, person_no=user_name(), terminal_id=terminal, progress=_Progress()
    )
    for line in _faults(report):
        print(line, file=sys.stderr)
    if not report.written:
        text = ngettext(
            "Nothing was imported: %(count)s fault.",
            "Nothing was imported: %(count)s faults.",
            len(report.errors),
        ) % {"count": len(report.errors)}
        print(text, file=sys.stderr)
        return Exit.FOUND
    for line in _outcome(report):
        print(line)
    return Exit.DONE


class _Progress:
    """Tells how far it is: in place on a terminal, else one line for each file or table."""

    def __init__(self) -> None:
        self._table = ""
        self._in_place = sys.stderr.isatty()

    def __call__(self, table: str, done: int, rows: int) -> None:
        if self._in_place:
            end = "\n" if done == rows else ""
            print(f"\r{clean(table, 40):<42}{done:>7} / {rows}", end=end, file=sys.stderr, flush=True)
        elif done == rows and table != self._table:
            print(f"{clean(table, 40)}: {rows}", file=sys.stderr)
        self._table = table


def _faults(report: PlantReport) -> list[str]:
    warnings = [_("warning: %(sentence)s") % {"sentence": sentence(each)} for each in report.warnings]
    return [*(sentence(each) for each in report.errors), *warnings]


def _outcome(report: PlantReport) -> list[str]:
    counted = [
        count for count in report.counts if count.added or count.changed or count.removed or count.left
    ]
    heads = (_("added"), _("changed"), _("removed"), _("left"))
    lines = [f"{'':<38}" + "".join(f"{head:>10}" for head in heads)]
    for count in counted:
        figures = (count.added, count.changed, count.removed, count.left)
        lines.append(f"{clean(count.table, 36):<38}" + "".join(f"{figure:>10}" for figure in figures))
    for kept in report.stored_only:
        facts = {"what": _(NOTES[kept.note]), "file": clean(kept.file), "rows": kept.rows}
        lines.append(_("stored, not yet acted on: %(what)s (%(file)s, rows: %(rows)s)") % facts)
    lines.append(_("Imported: %(plant)s.") % {"plant": clean(report.plant_code) or _("the plant")})
    return lines
