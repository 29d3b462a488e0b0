"""Which requests are kept, and in which lanes they keep their order.

Kept is what happened on the floor and is a fact whether the line is up or not: pieces made, time worked, material
used, work begun and ended, the language somebody chose. What plans, creates or corrects needs the plant as it is now; without the server it is not
posted, and the person is told so. So is what a person signs or a supervisor approves with a PIN: it needs the server.

    output of order 101001                   ("order 101001",)
    a journal of orders 101001 and 101002    ("order 101001", "order 101002")
    clocking in of person OP01               ("person OP01",)
    stop time of work center 100             ("PostCapacityRequest",)
"""

from typing import Any

from backend_client.catalogue import REQUESTS
from backend_client.messages import clocks, journals, orders, people, postings, shift
from backend_client.messages.base import Request

KEPT = frozenset(
    {
        postings.PostOutputRequest,
        postings.PostCapacityRequest,
        postings.PostItemEntryRequest,
        journals.PostConsumptionRequest,
        journals.PostJournalRequest,
        clocks.PostClockedOutputRequest,
        clocks.PostClockedCapacityRequest,
        clocks.StartWorkRequest,
        clocks.PauseWorkRequest,
        clocks.EndWorkRequest,
        clocks.ClockInRequest,
        clocks.ClockOutRequest,
        orders.SetRoutingStatusRequest,
        shift.WriteNoteRequest,
        shift.ReadNotesRequest,
        people.ChooseLanguageRequest,
    }
)
OF_A_PERSON = (
    clocks.PostClockedOutputRequest,
    clocks.PostClockedCapacityRequest,
    clocks.StartWorkRequest,
    clocks.PauseWorkRequest,
    clocks.EndWorkRequest,
    clocks.ClockInRequest,
    clocks.ClockOutRequest,
)
"""Their clocks are the person's own: one after the other, whatever the order."""

PAST_WHAT_WAITS = frozenset({shift.CallForHelpRequest, shift.AnswerCallRequest, shift.EndCallRequest})
"""Sent at once or not at all, whatever else is kept: help that is called later is no help."""

BY_NAME: dict[str, type[Any]] = {entry.message.__name__: entry.message for entry in REQUESTS}


def is_kept(request: Request[Any]) -> bool:
    """Say whether a request is kept; one that holds a PIN never is: no PIN is written to a terminal's disk."""
    signed = any(part is not None and part.pin for part in (request.approval, request.signature))
    return type(request) in KEPT and not signed


def lanes_of(request: Request[Any]) -> tuple[str, ...]:
    """Answer the lanes of a request, at least one."""
    orders_named = {getattr(part, "order_no", "") for part in (request, *getattr(request, "lines", ()))}
    lanes = {f"order {no}" for no in orders_named if no}
    if isinstance(request, OF_A_PERSON):
        lanes |= {f"person {no}" for no in (request.person_no, *getattr(request, "crew", ())) if no}
    return tuple(sorted(lanes)) or (type(request).__name__,)
