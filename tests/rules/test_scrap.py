"""Several reasons of scrap in one entry."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from backend_client.refusals import RefusalCode
from backend_client.rules.scrap import ScrapPart, scrap_parts, scrap_refused

QUANTITIES = st.decimals(min_value=-99, max_value=99, places=5)
REASONS = st.lists(st.tuples(st.sampled_from(["", "DENT", "SCRATCH"]), QUANTITIES), max_size=6)


def test_each_reason_is_one_part() -> None:
    """Dented 1 and 1 and scratched 1 are two parts: dented 2, scratched 1."""
    further = [("SCRATCH", Decimal(1)), ("DENT", Decimal(1))]
    assert scrap_parts("DENT", Decimal(1), further) == (
        ScrapPart("DENT", Decimal(2)),
        ScrapPart("SCRATCH", Decimal(1)),
    )


def test_nothing_scrapped_is_no_part() -> None:
    """A reason without a quantity, and one that is taken back in the same entry, leave nothing."""
    assert scrap_parts("DENT", Decimal(0)) == ()
    assert scrap_parts("DENT", Decimal(2), [("DENT", Decimal(-2))]) == ()


def test_scrap_moved_from_one_reason_to_another_stays_two_parts() -> None:
    """2 dented were scratched in truth: -2 and + 2, together nothing, but each reason is put right."""
    parts = scrap_parts("DENT", Decimal(-2), [("SCRATCH", Decimal(2))])
    assert parts == (ScrapPart("DENT", Decimal(-2)), ScrapPart("SCRATCH", Decimal(2)))


@given(code=st.sampled_from(["", "DENT"]), quantity=QUANTITIES, further=REASONS)
def test_parts_sum_to_what_was_entered(
    code: str, quantity: Decimal, further: list[tuple[str, Decimal]]
) -> None:
    """However the reasons are mixed, the parts are the whole, and no reason stands twice."""
    parts = scrap_parts(code, quantity, further)
    assert sum(part.quantity for part in parts) == quantity + sum(part for _, part in further)
    assert len({part.scrap_code for part in parts}) == len(parts)


def test_a_plant_may_want_a_reason_with_all_scrap() -> None:
    """Scrap without a reason is refused there, and only there; no scrap needs none."""
    without = scrap_parts("", Decimal(1))
    assert scrap_refused(without, code_mandatory=False) is None
    assert scrap_refused((), code_mandatory=True) is None
    refused = scrap_refused(without, code_mandatory=True)
    assert refused is not None
    assert refused.code is RefusalCode.SCRAP_CODE_REQUIRED
