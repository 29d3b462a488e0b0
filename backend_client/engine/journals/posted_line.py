"""What became of one line of a journal that was added to the books."""

from dataclasses import dataclass

from backend_client.terms import Confirmation, Warned


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedLine:
    """The line is in the books; `confirmations` must be given before they are written."""

    confirmations: tuple[Confirmation, ...] = ()
    warnings: tuple[Warned, ...] = ()
