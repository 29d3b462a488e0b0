"""`kiosk backup` and `kiosk restore`: the whole plant as one file, and back into either kind of database.

    kiosk backup /backups/plant-2026-11-21.kiosk             while everybody posts; others than the owner can't read it
    kiosk restore --check /backups/plant-2026-11-21.kiosk    looks through the file
    kiosk --database URL restore FILE                        into an empty database; --replace: into any

The file with the pepper of the PINs is no part of it: keep that one apart. After a restore the terminals find out by
themselves which of their postings the server no longer knows: see `kiosk outbox`.
"""

import sys
from datetime import datetime
from pathlib import Path

from backend_client.backups import BackupFacts, By, back_up, facts_of, restore
from backend_client.manage import Level, verify
from kiosk.demo import user_name
from kiosk.failures import Exit
from kiosk.findings import sentence
from screens.display import clean
from screens.language.text import _, ngettext


def run_backup(database: str, file: Path, *, now: datetime, terminal: str) -> int:
    """Write a backup and tell what is in it."""
    facts = back_up(database, file, By(now, user_name(), terminal))
    print(_told(facts))
    print(_("Written and read again: %(file)s") % {"file": clean(str(file))})
    return Exit.DONE


def run_check(file: Path) -> int:
    """Look through a backup."""
    print(_told(facts_of(file)))
    print(_("The file is whole."))
    return Exit.DONE


def run_restore(database: str, file: Path, *, replace: bool, now: datetime, terminal: str) -> int:
    """Restore a backup, and verify what was restored."""
    print(_told(restore(database, file, By(now, user_name(), terminal), replace=replace)))
    found = [sentence(each) for each in verify(database, level=Level.FULL)]
    for each in found:
        print(each)
    if found:
        print(
            ngettext(
                "Restored as it was backed up, with %(count)s finding.",
                "Restored as it was backed up, with %(count)s findings.",
                len(found),
            )
            % {"count": len(found)},
            file=sys.stderr,
        )
        return Exit.FOUND
    print(_("Restored. The ledgers are in order."))
    return Exit.DONE


def _told(facts: BackupFacts) -> str:
    values = {
        "plant": clean(facts.plant_code, 20) or "-",
        "at": clean(facts.at, 30),
        "register": facts.register_no,
        "release": clean(facts.release, 20),
    }
    return _("Plant %(plant)s as of %(at)s, register %(register)s, release %(release)s") % values
