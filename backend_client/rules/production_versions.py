"""Which BOM and routing an order line uses: the stockkeeping unit's before the item's, and which version.

The version is the certified one with the latest starting date that is not after the line's date; a version
without starting date counts as the earliest. Without such a version the head itself is used, if certified:

    versions 02 from 2027-07-01, line due 2026-11-20  ->  the head, version ""
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.terms import CertificationStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A dated version of a production BOM or a routing."""

    version_code: str
    starting_date: date | None
    status: CertificationStatus


def choose_version(
    no: str, head_status: CertificationStatus, versions: Iterable[Version], on: date
) -> str | Refused:
    """Answer the code of the version to use on a day, "" for the head.

    Refusals: not-certified when neither a version nor the head may be used.
    """
    usable = [
        version
        for version in versions
        if version.status is CertificationStatus.CERTIFIED
        and (version.starting_date is None or version.starting_date <= on)
    ]
    if usable:
        return max(usable, key=_age).version_code
    if head_status is not CertificationStatus.CERTIFIED:
        return Refused(code=RefusalCode.NOT_CERTIFIED, facts={"no": no, "status": head_status.value})
    return ""


def _age(version: Version) -> tuple[date, str]:
    return version.starting_date or date.min, version.version_code


def own_or_items(of_stockkeeping_unit: str | None, of_item: str) -> str:
    """Answer what the stockkeeping unit (item, location, variant) says, or else what the item says.

    >>> own_or_items("", "SP-SCM1006-BLACK")
    'SP-SCM1006-BLACK'
    """
    return of_stockkeeping_unit or of_item
