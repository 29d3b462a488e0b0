"""Undoing a whole posting: one's own last one within the plant's time, any one by a supervisor, or with a supervisor's approval."""

from collections.abc import Sequence

from backend_client.catalogue import BY_MESSAGE
from backend_client.engine.context import Context, Decided, Noted
from backend_client.engine.floor.approval import Exceeded, approved
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.engine.reversal.checks import groups_refused
from backend_client.engine.reversal.reverse_entry import decided
from backend_client.engine.reversal.together import Together
from backend_client.floor_terms import FloorRule
from backend_client.messages.base import Refused
from backend_client.messages.receipt import PostingReceipt
from backend_client.messages.reversals import UndoPostingRequest
from backend_client.refusals import RefusalCode
from backend_client.rules.reversal import undo_refused
from backend_client.store.queries.entries_together import (
    RegisterToUndo,
    entries_of_register,
    last_register_of,
    register_to_undo,
    role_of,
)
from backend_client.store.rows import Row
from backend_client.terms import ItemLedgerEntryType

UNDOABLE = frozenset(
    {
        "PostOutputRequest",
        "PostClockedOutputRequest",
        "PostConsumptionRequest",
        "PostCapacityRequest",
        "PostClockedCapacityRequest",
        "PostJournalRequest",
    }
)
"""Kinds of request, as registers name them, that can be undone."""
assert {message.__name__ for message in BY_MESSAGE} >= UNDOABLE


def undo_posting(context: Context, request: UndoPostingRequest) -> Decided[PostingReceipt] | Noted | Refused:
    """Reverse everything that one posting wrote, in one posting.

    What is not the person's own, or too long ago, takes a supervisor: who asks, or whose approval the request has.
    Refusals: nothing-to-post (no posting to undo), entry-type-not-reversible (a register of another kind),
    supervisor-needed, approval-not-valid, and those of reversing each of its entries: already-reversed, entry-applied, ...
    """
    register = _register(context, request)
    if isinstance(register, Refused):
        return register
    refused = undo_refused(
        own=bool(request.person_no) and register.person_no == request.person_no,
        posted_at=register.posted_at,
        now=context.now,
        minutes=context.setup.settings.undo_minutes,
        role=role_of(context.connection, request.person_no),
    )
    if refused is not None and request.approval is None:
        return refused
    by_approval = () if refused is None else (Exceeded(FloorRule.UNDO, dict(refused.facts)),)
    groups = groups_of(*entries_of_register(context.connection, register))
    hand = OrdersInHand.read(
        context,
        {group.order_no for group in groups} - {""},
        {row["item_no"] for group in groups for row in group.items},
    )
    refused = groups_refused(context, hand, groups)
    if refused is not None:
        return refused
    undone = decided(context, hand, groups)
    if isinstance(undone, Refused) or not by_approval:
        return undone
    return approved(context, request, undone.posting, by_approval) or undone


def _register(context: Context, request: UndoPostingRequest) -> RegisterToUndo | Refused:
    if request.register_no:
        register = register_to_undo(context.connection, request.register_no)
    else:
        register = last_register_of(context.connection, request.person_no, UNDOABLE)
    facts = {"field": "register_no", "register_no": str(request.register_no)}
    if register is None:
        return Refused(code=RefusalCode.NOTHING_TO_POST, facts=facts)
    if register.request_kind not in UNDOABLE:
        return Refused(code=RefusalCode.ENTRY_TYPE_NOT_REVERSIBLE, facts=facts)
    return register


def groups_of(capacity: Sequence[Row], items: Sequence[Row]) -> list[Together]:
    """Answer the entries of a register by the order they are of, in the order they were posted."""
    groups: dict[str, Together] = {}
    for row in capacity:
        groups.setdefault(row["order_no"], Together(order_no=row["order_no"])).capacity.append(row)
    for row in items:
        group = groups.setdefault(row["order_no"], Together(order_no=row["order_no"]))
        is_output = row["entry_type"] is ItemLedgerEntryType.OUTPUT
        (group.outputs if is_output else group.consumption).append(row)
    return list(groups.values())
