"""`kiosk migrate`: bring the database of an earlier release to this release's schema.

All or nothing: killed at any moment, the database is as it was. Back it up before; stop the servers of the earlier
release, or they post nothing until they are of this one.
"""

from datetime import datetime

from backend_client.manage import migrate_database
from kiosk.demo import user_name
from kiosk.failures import Exit
from screens.language.text import _


def run_migrate(database: str, *, now: datetime, terminal: str) -> int:
    """Migrate, and tell what was done."""
    done = migrate_database(database, at=now, person_no=user_name(), terminal_id=terminal)
    if done is None:
        print(_("The database is of this release already. Nothing was changed."))
    elif done.before is None:
        print(_("The database was made."))
    else:
        values = {"before": done.before, "after": done.after}
        print(_("The database was brought from revision %(before)s to %(after)s.") % values)
    return Exit.DONE
