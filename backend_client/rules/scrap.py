"""Several reasons of scrap in one entry.

What has the same reason is one part; a part of nothing is left out. 3 pieces scrapped, 2 dented and 1 scratched:

    scrap_parts("DENT", 1, [("SCRATCH", 1), ("DENT", 1)])  ->  DENT 2, SCRATCH 1

The first part stands in the capacity ledger entry of the output itself, each other one in an entry of its own. A
plant may want a reason with all scrap.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import ZERO


class ScrapPart(NamedTuple):
    """A quantity scrapped for one reason, in the item's base unit; "" = no reason given."""

    scrap_code: str
    quantity: Decimal


def scrap_parts(
    scrap_code: str, quantity: Decimal, further: Iterable[tuple[str, Decimal]] = ()
) -> tuple[ScrapPart, ...]:
    """Answer what was scrapped for each reason, in the order in which the reasons were given."""
    sums: dict[str, Decimal] = {}
    for code, part in ((scrap_code, quantity), *further):
        if part:
            sums[code] = sums.get(code, ZERO) + part
    return tuple(ScrapPart(code, part) for code, part in sums.items() if part)


def scrap_refused(parts: Iterable[ScrapPart], *, code_mandatory: bool) -> Refused | None:
    """Refuse scrap without a reason where the plant wants one."""
    if code_mandatory and any(not part.scrap_code for part in parts):
        return Refused(code=RefusalCode.SCRAP_CODE_REQUIRED, facts={"field": "scrap_code"})
    return None
