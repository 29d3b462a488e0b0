"""Runs `kiosk demo`, and when its first full frame stands writes the names of all loaded modules and ends.

python benchmarks/modules_at_first_frame.py FILE        (on a terminal)
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from screens.terminal.environment import prepare

prepare(os.environ)

from textual.app import App  # noqa: E402 - the environment comes first


def when_displayed(app: App[None]) -> None:
    """Write the names once there is something to read on the glass."""
    if app.screen_text():  # type: ignore[attr-defined]
        Path(sys.argv[1]).write_text("\n".join(sorted(sys.modules)), "utf-8")
        app.exit()


setattr(App, "post_display_hook", when_displayed)  # noqa: B010 - a hook for tests, set from outside

from kiosk.__main__ import main  # noqa: E402 - the hook stands

sys.exit(main(["demo"]))
