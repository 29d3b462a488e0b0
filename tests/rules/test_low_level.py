"""The order in which produced items are worked out."""

from hypothesis import given
from hypothesis import strategies as st

from backend_client.limits import BOM_LEVELS_MAX
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.low_level import lowest_first


def circular(components: dict[str, list[str]]) -> str:
    """Answer the item that a circle is refused with."""
    refused = lowest_first(components)
    assert isinstance(refused, Refused), refused
    assert refused.code is RefusalCode.BOM_CIRCULAR
    return refused.facts["item_no"]


def test_legs_come_before_tables() -> None:
    """A leg is in a table and in a stool: it is worked out once, before both."""
    table = {"TABLE": ["LEG", "TOP"], "STOOL": ["LEG"], "TOP": [], "LEG": []}
    assert lowest_first(table) == ("LEG", "TOP", "STOOL", "TABLE")
    assert lowest_first({}) == ()


def test_a_circle_is_refused() -> None:
    """An item of itself, and two of each other."""
    assert circular({"A": ["A"]}) == "A"
    assert circular({"C": ["B"], "B": ["C"], "A": ["B"]}) == "B"


def test_fifty_levels_are_enough() -> None:
    """A chain of 50 is worked out, one of 51 is not."""
    chain = {f"{level:03}": [f"{level + 1:03}"] for level in range(BOM_LEVELS_MAX - 1)}
    last = f"{BOM_LEVELS_MAX - 1:03}"
    assert lowest_first({**chain, last: []}) == tuple(sorted([*chain, last], reverse=True))
    assert circular({**chain, last: ["999"], "999": []}) == "000"


@given(st.lists(st.sets(st.integers(0, 11)), max_size=12))
def test_every_item_comes_after_its_components(below: list[set[int]]) -> None:
    """Whatever the structure: all items, each once, none before what it is made of."""
    components = {f"{no:02}": [f"{each:02}" for each in found if each < no] for no, found in enumerate(below)}
    ordered = lowest_first(components)
    assert not isinstance(ordered, Refused)
    assert sorted(ordered) == sorted(components)
    place = {no: at for at, no in enumerate(ordered)}
    assert all(place[below] < place[no] for no, found in components.items() for below in found)
