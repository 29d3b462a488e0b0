"""The messages that any screen may need: what was scanned does not fit here, is not known, was read wrong.

Each is a title, what happened with the value as it came (cleaned and cut), and what works now. A badge's token is
never shown.
"""

from backend_client.barcode.events import (
    Badge,
    CommandScanned,
    Event,
    Gs1Scan,
    Job,
    Lot,
    PlainText,
    QuantityScanned,
    Rejected,
    Resource,
    ScanRefusal,
    ScrapCodeScanned,
    StopCodeScanned,
    TestCode,
)
from backend_client.barcode.hints import HintKind, hint
from backend_client.messages.base import Refused
from screens import display
from screens.frame import Message, Sign
from screens.language import refusals
from screens.language.text import _, marked, ngettext

RAW_CELLS = 20

_KINDS: dict[type[Event], str] = {
    Badge: marked("badge"),
    Job: marked("job card"),
    Resource: marked("center"),
    ScrapCodeScanned: marked("scrap reason"),
    StopCodeScanned: marked("stop reason"),
    QuantityScanned: marked("quantity"),
    CommandScanned: marked("command"),
    Lot: marked("lot"),
    TestCode: marked("test code"),
    Gs1Scan: marked("GS1 label"),
    PlainText: marked("number"),
}


def raw(text: str) -> str:
    """Answer a value as it came, cleaned and cut for a sentence."""
    return display.clean(text, RAW_CELLS)


def refused(refusal: Refused) -> Message:
    """Say a refusal of the back end."""
    return Message(Sign.REFUSED, *refusals.sentences(refusal.code, refusal.facts, has_keys=True))


def not_now(event: Event, wanted: str) -> Message:
    """Say that a scan does not fit the question."""
    kind = _(_KINDS.get(type(event), marked("code")))
    happened = _("Scanned: %(kind)s. Asked for: %(wanted)s.") % {"kind": kind, "wanted": wanted}
    return Message(Sign.REFUSED, _("Not now"), happened, _("Scan what is asked for, or leave with F3."))


def enter_number(count: int) -> str:
    """Ask for the number of one of so many rows."""
    return ngettext("Enter 1.", "Enter a number from 1 to %(count)s.", count) % {"count": count}


def not_shown(typed: str, count: int) -> Message:
    """Say that a row's number is not one of those shown."""
    to_do = enter_number(count) if count else _("F3 goes back.")
    return Message(
        Sign.REFUSED, _("Number not taken"), _("%(raw)s is not shown.") % {"raw": raw(typed)}, to_do
    )


def rejected(event: Rejected, text: str) -> Message:
    """Say why a text is no scan."""
    shown = _("The badge") if text[:2].upper() == "B." else raw(text)  # a token is never shown
    if event.code is ScanRefusal.CHECK_CHARACTERS_WRONG:
        return Message(
            Sign.REFUSED,
            _("Code read wrong"),
            _("%(raw)s: the check digits do not fit.") % {"raw": shown},
            _("Scan again, or enter the number printed below."),
        )
    if event.code is ScanRefusal.TOO_LONG:
        return Message(
            Sign.REFUSED,
            _("Code too long"),
            _("It has more than %(most)s characters.") % {"most": event.facts.get("most", "")},
            _("Scan again. Is a key stuck?"),
        )
    if event.code.value.startswith("gs1") or event.code is ScanRefusal.FORM_WRONG:
        return Message(
            Sign.REFUSED,
            _("Label not understood"),
            _("%(raw)s does not hold what it should.") % {"raw": shown},
            _("Scan again, or enter the number."),
        )
    return Message(
        Sign.REFUSED,
        _("Code not taken"),
        _("It holds signs that are not text."),
        _("Scan another copy. Show this one to a supervisor."),
    )


def not_known(text: str) -> Message:
    """Say that a code means nothing in this plant, with what probably went wrong."""
    shown = raw(text)
    guess = hint(text)
    happened = _("%(raw)s is not known in this plant.") % {"raw": shown}
    if guess is None:
        return Message(Sign.REFUSED, _("Code not known"), happened, _("Scan again, or enter the number."))
    if guess.kind is HintKind.DOUBLED:
        return Message(
            Sign.REFUSED,
            _("Code not known"),
            _("%(raw)s looks like one code twice.") % {"raw": shown},
            _("Scan it again, once."),
        )
    return Message(
        Sign.REFUSED,
        _("Scanner set to another language"),
        _("%(raw)s may mean %(guess)s.") % {"raw": shown, "guess": raw(guess.guess)}
        if guess.guess
        else happened,
        _("Scan again, or call a supervisor."),
    )


def pin_does_not_fit() -> Message:
    """Say that badge or number and PIN do not belong together, whichever it is."""
    return Message(
        Sign.REFUSED,
        _("Not signed on"),
        _("Badge or number and PIN do not fit."),
        _("Enter the PIN again. F3 begins anew."),
    )


def approval_pin_does_not_fit() -> Message:
    """Say that a supervisor's badge and PIN do not belong together."""
    return Message(
        Sign.REFUSED,
        _("Approval not taken"),
        _("Badge and PIN of the supervisor do not fit."),
        _("Enter the PIN again. F3 goes back."),
    )


def scans_dropped(behind: Message, count: int) -> Message:
    """Say that scans made before a refusal or a question was seen were not taken, and what stopped them."""
    return Message(
        Sign.REFUSED,
        _("Stopped: scans not taken: %(n)s") % {"n": count},
        behind.happened or behind.title,
        _("F2 goes on. Then scan them again."),
    )


def same_code_twice() -> Message:
    """Say that a trigger bounced."""
    return Message(
        Sign.TAKEN,
        _("Same code twice"),
        _("The second scan was not counted."),
        _("Scan it again after 2 seconds if you mean it."),
    )


def paste_not_taken() -> Message:
    """Say that a paste answers nothing."""
    return Message(
        Sign.REFUSED,
        _("Paste not taken"),
        _("A pasted text never answers and never posts."),
        _("Scan the code, or use the keys."),
    )


def somebody_else() -> Message:
    """Say that another person is signed on."""
    return Message(
        Sign.REFUSED,
        _("Somebody is signed on"),
        _("Another badge was scanned. Nothing is changed."),
        _("Scan SIGN OFF first, or choose it under F12."),
    )


def not_here() -> Message:
    """Say that a command is not done at this terminal."""
    return Message(
        Sign.REFUSED,
        _("Not at this terminal"),
        _("This command is not set up here."),
        _("F12 shows what can be done here."),
    )


def cleared() -> Message:
    """Say that an entry is empty again."""
    return Message(
        Sign.TAKEN,
        _("Entry cleared"),
        _("Nothing of it was posted."),
        _("Enter it again, or scan a job card."),
    )


def nothing_to_undo() -> Message:
    """Say that there is nothing entered to clear."""
    return Message(
        Sign.REFUSED,
        _("Nothing to undo here"),
        _("Nothing is entered that is not posted."),
        _("Ask a supervisor about what is posted."),
    )


def test_code(count: int) -> Message:
    """Say that a test code was read."""
    happened = ngettext("It was read with %(n)s field.", "It was read with %(n)s fields.", count) % {
        "n": count
    }
    return Message(Sign.TAKEN, _("Test code read"), happened, _("Nothing is changed by it."))


def kept_here() -> Message:
    """Say that a posting waits for the line."""
    return Message(
        Sign.KEPT,
        _("Kept here"),
        _("No line. It is posted when the line is back."),
        _("Go on working. Do not enter it again."),
    )


def no_line() -> Message:
    """Say that the back end did not answer a question."""
    return Message(
        Sign.REFUSED, _("No answer"), _("The database does not answer."), _("Nothing is posted. Scan again.")
    )


def no_answer_to_posting() -> Message:
    """Say that the back end did not answer a posting."""
    return Message(
        Sign.REFUSED,
        _("No answer yet"),
        _("It is not known whether it is posted."),
        _("F10 asks again: it counts once."),
    )


def fault(incident: str) -> Message:
    """Say that something behind the seam is broken."""
    return Message(
        Sign.REFUSED,
        _("The program has a fault"),
        _("Nothing is posted. Number: %(number)s.") % {"number": raw(incident)},
        _("Tell a supervisor the number."),
    )
