"""The operations of a routing that may be used on a day: those of its version in use, in the order they are done."""

from collections.abc import Sequence
from datetime import date

from backend_client.engine.order_boms import version_of
from backend_client.limits import OPERATIONS_MAX
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.routing_lines import OperationLink, chain
from backend_client.store.rows import Row
from backend_client.terms import RoutingType


def certified_operations(
    routing_no: str, head: Row | None, versions: Sequence[Row], lines: Sequence[Row], on: date
) -> tuple[str, list[tuple[Row, OperationLink]]] | Refused:
    """Answer the version of a routing to use on a day, and its operations in the order they are done.

    versions, lines  of this routing; the lines of all versions
    Refusals: not-certified.
    """
    if head is None:
        return Refused(code=RefusalCode.NOT_CERTIFIED, facts={"no": routing_no})
    version = version_of(head, versions, on)
    if isinstance(version, Refused):
        return version
    routing_type = next((row["type"] for row in versions if row["version_code"] == version), head["type"])
    chosen = {row["operation_no"]: row for row in lines if row["version_code"] == version}
    links = chained(routing_no, routing_type, chosen)
    return links if isinstance(links, Refused) else (version, links)


def chained(
    routing_no: str, routing_type: RoutingType, chosen: dict[str, Row]
) -> list[tuple[Row, OperationLink]] | Refused:
    """Put operations in the order they are done; `chosen` by operation number. Refusals: not-certified."""
    if len(chosen) > OPERATIONS_MAX:
        facts = {"no": routing_no, "reason": "too_many_operations", "most": str(OPERATIONS_MAX)}
        return Refused(code=RefusalCode.NOT_CERTIFIED, facts=facts)
    links = chain(routing_type, {no: row["next_operation_no"] for no, row in chosen.items()})
    if isinstance(links, Refused):
        return Refused(code=links.code, facts={**links.facts, "no": routing_no})
    return [(chosen[each.operation_no], each) for each in links]
