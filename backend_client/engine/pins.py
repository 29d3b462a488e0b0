"""PINs as they are kept: argon2id over an HMAC with the plant's pepper, which no database holds.

Six digits are a million tries. Who has the database alone can try none of them, since the pepper is missing; who has
both still pays 19 MiB and some 40 ms for each. The person's number goes in too, so a hash moved to another person fits
nobody. Parameters: OWASP Password Storage Cheat Sheet, argon2id, m = 19 MiB, t = 2, p = 1.

    pepper file   32 random bytes as 64 hexadecimal digits, readable by its owner only
"""

import hmac
import os
import stat
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from backend_client.rules.pins import could_be_pin
from backend_client.store.trouble import DatabaseUnsafe, Problem

MEMORY_KIB, PASSES, LANES = 19_456, 2, 1
AT_ONCE = 2  # of one process: whoever floods it with PINs takes two processors and 38 MiB, not all there are
PEPPER_BYTES = 32
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$J1BfqZVY6o43KSUCYaEm5A$mSsaPo28ZHdKnH1JPR3xeHuUzu9j2SCrix0QGUIl0j4"
"""A hash that no PIN has; compared with where there is nobody, or nobody's PIN, so that this takes as long."""


class Pins:
    """Hashes and compares PINs; without a pepper it can do neither.

    computed  how many hashes were computed so far
    """

    def __init__(self, pepper: bytes = b"") -> None:
        """Keep the pepper."""
        self._pepper = pepper
        self._free = BoundedSemaphore(AT_ONCE)
        self._hasher: Any = None
        self.computed = 0

    @property
    def ready(self) -> bool:
        """Whether there is a pepper."""
        return bool(self._pepper)

    def hashed(self, person_no: str, pin: str) -> str:
        """Answer the hash to keep of a person's PIN."""
        with self._free:
            self.computed += 1
            text: str = self._argon2().hash(self._peppered(person_no, pin))
            return text

    def fits(self, person_no: str, pin: str, pin_hash: str) -> bool:
        """Say whether a PIN is the one of a hash; a text that can't be a PIN costs nothing, whoever is meant."""
        from argon2.exceptions import InvalidHashError, VerifyMismatchError  # noqa: PLC0415 -- only with a PIN

        if not could_be_pin(pin):
            return False
        with self._free:
            self.computed += 1
            try:
                self._argon2().verify(pin_hash or NOBODYS, self._peppered(person_no, pin))
            except (VerifyMismatchError, InvalidHashError):
                return False
        return bool(pin_hash)

    def _argon2(self) -> Any:
        if self._hasher is None:
            from argon2 import PasswordHasher  # noqa: PLC0415 -- most starts compare no PIN

            self._hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)
        return self._hasher

    def _peppered(self, person_no: str, pin: str) -> bytes:
        assert self._pepper, "a PIN without a pepper"
        return hmac.digest(self._pepper, f"{person_no}\0{pin}".encode(), "sha256")


class ComparedPins:
    """The PINs of one request: each is compared once, before the ledgers are locked, and looked up from then on."""

    def __init__(self, pins: Pins) -> None:
        """Begin with none."""
        self.pins = pins
        self._known: dict[tuple[str, str, str], bool] = {}

    def fits(self, person_no: str, pin: str, pin_hash: str) -> bool:
        """Say whether a PIN fits."""
        key = (person_no, pin, pin_hash)
        if key not in self._known:
            self._known[key] = self.pins.fits(*key)
        return self._known[key]


def pins_of(file: str) -> Pins:
    """Read the pepper of a file; "" is none. Raises DatabaseUnsafe where the file can't be used or is not its owner's alone."""
    if not file:
        return Pins()
    try:
        opened = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise DatabaseUnsafe(f"{file}: {error.strerror}", Problem.PEPPER) from error
    try:
        about = os.fstat(opened)
        if not stat.S_ISREG(about.st_mode) or about.st_mode & 0o077:
            raise DatabaseUnsafe(f"{file}: 0600", Problem.PEPPER)
        text = os.read(opened, 2 * PEPPER_BYTES + 2).strip()
    finally:
        os.close(opened)
    try:
        value = bytes.fromhex(text.decode("ascii"))
    except ValueError as error:
        raise DatabaseUnsafe(f"{file}: 0-9 a-f", Problem.PEPPER) from error
    if len(value) != PEPPER_BYTES:
        raise DatabaseUnsafe(f"{file}: {PEPPER_BYTES} bytes", Problem.PEPPER)
    return Pins(value)


def make_pepper(file: Path) -> None:
    """Write a new pepper; raises FileExistsError where there is one: another one would make every PIN wrong."""
    made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(made, "w", encoding="ascii") as pepper:
        pepper.write(os.urandom(PEPPER_BYTES).hex() + "\n")
        pepper.flush()
        os.fsync(pepper.fileno())
