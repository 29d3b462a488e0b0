"""The bill of materials (CycloneDX 1.6, JSON), and the list of licences.

A part is named by its package URL, pkg:pypi/httpx@0.28.1, which scanners look up. The SQLite that pysqlite3 carries is
a part of its own, since faults in it are told by its version, not by the carrier's.
"""

import json
from datetime import UTC, datetime
from typing import Any

from pysqlite3 import sqlite_version

from release.locked import Part

SQLITE_LICENCE = "blessing"


def bill_of_materials(version: str, parts: list[Part], moment: int) -> str:
    """Write the bill of one release; `moment` is that of the commit, in seconds since 1970."""
    own = {
        "type": "application",
        "bom-ref": "kiosk",
        "name": "kiosk",
        "version": version,
        "purl": f"pkg:pypi/kiosk@{version}",
        "licenses": [{"license": {"id": "MIT"}}],
    }
    sqlite = {
        "type": "library",
        "bom-ref": "sqlite",
        "name": "sqlite",
        "version": sqlite_version,
        "cpe": f"cpe:2.3:a:sqlite:sqlite:{sqlite_version}:*:*:*:*:*:*:*",
        "licenses": [{"license": {"id": SQLITE_LICENCE}}],
    }
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": own,
        },
        "components": [*(_component(part) for part in parts), sqlite],
        "dependencies": [
            {"ref": "kiosk", "dependsOn": [_url(part) for part in parts]},
            {"ref": _url(next(part for part in parts if part.name == "pysqlite3")), "dependsOn": ["sqlite"]},
        ],
    }
    return json.dumps(bill, indent=2, ensure_ascii=False) + "\n"


def licences(parts: list[Part]) -> str:
    """Write the list of licences."""
    rows = [f"{part.name:<28}{part.version:<16}{part.licence}\n" for part in parts]
    return "".join([*rows, f"{'sqlite (in pysqlite3)':<28}{sqlite_version:<16}Public Domain\n"])


def _component(part: Part) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": _url(part),
        "name": part.name,
        "version": part.version,
        "purl": _url(part),
        "licenses": [{"license": {"name": part.licence}}],
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{part.name}/{part.version}/",
                "hashes": [{"alg": "SHA-256", "content": text} for text in _hashes(part)],
            }
        ],
    }


def _hashes(part: Part) -> list[str]:
    return [
        word.removeprefix("--hash=sha256:")
        for word in part.locked.split()
        if word.startswith("--hash=sha256:")
    ]


def _url(part: Part) -> str:
    return f"pkg:pypi/{part.name}@{part.version}"
