"""What a request decides about, so that others may be decided beside it (PostgreSQL).

    output of operation 20 of order A     A, the components linked to 20, and what A makes where 20 is the last
    consumption of item X for order A     A and X
    a journal of A and B                  A, B, and every item of both
    everything else                       the whole plant

A request that a supervisor approves or its person signs holds the whole plant: guesses of a PIN are counted one by one.
"""

from collections.abc import Iterable

from backend_client.engine.output_line import output_asked
from backend_client.messages.base import Request
from backend_client.messages.journals import PostConsumptionRequest, PostJournalRequest
from backend_client.messages.postings import PostCapacityRequest, PostOutputRequest
from backend_client.store.queries.output_facts import foreseen_of_output
from backend_client.store.scope import Moves, Scope

ORDERS_MAX = 50
"""Orders of one journal that are locked one by one; a longer one holds the plant."""


def scope_of(request: Request[object]) -> Scope | None:
    """Answer what a request decides about; None is the whole plant."""
    if request.approval is not None or request.signature is not None:
        return None
    if isinstance(request, PostOutputRequest):
        return Scope(
            (request.order_no,),
            request.operation_no,
            _named([request.item_no]),
            moves=Moves.OPERATION,
            foreseen=foreseen_of_output(output_asked(request)),
        )
    if isinstance(request, PostConsumptionRequest):
        return _consumed(request)
    if isinstance(request, PostCapacityRequest):
        return Scope((), moves=Moves.NAMED)
    if isinstance(request, PostJournalRequest):
        orders = _named(line.order_no for line in request.lines)
        items = _named(line.item_no for line in request.lines)
        return Scope(orders, items=items) if len(orders) <= ORDERS_MAX else None
    return None


def _consumed(request: PostConsumptionRequest) -> Scope:
    items = _named([request.item_no])
    return Scope((request.order_no,), items=items, moves=Moves.NAMED if items else Moves.ALL)


def _named(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(numbers) - {""}))
