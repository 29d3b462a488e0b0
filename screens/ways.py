"""Where the loop of a terminal leads that only the journey knows: what is the same on all screens."""

from abc import ABC, abstractmethod

from backend_client.barcode.events import Job
from screens.base import Outcome


class Ways(ABC):
    """What the loop asks of the journey."""

    @abstractmethod
    async def follow(self, outcome: Outcome) -> None:
        """Do what an outcome asks for."""

    @abstractmethod
    def help(self) -> None:
        """Explain the screen on top."""

    @abstractmethod
    def menu(self) -> None:
        """Offer everything reachable."""

    @abstractmethod
    async def rest(self, seconds: float) -> bool:
        """Take it that nothing was scanned or pressed for so long; answers whether that ended the session."""

    @abstractmethod
    async def renew(self) -> None:
        """Ask again for what the screen on top shows."""

    @abstractmethod
    async def line_changed(self) -> None:
        """Ask again for what could not be told; something was kept, sent, or the line is another."""

    @abstractmethod
    async def show_load(self, no: str) -> None:
        """Open the load board on a center."""

    @abstractmethod
    async def ask_undo(self) -> None:
        """Ask before a posting is taken back."""

    @abstractmethod
    async def ask_hand_over(self) -> None:
        """Ask who takes over."""

    @abstractmethod
    async def show_my_hours(self) -> None:
        """Show what the clocks counted for whoever is signed on."""

    @abstractmethod
    async def show_notes(self) -> None:
        """Show what should be known about the job and the station."""

    @abstractmethod
    async def show_call(self) -> None:
        """Show whom to call for help."""

    @abstractmethod
    async def look_for_calls(self) -> None:
        """Say once what was answered to this station, and what others call for."""

    @abstractmethod
    async def sign_off(self) -> None:
        """End the session."""

    @abstractmethod
    async def leave_for(self, to: Job | None) -> None:
        """Ask before an entry that is open is left, for a job or to sign off."""

    @abstractmethod
    def drop_draft(self) -> bool:
        """Clear what is entered; False where nothing is."""
