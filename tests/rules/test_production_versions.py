"""Versions: the certified one reached last, else the certified head."""

from datetime import date

import pytest

from backend_client.refusals import RefusalCode
from backend_client.rules.production_versions import Version, choose_version, own_or_items
from backend_client.terms import CertificationStatus

CERTIFIED, NEW = CertificationStatus.CERTIFIED, CertificationStatus.NEW
VERSIONS = [
    Version(version_code="01", starting_date=None, status=CERTIFIED),
    Version(version_code="02", starting_date=date(2026, 3, 1), status=CERTIFIED),
    Version(version_code="03", starting_date=date(2026, 4, 1), status=CERTIFIED),
    Version(version_code="04", starting_date=date(2026, 3, 5), status=NEW),
]


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2026, 2, 28), "01"),
        (date(2026, 3, 1), "02"),
        (date(2026, 3, 31), "02"),
        (date(2026, 4, 1), "03"),
    ],
)
def test_the_latest_certified_version_reached_is_used(on, code):
    assert choose_version("B", NEW, VERSIONS, on) == code


def test_without_a_usable_version_the_certified_head_is_used():
    assert choose_version("B", CERTIFIED, VERSIONS[2:], date(2026, 3, 9)) == ""


def test_neither_head_nor_version_certified_is_refused_by_name():
    refused = choose_version("B", NEW, VERSIONS[3:], date(2026, 3, 9))
    assert (refused.code, refused.facts) == (RefusalCode.NOT_CERTIFIED, {"no": "B", "status": "new"})


@pytest.mark.parametrize(
    ("unit", "item", "chosen"), [("S", "I", "S"), ("", "I", "I"), (None, "I", "I"), ("", "", "")]
)
def test_the_stockkeeping_unit_goes_before_the_item_where_it_says_something(unit, item, chosen):
    assert own_or_items(unit, item) == chosen
