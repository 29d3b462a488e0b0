"""Lowest first: in which order produced items are worked out, so that each finds its components done.

A table is made of a top and legs, a leg of wood that is bought: legs and tops come before tables. An item that is
made of itself, however indirectly, or that lies deeper than 50 levels can't be worked out.
"""

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter

from backend_client.limits import BOM_LEVELS_MAX
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode


def lowest_first(components: Mapping[str, Collection[str]]) -> tuple[str, ...] | Refused:
    """Order produced items; `components` are those of them that each one is made of.

    >>> lowest_first({"TABLE": ["LEG", "TOP"], "LEG": [], "TOP": []})
    ('LEG', 'TOP', 'TABLE')

    Refusals: bom-circular.
    """
    ordered = {no: sorted(components[no]) for no in sorted(components)}
    try:
        nos = tuple(TopologicalSorter(ordered).static_order())
    except CycleError as circle:
        return Refused(code=RefusalCode.BOM_CIRCULAR, facts={"item_no": min(circle.args[1])})
    depth: dict[str, int] = {}
    for no in nos:
        depth[no] = 1 + max((depth[below] for below in ordered.get(no, ())), default=0)
        if depth[no] > BOM_LEVELS_MAX:
            return Refused(code=RefusalCode.BOM_CIRCULAR, facts={"item_no": no})
    return nos
