"""A crew: people join the work on an operation by their badge, and leave it by the same badge.

    OP01 runs 10 from 10:05, OP02 joins at 10:35, both until 11:05     posted: run time 60 + 30 = 90 minutes

Each has a clock of their own; what is posted is the time of all of them, split as their center says.
"""

from backend_client.barcode.plain import upper_case
from backend_client.engine.clocks.work import end_work, start_work
from backend_client.engine.context import Context, Decided
from backend_client.engine.sign_on_rules import sign_on_rules
from backend_client.floor_terms import ClockActivity
from backend_client.messages.base import Refused
from backend_client.messages.clocks import ClockReceipt, EndWorkRequest, StartWorkRequest
from backend_client.messages.crew import ChangeCrewRequest, CrewChange
from backend_client.refusals import RefusalCode
from backend_client.rules.badges import badge_token_hash
from backend_client.store.queries.clocks import INTERVAL, OPEN, intervals
from backend_client.store.queries.people import known_people, person_with_badge


def change_crew(context: Context, request: ChangeCrewRequest) -> Decided[CrewChange] | Refused:
    """Start the clock of a person on an operation, or end it.

    Refuses with `person-not-recognised`, whatever is wrong with the badge or the number, and as starting work does.
    """
    person_no = _person_no(context, request)
    known = known_people(context.connection, [person_no]) if person_no else {}
    if person_no not in known:
        return Refused(code=RefusalCode.PERSON_NOT_RECOGNISED)
    decided, joined = _changed(context, request, person_no)
    if isinstance(decided, Refused):
        return decided
    name, clocks = known[person_no]["name"], decided.receipt
    return Decided(
        posting=decided.posting,
        receipt=lambda written: CrewChange(
            person_no=person_no, name=name, joined=joined, clocks=clocks(written)
        ),
    )


def _person_no(context: Context, request: ChangeCrewRequest) -> str:
    """Answer whose badge or number it is; "" for nobody's."""
    if bool(request.badge_token) == bool(request.number):
        return ""
    if request.number:
        return "" if sign_on_rules(context.setup).pin else upper_case(request.number.strip())
    return person_with_badge(context.connection, badge_token_hash(request.badge_token)) or ""


def _changed(
    context: Context, request: ChangeCrewRequest, person_no: str
) -> tuple[Decided[ClockReceipt] | Refused, bool]:
    """Answer what becomes of the person's clock, and whether they have joined."""
    works = intervals(
        context.connection,
        OPEN,
        INTERVAL.c.person_no == person_no,
        INTERVAL.c.order_no == request.order_no,
        INTERVAL.c.operation_no == request.operation_no,
        INTERVAL.c.activity != ClockActivity.PAUSE,
    )
    if works:
        ended = EndWorkRequest(
            request_id=request.request_id,
            person_no=person_no,
            terminal_id=request.terminal_id,
            order_no=request.order_no,
            operation_no=request.operation_no,
        )
        return end_work(context, ended), False
    started = StartWorkRequest(
        request_id=request.request_id,
        person_no=person_no,
        terminal_id=request.terminal_id,
        order_no=request.order_no,
        order_line_no=request.order_line_no,
        operation_no=request.operation_no,
        activity=request.activity,
    )
    return start_work(context, started), True
