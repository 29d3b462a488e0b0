"""What is wrong with an outbox, and what a person can do about it, in one sentence each."""

from backend_client.outbox.trouble import (
    OutboxCopied,
    OutboxDamaged,
    OutboxInUse,
    OutboxMissing,
    OutboxNewer,
    OutboxTrouble,
    OutboxUnsafe,
    OutboxUnusable,
)
from screens.language.text import _, marked

SENTENCES: dict[type[OutboxTrouble], str] = {
    OutboxDamaged: marked(
        "%(detail)s. The postings that are kept in it may be damaged; nothing of it was changed. "
        "Keep a copy, then begin a new one: kiosk outbox set-aside"
    ),
    OutboxMissing: marked(
        "%(detail)s. Put the file back; if it is lost for good, begin a new one: kiosk outbox set-aside"
    ),
    OutboxCopied: marked(
        "%(detail)s. Two terminals must not send the same postings. "
        "If the other one is no more, keep this one: kiosk outbox adopt"
    ),
    OutboxInUse: marked("%(detail)s. Close the kiosk of this terminal first."),
    OutboxUnsafe: marked("%(detail)s. It has to be a file that only its owner reads and writes: chmod 600"),
    OutboxNewer: marked("%(detail)s. Update the program; the postings stay in it."),
    OutboxUnusable: marked(
        "%(detail)s. Make room, or have the disk looked at; nothing is posted without it."
    ),
}


def outbox_sentence(error: OutboxTrouble) -> str:
    """Answer the sentence of one of them."""
    return _(SENTENCES[type(error)]) % {"detail": str(error)}
