"""Which machine, which terminal, which file: so that a copied outbox is not sent a second time.

A copy of the file lies at another place of the disk (inode). A disk put into another computer, or cloned to one, has
the first one's machine id, but none of its network interfaces. Docks and adapters come and go, so one interface in
common is enough; a machine without any is not told apart by them.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

MACHINE_ID = Path("/etc/machine-id")
INTERFACES = Path("/sys/class/net")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The machine and the terminal that an outbox belongs to.

    machine   fingerprint of the machine's own id, "" where it has none
    hardware  fingerprints of its network interfaces
    """

    terminal_id: str
    machine: str = ""
    hardware: frozenset[str] = frozenset()

    def differs_from(self, kept: "Identity") -> str:
        """Answer in what this machine differs from the one that a file was made on, "" where it is the same."""
        if self.terminal_id != kept.terminal_id:
            return f"it belongs to terminal {kept.terminal_id}"
        if self.machine != kept.machine:
            return "it was made on another machine"
        if self.hardware and kept.hardware and not self.hardware & kept.hardware:
            return "it was made on a machine with other network interfaces"
        return ""


def this_machine(terminal_id: str) -> Identity:
    """Read what this machine is; nothing of it is kept but its fingerprint."""
    try:
        machine = fingerprint(MACHINE_ID.read_text("ascii").strip())
    except (OSError, ValueError):
        machine = ""
    return Identity(terminal_id=terminal_id, machine=machine, hardware=frozenset(_interfaces()))


def fingerprint(text: str) -> str:
    """Answer a short fingerprint."""
    return hashlib.sha256(f"kiosk outbox {text}".encode()).hexdigest()[:32]


def _interfaces() -> set[str]:
    found = set()
    for address in INTERFACES.glob("*/address"):
        if not (address.parent / "device").exists():  # a bridge or a tunnel
            continue
        try:
            found.add(fingerprint(address.read_text("ascii").strip()))
        except (OSError, ValueError):
            continue
    return found
