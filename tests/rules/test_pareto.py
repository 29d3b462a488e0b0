"""A Pareto: the largest cause first, and what it comes to with those before it."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.pareto import pareto

LOSSES = st.dictionaries(st.text("ABCDEF", max_size=3), st.decimals(-50, 1_000, places=2), max_size=8)


def test_dents_are_most_and_with_scratches_nearly_all():
    found = pareto([("WIRING", Decimal(2)), ("DENT", Decimal(12)), ("SCRATCH", Decimal(6))])
    assert [(each.key, str(each.share_pct), str(each.cumulated_pct)) for each in found] == [
        ("DENT", "60.0", "60.0"),
        ("SCRATCH", "30.0", "90.0"),
        ("WIRING", "10.0", "100.0"),
    ]


def test_what_was_taken_back_is_no_cause():
    assert [each.key for each in pareto([("A", Decimal(0)), ("B", Decimal(-1)), ("C", Decimal(1))])] == ["C"]


def test_equal_causes_stand_in_order_of_their_code():
    assert [each.key for each in pareto([("B", Decimal(1)), ("A", Decimal(1))])] == ["A", "B"]


@given(LOSSES)
def test_causes_fall_their_sum_rises_and_ends_at_a_hundred(losses):
    found = pareto(losses.items())
    assert {each.key: each.loss for each in found} == {key: loss for key, loss in losses.items() if loss > 0}
    assert [each.loss for each in found] == sorted((each.loss for each in found), reverse=True)
    cumulated = [each.cumulated_pct for each in found]
    assert cumulated == sorted(cumulated)
    assert cumulated[-1:] in ([], [Decimal("100.0")])
