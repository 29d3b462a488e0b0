"""What a person sees when the program itself is at fault: one sentence and a number, never a traceback.

A traceback shows data, and data may hold anything. It goes into a file that only its owner can read; the
sentence names the file, so whoever is called can be told.
"""

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from screens.language.text import _


def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write the details to a file and one sentence to standard error."""
    number = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}"  # noqa: TID251 - the program has a clock
    details = "".join(traceback.format_exception(kind, error, trace))
    path = _write(number, details)
    said = _(
        "kiosk: stopped by a fault of its own, number %(number)s. Everything shown as posted is posted."
    ) % {"number": number}
    where = (
        _("Details: %(file)s") % {"file": path}
        if path is not None
        else _("The details could not be written to a file.")
    )
    print(f"{said} {where}", file=sys.stderr)


def folder() -> Path:
    """Answer where faults are kept."""
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "kiosk" / "faults"


def _write(number: str, details: str) -> Path | None:
    path = folder() / f"{number}.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", errors="replace"
        ) as file:
            file.write(details)
    except OSError:
        return None
    return path
