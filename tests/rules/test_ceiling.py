"""How many pieces an operation can have at hand."""

from decimal import Decimal

from backend_client.rules.ceiling import ceiling, operation_nos


def at_hand(output: int, scrap: int, *previous: int) -> Decimal:
    """Pieces at hand where 10 are expected."""
    return ceiling(
        expected_quantity=Decimal(10),
        output_quantity=Decimal(output),
        scrap_quantity=Decimal(scrap),
        output_of_previous=[Decimal(each) for each in previous],
    )


def test_the_first_operation_has_what_is_expected() -> None:
    """10 expected, 4 made: 6; more made than expected: none."""
    assert at_hand(4, 1) == 6
    assert at_hand(12, 0) == 0


def test_a_later_one_has_what_was_passed_on() -> None:
    """8 came, 3 are made and 1 is scrapped: 4."""
    assert at_hand(3, 1, 8) == 4
    assert at_hand(9, 0, 8) == 0


def test_where_branches_meet_the_least_counts() -> None:
    """8 from one and 5 from the other make 5 sets."""
    assert at_hand(0, 0, 8, 5) == 5


def test_several_operations_are_named_in_one_text() -> None:
    """A stroke stands between them."""
    assert operation_nos("20|30") == ("20", "30")
    assert operation_nos("") == ()
