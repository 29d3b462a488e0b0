"""What can be wrong with an outbox file; each stops the terminal from taking postings until somebody looks.

OutboxTrouble
+-- OutboxDamaged   its pages or rows contradict each other, or it was emptied; it stays as it was found
+-- OutboxMissing   there was one, and it is gone
+-- OutboxCopied    it is a copy, or belongs to another terminal: two must never send the same postings
+-- OutboxInUse     another process on this machine has it open
+-- OutboxUnsafe    others can read it, or it would lose postings at a power cut
+-- OutboxNewer     a newer version of this program wrote it
+-- OutboxUnusable  the disk refuses
"""

from pathlib import Path

from backend_client.client import BackendError


class OutboxTrouble(BackendError):  # noqa: N818 -- named by what it is, as the others are
    """The outbox can't be used; `file` is where it lies, the text is for an administrator."""

    def __init__(self, file: Path, text: str) -> None:
        """Keep both."""
        super().__init__(f"{file}: {text}")
        self.file = file


class OutboxDamaged(OutboxTrouble):
    """Pages or rows that contradict each other; nothing of it was changed."""


class OutboxMissing(OutboxTrouble):
    """The file is gone, though it was there: postings may be lost with it."""


class OutboxCopied(OutboxTrouble):
    """A copy, or another terminal's."""


class OutboxInUse(OutboxTrouble):
    """Another process on this machine has it open."""


class OutboxUnsafe(OutboxTrouble):
    """It would not keep what it is given, or not for itself."""


class OutboxNewer(OutboxTrouble):
    """Written by a newer version of this program."""


class OutboxUnusable(OutboxTrouble):
    """The disk refuses to give it or to write it."""
