"""Starts the small app of these tests in a real terminal."""

import sys
from pathlib import Path

from benchmarks.pty_session import PtySession
from benchmarks.slow_line import Line

ROOT = Path(__file__).parents[2]
SMALL_APP = [sys.executable, str(Path(__file__).with_name("small_app.py"))]


def small_app(
    *,
    columns: int = 80,
    lines: int = 24,
    ignore_hang_up: bool = False,
    typed_at_once: bytes = b"",
    line: Line | None = None,
    **environment: str,
) -> PtySession:
    """Start the small app; it runs from the project's root."""
    return PtySession(
        SMALL_APP,
        columns=columns,
        lines=lines,
        environment={"PYTHONPATH": str(ROOT), **environment},
        ignore_hang_up=ignore_hang_up,
        typed_at_once=typed_at_once,
        line=line,
    )
