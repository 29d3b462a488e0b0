"""Nobody leaves the terminal: attempts over a real sshd, each of which succeeds on an ordinary account."""

from pathlib import Path

import pytest

from tests.deployment.attempts import NOT_SCREENS, a_password, tunnel
from tests.deployment.plant_machine import PlantMachine

ONLY_REFUSED = {"a network interface (-w)": tunnel, "a password": a_password}


def mark_of(machine: PlantMachine, name: str, account: str) -> Path:
    """Answer a file that is not there yet."""
    return machine.marks / f"{account}-{''.join(letter for letter in name if letter.isalnum())}"


@pytest.mark.parametrize("name", NOT_SCREENS | ONLY_REFUSED)
def test_it_fails_at_the_terminal(machine: PlantMachine, name: str) -> None:
    """It leaves nothing behind, reaches nothing and brings nothing back."""
    attempt = (NOT_SCREENS | ONLY_REFUSED)[name]
    assert not attempt(machine, "kiosk", mark_of(machine, name, "kiosk"))


@pytest.mark.parametrize("name", NOT_SCREENS)
def test_it_works_on_an_ordinary_account(machine: PlantMachine, name: str) -> None:
    """The attempt is a real one: without the shipped block it does what it is meant to."""
    assert NOT_SCREENS[name](machine, "worker", mark_of(machine, name, "worker"))
