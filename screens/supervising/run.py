"""Long work that goes on beside the screens: how far it is, what it has posted so far, how it ended.

    Adjust cost                                                   under way
    ██████████████████████░░░░░░░░░░░░░░░░   60 left
    Value entries   100
    Amount       1,204.50

Each step is a posting of its own, and between two steps everybody else is let in. F3 leaves the screen, not the work;
1 ends it after the step that is under way. What is left then is done when it is asked for again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from backend_client.barcode.events import PlainText
from backend_client.messages.base import Request
from backend_client.messages.steps import added, left_of
from screens.base import ListScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _
from screens.load_cell import FREE, USED
from screens.notices import not_shown

BAR_CELLS = 40


class State(StrEnum):
    """How the work is."""

    UNDER_WAY = "under-way"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(slots=True)
class Run:
    """Long work, as far as it has come.

    request  of its first step
    tell     writes what a receipt says as rows
    most     the most that was left after any step: what the bar is measured by
    """

    title: Callable[[], str]
    request: Request[Any]
    tell: Callable[[Any], Sequence[Row]]
    state: State = State.UNDER_WAY
    stopping: bool = False
    steps: int = 0
    left: int = 0
    most: int = 0
    receipt: Any = None
    trouble: Message | None = field(default=None)

    def took(self, receipt: Any) -> None:
        """Count a step that was posted."""
        self.steps += 1
        self.receipt = receipt if self.receipt is None else added(self.receipt, receipt)
        self.left = left_of(receipt)
        self.most = max(self.most, self.left)
        if not self.left or self.request.preview:
            self.state = State.DONE
        elif self.stopping:
            self.state = State.STOPPED

    def failed(self, trouble: Message) -> None:
        """End with what went wrong."""
        self.state, self.trouble = State.FAILED, trouble


@dataclass(frozen=True, slots=True)
class RunWanted(Outcome):
    """Begin it, unless other work is under way; show how far it is."""

    run: Run


class RunScreen(ListScreen):
    """How far is it?"""

    is_silent = True
    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.PAGE_BACK, Key.PAGE_ON}

    def __init__(self, run: Run) -> None:
        """Show a run."""
        super().__init__(0)
        self.run = run

    def frame(self) -> Frame:
        """Draw the bar, and the figures below it."""
        run = self.run
        rows = run.tell(run.receipt) if run.receipt is not None else ()
        self.count = len(rows)
        return Frame(
            title=run.title(),
            where=self._state(),
            body=Body(
                head=(
                    BLANK,
                    row(" ", Cell(self._bar(), BAR_CELLS + 2, Role.TAKEN, drawn=True), self._left()),
                    BLANK,
                ),
                listed=rows,
                marked=self.marked,
            ),
            message=self._message(),
            prompt=_("Number"),
            keys=self.keys,
            board=True,
        )

    def _bar(self) -> str:
        run = self.run
        done = run.state is State.DONE
        used = BAR_CELLS if done else BAR_CELLS * (run.most - run.left) // run.most if run.most else 0
        return USED * used + FREE * (BAR_CELLS - used)

    def _left(self) -> str:
        run = self.run
        return _("%(count)s left") % {"count": run.left} if run.steps else ""

    def _state(self) -> str:
        words = {
            State.UNDER_WAY: _("stops after this step") if self.run.stopping else _("under way"),
            State.DONE: _("done"),
            State.STOPPED: _("stopped"),
            State.FAILED: _("not done"),
        }
        return words[self.run.state]

    def _message(self) -> Message:
        run = self.run
        if run.trouble is not None:
            return run.trouble
        steps = _("Steps posted: %(n)s.") % {"n": run.steps}
        match run.state:
            case State.UNDER_WAY:
                to_do = _("F3 leaves; the work goes on. Enter 1 to stop after this step.")
                return Message(Sign.KEPT, _("Under way"), steps, to_do)
            case State.STOPPED:
                to_do = _("Begin it again for what is left. F3 goes back.")
                return Message(Sign.CAREFUL, _("Stopped"), steps, to_do)
        if run.request.preview:
            return Message(Sign.TAKEN, _("So it would be"), _("Nothing is changed."), _("F3 goes back."))
        return Message(Sign.POSTED, _("Done"), steps, _("F3 goes back."))

    def help(self) -> tuple[str, ...]:
        """Tell how the work is done."""
        return (
            _("The work is done in short steps; postings of everybody else go on between them."),
            _("You may leave with F3 and come back from the menu. Signing off ends it after its step."),
            _("What was posted stays. What is left is done when it is begun again."),
        )

    def enter_nothing(self) -> Outcome:
        """Go on."""
        return Stay()

    def enter(self, text: PlainText) -> Outcome:
        """Stop after the step that is under way."""
        if text.text != "1" or self.run.state is not State.UNDER_WAY:
            return Stay(not_shown(text.text, 1), keep=text.text)
        self.run.stopping = True
        return Stay()
