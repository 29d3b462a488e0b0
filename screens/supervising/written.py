"""What a change would write, entry by entry, before it is posted."""

from collections.abc import Callable

from backend_client.messages.receipt import PostingReceipt
from screens.entries import entry_rows, titles
from screens.frame import BLANK
from screens.language.text import _
from screens.supervising.work import Sure, Words, WorkWanted, asks


def entries_asked(title: Callable[[], str], receipt: PostingReceipt, work: WorkWanted) -> Sure:
    """Ask whether these entries are posted; the receipt is that of a preview."""
    words = Words(
        title=title,
        where=lambda: _("not posted yet"),
        message=lambda: asks(
            _("Post this?"),
            _("These entries would be written; times in the center's unit."),
        ),
    )
    return Sure(words, lambda: (titles(receipt, in_hours=False), BLANK, *entry_rows(receipt, None)), work)
