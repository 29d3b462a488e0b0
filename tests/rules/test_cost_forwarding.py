"""What goes out costs what came in, each entry by what it took."""

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.cost_forwarding import (
    InboundCost,
    Revaluation,
    Taken,
    outbound_cost,
    returned_costs,
    taken_cost,
)


def test_what_is_taken_costs_its_share_to_the_cent():
    """10.00 for 3, taken one by one: 3.33 each; the cent that is left is nobody's yet."""
    assert taken_cost(Taken(1, D(1), 5), InboundCost(D(3), D(10))) == D("3.33")


def test_an_entry_costs_what_it_took_from_each():
    """30 at 2.00 and 12 of 50 at 2.40: - 60.00 - 28.80."""
    taken = [
        (Taken(1, D(30), 5), InboundCost(D(30), D(60))),
        (Taken(2, D(12), 5), InboundCost(D(50), D(120))),
    ]
    assert outbound_cost(D(-42), D(-90), taken) == D("-88.80")


def test_what_nothing_covers_keeps_its_provisional_cost():
    """10 were posted at - 30.00, 4 are covered at 5.00 each: - 20.00 - 18.00."""
    assert outbound_cost(D(-10), D(-30), [(Taken(1, D(4), 5), InboundCost(D(4), D(20)))]) == D(-38)
    assert outbound_cost(D(-10), D(-30), []) == D(-30)


def test_a_revaluation_is_of_what_was_taken_after_it():
    """10 at 1.00, the last 6 revalued to 2.00 by register 7: what register 6 took costs 1.00, register 8's 2.00."""
    inbound = InboundCost(D(10), D(10), (Revaluation(7, D(6), D(6)),))
    assert taken_cost(Taken(1, D(4), 6), inbound) == D(4)
    assert taken_cost(Taken(1, D(6), 8), inbound) == D(12)
    assert inbound.total == D(16)


def test_returns_come_back_at_the_cost_they_went_out_at():
    """7 went out at - 10.00; 3 and 4 come back: 4.29 and 5.71, nothing is left."""
    assert returned_costs(D(-7), D(-10), [D(3), D(4)]) == [D("4.29"), D("5.71")]


@given(
    st.decimals(1, 1_000, places=5),
    st.decimals(0, 10_000, places=2),
    st.lists(st.integers(1, 100), min_size=1, max_size=6),
)
def test_what_is_returned_whole_comes_back_whole(quantity, cost, weights):
    """However it comes back, all of it costs what it went out at."""
    parts = [(quantity * weight / sum(weights)).quantize(D("0.00001")) for weight in weights]
    parts[-1] += quantity - sum(parts)
    if all(part > 0 for part in parts):
        assert sum(returned_costs(-quantity, -cost, parts)) == cost
