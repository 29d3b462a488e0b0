"""What the program needs at run time, out of requirements.lock: version, hashes, licence.

The lock also holds what tests and checks need. What the wheel asks for with [server,postgresql], and what that asks for
in turn, is read from the packages installed here; the versions are the lock's.
"""

import re
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

EXTRAS = ("server", "postgresql")
_LOCKED = re.compile(
    r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ \\]+) \\\n((?:    --hash=\S+(?: \\)?\n)+)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Part:
    """One package: as the lock has it, and under which licence it stands."""

    name: str
    version: str
    locked: str
    licence: str


def runtime_parts(lock: Path) -> list[Part]:
    """Answer the packages of a server, which are all that any machine of a plant has, by name."""
    found = {canonicalize_name(match[1]): match for match in _LOCKED.finditer(lock.read_text("utf-8"))}
    parts = []
    for name in sorted(_needed()):
        match = found[name]
        licence = licence_of(distribution(name))
        parts.append(Part(name, match[2], match[0].rstrip(), licence))
    return parts


def _needed() -> set[str]:
    seen: set[tuple[str, str]] = set()
    waiting = [("kiosk", extra) for extra in ("", *EXTRAS)]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for text in distribution(name).requires or ():
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                below = canonicalize_name(requirement.name)
                waiting += [(below, each) for each in ("", *requirement.extras)]
    return {canonicalize_name(name) for name, _extra in seen} - {"kiosk"}


def licence_of(package: Distribution) -> str:
    """Answer what a package says of its licence: its expression, its classifiers, or its words."""
    told = package.metadata
    classified = [
        line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::")
    ]
    words = (told.get("License") or "").strip().splitlines()[:1]
    return told.get("License-Expression") or ", ".join(classified) or ", ".join(words) or "not told"
