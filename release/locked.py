"""What the program needs at run time, out of requirements.lock: version, hashes, licence.

The lock also holds what tests and checks need. What a server asks for is in pyproject.toml, what that asks for in turn
is read from the packages installed here; the versions are the lock's.
"""

import re
import tomllib
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

EXTRAS = ("server", "postgresql")
TOLD_ELSEWHERE = {"pysqlite3": "Zlib"}
"""Licences that stand in the sources of a package, not in what is installed of it."""
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


def runtime_parts(lock: Path, project: Path) -> list[Part]:
    """Answer the packages of a server, which are all that any machine of a plant has, by name."""
    found = {canonicalize_name(match[1]): match for match in _LOCKED.finditer(lock.read_text("utf-8"))}
    parts = []
    for name in sorted(_needed(project)):
        match = found[name]
        licence = licence_of(distribution(name))
        parts.append(Part(name, match[2], match[0].rstrip(), licence))
    return parts


def _needed(project: Path) -> set[str]:
    """Answer the names of all packages that a server asks for, directly or not."""
    told = tomllib.loads(project.read_text("utf-8"))["project"]
    asked = told["dependencies"] + [text for extra in EXTRAS for text in told["optional-dependencies"][extra]]
    seen: set[tuple[str, str]] = set()
    waiting = [(text, "") for text in asked]
    while waiting:
        text, extra = waiting.pop()
        requirement = Requirement(text)
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        for below in ({""} | requirement.extras) - {known for one, known in seen if one == name}:
            seen.add((name, below))
            waiting += [(each, below) for each in distribution(name).requires or ()]
    return {name for name, _extra in seen}


def licence_of(package: Distribution) -> str:
    """Answer what a package says of its licence: its expression, its classifiers, or its words."""
    told = package.metadata
    classified = [
        line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::")
    ]
    words = (told.get("License") or "").strip().splitlines()[:1]
    return (
        told.get("License-Expression")
        or ", ".join(classified)
        or ", ".join(words)
        or TOLD_ELSEWHERE[package.name]
    )
