"""A short tour through the real kiosk where no terminal is attached: each screen is printed as text.

Nothing is played that a person could not do: codes go into the scan line key by key, and what is printed is what
would stand on the glass. The factory of the tour is made for it and gone afterwards.

    badge -> load board -> job card -> 5 good, 2 scrap for a reason, 1:15 run time -> what will be posted -> receipt
    -> load board again
"""

import asyncio
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from backend_client.barcode.events import Job
from backend_client.barcode.k1 import job_label, label
from kiosk.app import Opening, kiosk_app
from kiosk.failures import Exit
from kiosk.settings import Settings
from screens.language.text import _

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from screens.app import KioskApp

COLUMNS, LINES = 80, 24
BADGE_TOKEN = "7K3RV9TR2D"  # noqa: S105 -- the badge of operator OP01 in the demo plant
JOB = Job(order_no="101001", order_line_no=10000, operation_no="10")
WORK_CENTER = "100"
TICK_SECONDS, SETTLED_TICKS, TICKS_MAX = 0.02, 4, 1000


class Step(NamedTuple):
    """What is done: a heading, the texts that are typed or scanned, each ended by Enter, and then keys.

    enter_until  the screen that Enter leads to, pressed as often as there are fields left
    """

    heading: str
    lines: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    enter_until: type | None = None


def steps(today: date) -> Iterator[Step]:
    """The tour, step by step; the demo's work begins on Monday, so the board is paged back to it."""
    to_monday = ("left",) * today.weekday()
    from screens.preview import Preview

    badge, job, plate = label("B", BADGE_TOKEN), job_label(JOB), label("R", "0", WORK_CENTER)
    yield Step(_("Sign on: the badge is scanned, %(code)s") % {"code": badge}, (badge,))
    yield Step(
        _("The plate of work center 100 is scanned, %(code)s: its load") % {"code": plate},
        (plate,),
        to_monday,
    )
    yield Step(_("The job card is scanned, %(code)s: the entry of its operation") % {"code": job}, (job,))
    entries = ("5", "2", "2", "", "1:15")
    yield Step(_("5 good, 2 scrap for the second reason, no setup time, 1:15 of run time"), entries)
    yield Step(_("Enter to the last field, then everything that will be posted"), enter_until=Preview)
    yield Step(_("F10 posts; this is the receipt"), keys=("f10",))
    yield Step(_("The plate again: what the posting left of the load"), (plate,), to_monday)


def play(settings: Settings, now: datetime) -> int:
    """Make a factory, play the tour in it, verify its ledgers; answers the exit status."""
    from backend_client.manage import make_demo, verify
    from kiosk.findings import sentence

    with tempfile.TemporaryDirectory(prefix="kiosk-tour-") as folder:
        file = Path(folder) / "demo.sqlite"
        make_demo(file, today=now.date(), at=now, person_no="TOUR", terminal_id=settings.terminal)
        opening = Opening(lambda: f"sqlite:///{file}")
        try:
            asyncio.run(_play(kiosk_app(settings, opening.client), now.date()))
        finally:
            opening.close()
        findings = list(verify(f"sqlite:///{file}"))
    if findings:
        print(*map(sentence, findings), sep="\n")
        return Exit.FOUND
    print(_("The ledgers are in order."))
    return Exit.DONE


async def _play(app: "KioskApp", today: date) -> None:
    async with app.run_test(size=(COLUMNS, LINES)) as pilot:
        await _settled(app, pilot, "")
        _show(_("The kiosk as it opens"), app)
        for step in steps(today):
            for line in step.lines:
                await _press(app, pilot, *(_KEYS.get(letter, letter) for letter in line), "enter")
            for key in step.keys:
                await _press(app, pilot, key)
            while step.enter_until is not None and not isinstance(app.journey.top, step.enter_until):
                await _press(app, pilot, "enter")
            _show(step.heading, app)


async def _press(app: "KioskApp", pilot: "Pilot[Any]", *keys: str) -> None:
    before = app.screen_text()
    await pilot.press(*keys)
    await _settled(app, pilot, before)


async def _settled(app: "KioskApp", pilot: "Pilot[Any]", before: str) -> None:
    """Wait until the glass shows something else than before, and goes on showing it."""
    shown, same = before, 0
    for _tick in range(TICKS_MAX):
        await pilot.pause(TICK_SECONDS)
        text = app.screen_text()
        same = same + 1 if text == shown and text != before else 0
        shown = text
        if same >= SETTLED_TICKS:
            return
    raise TimeoutError(_("The tour waited for a screen that did not come."))


def _show(heading: str, app: "KioskApp") -> None:
    rule = "=" * COLUMNS
    print(f"\n{rule}\n{heading}\n{rule}\n{app.screen_text()}", flush=True)


_KEYS = {".": "full_stop", ":": "colon"}
