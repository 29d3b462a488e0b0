"""The sums of the load board, and the bounds of what is allocated."""

from collections.abc import Iterator

from sqlalchemy import Connection, or_, select

from backend_client.messages.codec import decimal_text
from backend_client.store.rollup import NEEDS, ZERO, differences
from backend_client.store.verifying.finding import Finding, FindingCode, found_by


def load_findings(connection: Connection) -> Iterator[Finding]:
    """Answer each center's day whose sums differ, and each need that is allocated below zero or beyond it."""
    for difference in differences(connection):
        facts = {
            "type": str(difference.type),
            "no": difference.no,
            "date": difference.date.isoformat(),
            "capacity_effective": decimal_text(difference.capacity_effective),
            "allocated_time": decimal_text(difference.allocated_time),
        }
        yield Finding(FindingCode.LOAD_DIFFERS, facts)
    outside = select(
        NEEDS.c.order_no,
        NEEDS.c.routing_reference_no,
        NEEDS.c.operation_no,
        NEEDS.c.line_no,
        NEEDS.c.needed_time,
        NEEDS.c.allocated_time,
    ).where(or_(NEEDS.c.allocated_time < ZERO, NEEDS.c.allocated_time > NEEDS.c.needed_time))
    yield from found_by(connection, FindingCode.ALLOCATED_OUT_OF_RANGE, outside)
