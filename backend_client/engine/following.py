"""What a plant wants to happen by itself after a posting: complete orders finished, costs adjusted.

Each is a request of its own, posted after the one it follows, in a register of its own: whatever becomes of it, what a
person posted stands.
"""

from collections.abc import Sequence

from backend_client.cost_terms import AutomaticCostAdjustment
from backend_client.engine.automatic_finish import finishing_requests
from backend_client.engine.context import Context
from backend_client.messages.base import Posted, Request
from backend_client.messages.cost_adjustment import AdjustCostRequest
from backend_client.store.posting import LedgerNumbers


def following_requests(
    context: Context, request: Request[object], posted: Posted[object], last: LedgerNumbers
) -> Sequence[Request[object]]:
    """Answer what follows a posting that has just been written.

    last  the last numbers before it
    """
    settings = context.setup.settings
    found: list[Request[object]] = []
    if settings.finish_automatically:
        found += finishing_requests(context, request, last)
    if settings.automatic_cost_adjustment is AutomaticCostAdjustment.ALWAYS and _moves_costs(request, posted):
        found.append(
            AdjustCostRequest(
                request_id=f"adjust-cost-after-{last.register + 1}",
                person_no=request.person_no,
                session_id=request.session_id,
                terminal_id=request.terminal_id,
            )
        )
    return found


def _moves_costs(request: Request[object], posted: Posted[object]) -> bool:
    """A step of adjustment is followed by the next one until nothing is left."""
    return not isinstance(request, AdjustCostRequest) or bool(getattr(posted.receipt, "left", 0))
