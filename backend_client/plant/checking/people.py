"""People and their badges; and numbers that a scanner would take for one of our own bar codes."""

import re

from backend_client.barcode.k1 import looks_like_k1
from backend_client.plant.faults import Faults
from backend_client.plant.report import PlantErrorCode
from backend_client.plant.rows import PlantRows

BADGE_TOKEN = re.compile(r"[0-9BCDEFGHJKNPRSTV]{10}", re.ASCII)
SCANNED = {
    "items": "no",
    "production_orders": "no",
    "work_centers": "no",
    "machine_centers": "no",
    "scrap_codes": "code",
    "stop_codes": "code",
}


def check_people(plant: PlantRows, faults: Faults) -> None:
    """A badge token has ten characters of the badge alphabet, is no number of a person, and is given once."""
    tokens: dict[str, int] = {}
    numbers = {person.text("no") for person in plant.of("people")}
    for person in plant.of("people"):
        token = person.text("badge_token")
        if not BADGE_TOKEN.fullmatch(token) or token in numbers:
            faults.at(
                person, PlantErrorCode.BADGE_WRONG, "badge_token", expected=BADGE_TOKEN.pattern, found="*"
            )
        elif token in tokens:
            expected = f"<> {tokens[token]}"
            faults.at(person, PlantErrorCode.BADGE_TWICE, "badge_token", expected=expected, found="*")
        tokens.setdefault(token, person.line)


def check_numbers(plant: PlantRows, faults: Faults) -> None:
    """Warn of a number with the shape of a K1 code: it can be typed nowhere and scanned nowhere as itself."""
    for table, column in SCANNED.items():
        for row in plant.of(table):
            if looks_like_k1(row.text(column)):
                faults.warn(row, PlantErrorCode.LOOKS_LIKE_BARCODE, column, expected="<> K1")
