"""A field out of its bounds is refused by name before anything else happens."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from backend_client.messages.bounds import not_postable, out_of_bounds
from backend_client.messages.order_lists import ProductionOrdersQuestion
from backend_client.messages.planning import ChangeMasterDataRequest
from backend_client.messages.postings import PostOutputRequest
from backend_client.refusals import RefusalCode

GOOD = PostOutputRequest(request_id="r1", order_no="101002", output_quantity=Decimal("1.50000"))


def test_what_fits_passes() -> None:
    """Five decimals and nine digits are taken."""
    assert out_of_bounds(GOOD) is None
    assert out_of_bounds(replace(GOOD, output_quantity=Decimal("999999999.99999"))) is None


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("output_quantity", Decimal(1000000000), RefusalCode.QUANTITY_OUT_OF_RANGE),
        ("output_quantity", Decimal("NaN"), RefusalCode.QUANTITY_OUT_OF_RANGE),
        ("output_quantity", Decimal("-Infinity"), RefusalCode.QUANTITY_OUT_OF_RANGE),
        ("run_time", Decimal("1E+20"), RefusalCode.TIME_OUT_OF_RANGE),
        ("scrap_quantity", Decimal("0.000001"), RefusalCode.REQUEST_MALFORMED),
        ("order_no", "x" * 129, RefusalCode.REQUEST_MALFORMED),
        ("order_no", "a\x1b[2J", RefusalCode.REQUEST_MALFORMED),
        ("lot_no", "a\u2028b", RefusalCode.REQUEST_MALFORMED),
        ("scrap_code", "\x00", RefusalCode.REQUEST_MALFORMED),
        ("document_no", "x" * 21, RefusalCode.REQUEST_MALFORMED),
        ("lot_no", "x" * 51, RefusalCode.REQUEST_MALFORMED),
        ("person_no", "x" * 21, RefusalCode.REQUEST_MALFORMED),
        ("terminal_id", "x" * 65, RefusalCode.REQUEST_MALFORMED),
        ("order_line_no", 2**31, RefusalCode.REQUEST_MALFORMED),
        ("applies_to_entry", 2**63, RefusalCode.REQUEST_MALFORMED),
    ],
)
def test_what_does_not_fit_is_refused_by_name(field: str, value: object, code: RefusalCode) -> None:
    """The refusal names the field."""
    refused = out_of_bounds(replace(GOOD, **{field: value}))
    assert refused is not None
    assert refused.code is code
    assert refused.facts["field"] == field


def test_the_values_of_a_mapping_are_bounded_too() -> None:
    """A control character inside a change of master data is found."""
    request = ChangeMasterDataRequest(
        request_id="r1", table="items", key={"no": "P"}, values={"description": "\x9b31m"}
    )
    refused = out_of_bounds(request)
    assert refused is not None
    assert refused.facts["field"] == "values"


def test_a_moment_without_offset_is_none() -> None:
    """When it was entered is a moment everywhere, or it is refused by name; so is a request without an id."""
    named = {"recorded_at": datetime(2026, 3, 2, 12), "request_id": ""}
    for field, value in named.items():
        refused = not_postable(replace(GOOD, **{field: value}))
        assert refused is not None
        assert refused.facts["field"] == field
    assert not_postable(replace(GOOD, recorded_at=datetime(2026, 3, 2, 12, tzinfo=UTC))) is None


def test_a_page_has_no_negative_number_of_rows() -> None:
    """0 and a thousand are fine: a page has at most what it may have."""
    assert out_of_bounds(ProductionOrdersQuestion(most=1000)) is None
    refused = out_of_bounds(ProductionOrdersQuestion(most=-1))
    assert refused is not None
    assert refused.facts["field"] == "most"
