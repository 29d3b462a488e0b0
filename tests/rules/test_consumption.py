"""Which component a consumed quantity belongs to."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.consumption import Component, Taken, allocate

quantities = st.decimals(min_value=-1000, max_value=1000, places=5)


def component(
    line_no: int = 10, expected: int | Decimal = 10, actual: int | Decimal = 0, remaining: int | None = None
) -> Component:
    """A component that expects 10."""
    left = Decimal(remaining) if remaining is not None else max(Decimal(expected) - actual, Decimal(0))
    return Component(
        line_no=line_no, expected_base=Decimal(expected), remaining_base=left, actual_base=Decimal(actual)
    )


def parts(quantity: int, *components: Component) -> list[tuple[int, Decimal, Decimal | None]]:
    """Allocate for a journal line that names component 10."""
    return [tuple(part) for part in allocate(Decimal(quantity), components, 10)]  # type: ignore[misc]


def test_a_part_of_the_expected_leaves_the_rest() -> None:
    """4 of 10: one entry, 6 remain."""
    assert parts(4, component()) == [(10, 4, 6)]


def test_what_goes_beyond_the_expected_is_an_entry_of_its_own() -> None:
    """12 of 10: entries of 10 and 2, nothing remains, and the second changes no remaining quantity."""
    assert parts(12, component()) == [(10, 10, 0), (10, 2, None)]


def test_a_used_up_component_takes_nothing_more() -> None:
    """All of a further 5 is beyond the expected."""
    assert parts(5, component(actual=10)) == [(10, 5, None)]


def test_two_components_of_an_item_fill_one_after_the_other() -> None:
    """15 for 10 and 10: the first takes 10, the second 5 and still wants 5."""
    assert parts(15, component(10), component(20)) == [(10, 10, 0), (20, 5, 5)]


def test_a_return_raises_what_remains() -> None:
    """5 brought back to an untouched component: 15 remain."""
    assert parts(-5, component()) == [(10, -5, 15)]


def test_nothing_is_no_entry() -> None:
    """A quantity of zero makes no entry."""
    assert parts(0, component()) == []


@given(quantities, st.lists(st.tuples(quantities, quantities), max_size=4))
def test_the_parts_make_the_whole(quantity: Decimal, figures: list[tuple[Decimal, Decimal]]) -> None:
    """Whatever the components expect and have had, nothing of the quantity is lost or doubled."""
    components = [component(number, *each) for number, each in enumerate(figures)]
    found: list[Taken] = allocate(quantity, components, 99)
    assert sum(part.quantity for part in found) == quantity
    assert all(part.quantity for part in found)


@given(
    st.decimals(min_value="0.00001", max_value=100, places=5),
    st.lists(st.decimals(min_value=-50, max_value=50, places=5), max_size=8),
)
def test_what_remains_is_what_is_expected_less_what_was_consumed(
    expected: Decimal, quantities: list[Decimal]
) -> None:
    """Consumed, over-consumed, returned, in any order: remaining = expected - actual, and never below zero."""
    actual, remaining = Decimal(0), expected
    for quantity in quantities:
        standing = Component(line_no=10, expected_base=expected, remaining_base=remaining, actual_base=actual)
        for part in allocate(quantity, [standing], 10):
            actual += part.quantity
            remaining = remaining if part.remaining_base is None else part.remaining_base
        assert remaining == max(expected - actual, Decimal(0))
