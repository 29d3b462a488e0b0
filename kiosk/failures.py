"""What a person got wrong, or what the machine refuses, in one plain sentence and an exit status.

    0  done, and in order          3  the database can't be used        130  interrupted
    1  something was found wrong   4  a setting or a file can't be used
    2  the command was not understood, or verify could not check

A fault of the program itself is none of these: see fault.py.
"""

from enum import IntEnum

from kiosk.settings import SettingsWrong
from screens.language.text import _


class Exit(IntEnum):
    """How a command ends."""

    DONE = 0
    FOUND = 1
    USAGE = 2
    UNCHECKED = 2  # by verify, whose third answer is neither yes nor no
    DATABASE = 3
    SETTING = 4


def anybodys_mistakes() -> tuple[type[Exception], ...]:
    """Answer the exceptions that `explain` has a sentence for; asked for only when there is one."""
    from backend_client.client import BackendError
    from backend_client.manage import Trouble

    return SettingsWrong, OSError, BackendError, Trouble


def explain(error: Exception) -> tuple[str, Exit]:
    """Answer sentence and exit status of one of `anybodys_mistakes`."""
    from backend_client.client import (
        AddressWrong,
        BackendBroken,
        BackendError,
        ProgramTooOld,
        TerminalNotRecognised,
    )
    from backend_client.manage import Trouble
    from backend_client.outbox.trouble import OutboxTrouble

    match error:
        case SettingsWrong():
            return _setting(error), Exit.SETTING
        case Trouble():
            return _database(error), Exit.DATABASE
        case OutboxTrouble():
            from kiosk.outbox_words import outbox_sentence

            return outbox_sentence(error), Exit.DATABASE
        case BackendBroken():
            text = _("Something behind the screens is broken, incident %(incident)s.")
            return text % {"incident": error.incident}, Exit.DATABASE
        case AddressWrong():
            text = _("The server's address can't be used: %(detail)s")
            return text % {"detail": str(error)}, Exit.SETTING
        case TerminalNotRecognised():
            return _("The server does not know this terminal. Look at its token."), Exit.SETTING
        case ProgramTooOld():
            text = _("The server no longer speaks with this version; it wants %(oldest)s or newer.")
            return text % {"oldest": str(error)}, Exit.SETTING
        case BackendError():
            return _("The database did not answer: %(detail)s") % {"detail": str(error)}, Exit.DATABASE
        case OSError():
            return _file(error), Exit.SETTING
    raise AssertionError(f"no sentence for {type(error).__name__}")


def _setting(error: SettingsWrong) -> str:
    facts = {"file": error.source, "name": error.name, "expected": error.expected}
    if not error.name:
        return _("The settings file %(file)s can't be read: %(expected)s") % facts
    if not error.source:
        return _("%(name)s is not what it may be. Expected: %(expected)s") % facts
    return _("%(file)s: %(name)s is not known or not what it may be. Expected: %(expected)s") % facts


def _file(error: OSError) -> str:
    facts = {"file": str(error.filename or ""), "detail": error.strerror or str(error)}
    return _("%(file)s: %(detail)s") % facts if facts["file"] else facts["detail"]


def _database(error: BaseException) -> str:
    from backend_client.manage import Problem

    sentences = {
        Problem.BAD_URL: _("That is no database URL. One looks like sqlite:////home/me/plant.sqlite."),
        Problem.UNKNOWN_KIND: _("The database may be sqlite or postgresql; the URL names another kind."),
        Problem.IN_MEMORY: _(
            "A database in memory would keep nothing. Name a file: sqlite:////home/me/plant.sqlite."
        ),
        Problem.NO_FOLDER: _("There is %(detail)s. Make it, or name another place for the database."),
        Problem.DRIVER_MISSING: _("PostgreSQL needs its driver: pip install 'kiosk[postgresql]'."),
        Problem.NOT_A_DATABASE: _("The file is not a database. Name another one, or move it away."),
        Problem.DAMAGED: _("The database file is damaged. Nothing was changed. Restore the newest backup."),
        Problem.CANT_OPEN: _("The database file can't be opened: a folder, or no permission for it."),
        Problem.READ_ONLY: _("The database can't be written: no permission, or the disk is read-only."),
        Problem.DISK_FULL: _("The disk is full. Nothing was posted by this; make room and try again."),
        Problem.DISK_FAILED: _("The disk failed: %(detail)s. Stop posting and have the disk looked at."),
        Problem.BUSY: _(
            "Another program holds the database. Nothing was posted; try again when it has ended."
        ),
        Problem.NEWER: _("The database was written by another version of this program. Update the program."),
        Problem.OLDER: _(
            "The database is of an earlier release. Back it up (kiosk backup FILE), then run: kiosk migrate"
        ),
        Problem.FOREIGN: _("The database belongs to another program: it has tables, and none of ours."),
        Problem.NOT_EMPTY: _(
            "The database is not empty: %(detail)s. Restore into an empty one, or say --replace to throw away what is there."
        ),
        Problem.NOT_A_BACKUP: _("The file is no backup of this program."),
        Problem.BACKUP_DAMAGED: _("The backup can't be used, and nothing was restored: %(detail)s."),
        Problem.OLD_LIBRARY: _("The SQLite library is too old to be safe: %(detail)s."),
        Problem.NOT_DURABLE: _("The database would lose postings at a power cut: %(detail)s."),
        Problem.PEPPER: _(
            "The pepper file for PINs can't be used: %(detail)s. It has to be a file that only its owner reads."
        ),
        Problem.OTHER: _("The database can't be used: %(detail)s"),
    }
    problem = getattr(error, "problem", Problem.OTHER)
    return sentences[problem] % {"detail": str(error).splitlines()[0] if str(error) else ""}
