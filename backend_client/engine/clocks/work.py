"""Starting, pausing and ending work; coming and leaving.

Asking twice does what asking once does: a clock that runs already is left alone and told. A pause needs nothing but
the wish: it ends the work of that person and counts as a pause, on the same operations, until work goes on or ends.
"""

from backend_client import limits
from backend_client.engine.clocks.places import place_of
from backend_client.engine.clocks.rows import WORKED, decided
from backend_client.engine.clocks.stamps import Stamps
from backend_client.engine.context import Context, Decided
from backend_client.engine.floor.rules_of_plant import not_permitted
from backend_client.engine.output_line import codes_refused
from backend_client.floor_terms import ClockActivity, ClockEnding, RunningOperations
from backend_client.messages.base import Refused, Request
from backend_client.messages.clocks import (
    ClockInRequest,
    ClockOutRequest,
    ClockReceipt,
    EndWorkRequest,
    PauseWorkRequest,
    StartWorkRequest,
)
from backend_client.refusals import RefusalCode
from backend_client.rules.running_operations import Running, in_the_way
from backend_client.store.queries.clocks import INTERVAL, OPEN, intervals
from backend_client.store.queries.entries_together import role_of
from backend_client.store.queries.people import known_people
from backend_client.store.rows import Row

Decision = Decided[ClockReceipt] | Refused


def start_work(context: Context, request: StartWorkRequest) -> Decision:
    """Start a clock for a person and a crew.

    Refuses with `person-not-recognised`, what `place_of` refuses with, `stop-code-not-found`,
    `center-not-permitted`, `center-in-use`, `other-work-running`, `not-clocked-in`, `request-malformed`.
    """
    people = tuple(dict.fromkeys((request.person_no, *request.crew)))
    refused = _people_refused(context, people) or codes_refused(context.setup, [], request.stop_code)
    if refused is None and request.activity is ClockActivity.PAUSE:
        refused = Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "activity", "what": "pause"})
    if refused is not None:
        return refused
    place = place_of(context, request)
    if isinstance(place, Refused):
        return place
    stamps = Stamps.of(context, request, people)
    refused = _start_refused(context, request, place, stamps, people)
    if refused is not None:
        return refused
    group = place.pop("work_center_group_code")
    assert isinstance(group, str)
    running: list[Row] = []
    for person_no in people:
        same = [row for row in stamps.running if row["person_no"] == person_no and _is_at(row, place)]
        others = [row for row in stamps.running if row["person_no"] == person_no and row not in same]
        for row in others if request.switch else ():
            stamps.end(row, ClockEnding.PERSON)
        if same and _goes_on(same[0], request):
            running.append(same[0])
            continue
        for row in same:
            stamps.end(row, ClockEnding.PERSON)
        stamps.begin(
            request.request_id,
            person_no,
            terminal_id=request.terminal_id,
            **place,
            activity=request.activity,
            stop_code=request.stop_code,
            group_code=request.group_code,
        )
    return decided(context, stamps, running=tuple(running))


def pause_work(context: Context, request: PauseWorkRequest) -> Decision:
    """Pause a person's work, one operation or all of it. Refuses with `nothing-running`, `stop-code-not-found`.

    Of several things at once one pause is begun, on the one that was started first: a person pauses once.
    """
    refused = _people_refused(context, (request.person_no,)) or codes_refused(
        context.setup, [], request.stop_code
    )
    if refused is not None:
        return refused
    stamps = Stamps.of(context, request, {request.person_no})
    active = [row for row in _asked(stamps, request) if row["activity"] is not ClockActivity.PAUSE]
    paused = [row for row in _asked(stamps, request) if row["activity"] is ClockActivity.PAUSE]
    if not active:
        return decided(context, stamps, running=tuple(paused)) if paused else _nothing(request)
    for row in active:
        stamps.end(row, ClockEnding.PERSON)
    if not paused:
        stamps.begin(
            request.request_id,
            request.person_no,
            terminal_id=request.terminal_id,
            **_place(active[0]),
            activity=ClockActivity.PAUSE,
            stop_code=request.stop_code,
        )
    return decided(context, stamps)


def end_work(context: Context, request: EndWorkRequest) -> Decision:
    """End a person's clocks, or those of a whole crew. Refuses with `nothing-running`, `person-not-recognised`."""
    refused = _people_refused(context, (request.person_no,))
    if refused is not None:
        return refused
    people = {request.person_no}
    if request.whole_crew and request.order_no:
        people |= {
            row["person_no"]
            for row in intervals(context.connection, OPEN, INTERVAL.c.order_no == request.order_no)
        }
    stamps = Stamps.of(context, request, people)
    ending = [row for row in _asked(stamps, request) if not request.no or row["no"] == request.no]
    if not ending:
        return _nothing(request)
    for row in ending:
        stamps.end(row, ClockEnding.PERSON)
    return decided(context, stamps)


def clock_in(context: Context, request: ClockInRequest) -> Decision:
    """Note that a person is present; who is present already stays so. Refuses with `person-not-recognised`."""
    refused = _people_refused(context, (request.person_no,))
    if refused is not None:
        return refused
    stamps = Stamps.of(context, request, {request.person_no})
    present = stamps.present.get(request.person_no)
    if present is not None and present["by_work"]:  # from now on by clocking in: it ends by clocking out
        stamps.leave(request.person_no, ClockEnding.PERSON)
    stamps.come(request.request_id, request.person_no, terminal_id=request.terminal_id)
    return decided(context, stamps)


def clock_out(context: Context, request: ClockOutRequest) -> Decision:
    """Note that a person leaves; what they work on ends. Refuses with `not-clocked-in`, `person-not-recognised`."""
    refused = _people_refused(context, (request.person_no,))
    if refused is not None:
        return refused
    stamps = Stamps.of(context, request, {request.person_no})
    if request.person_no not in stamps.present:
        return Refused(code=RefusalCode.NOT_CLOCKED_IN, facts={"person_no": request.person_no})
    for row in list(stamps.running):
        stamps.end(row, ClockEnding.CLOCK_OUT)
    stamps.leave(request.person_no, ClockEnding.PERSON)
    return decided(context, stamps)


def _people_refused(context: Context, people: tuple[str, ...]) -> Refused | None:
    if len(people) > limits.CREW_MAX:
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "crew", "what": "list"})
    known = known_people(context.connection, people)
    unknown = [no for no in people if no not in known]
    if not unknown:
        return None
    return Refused(code=RefusalCode.PERSON_NOT_RECOGNISED, facts={"person_no": unknown[0]})


def _start_refused(
    context: Context, request: StartWorkRequest, place: Row, stamps: Stamps, people: tuple[str, ...]
) -> Refused | None:
    setup = context.setup
    if setup.posting_permissions:
        role = role_of(context.connection, request.person_no)
        refused = not_permitted(setup, request.person_no, role, place)
        if refused is not None:
            return refused
    absent = [no for no in people if no not in stamps.present]
    if absent and setup.settings.presence_required:
        return Refused(code=RefusalCode.NOT_CLOCKED_IN, facts={"person_no": absent[0]})
    return _center_refused(context, request, place) or (
        None if request.switch else _other_work(context, place, stamps)
    )


def _other_work(context: Context, place: Row, stamps: Stamps) -> Refused | None:
    """Refuse work beside other work, where the plant or one of the two centers has only one at a time."""

    def alone(row: Row) -> bool:
        rule = context.setup.center_rules.get((row["type"], row["no"]))
        return rule is not None and rule.alone

    others = [
        row for row in stamps.running if row["activity"] is not ClockActivity.PAUSE and not _is_at(row, place)
    ]
    always = context.setup.settings.one_operation_per_person or alone(place)
    for row in others:
        if always or alone(row):
            names = ("person_no", "order_no", "operation_no", "no")
            return Refused(code=RefusalCode.OTHER_WORK_RUNNING, facts={name: row[name] for name in names})
    return None


def _center_refused(context: Context, request: StartWorkRequest, place: Row) -> Refused | None:
    rule = context.setup.center_rules.get((place["type"], place["no"]))
    if rule is None or rule.running_operations is RunningOperations.ANY or not place["order_no"]:
        return None
    at_center = intervals(
        context.connection,
        OPEN,
        INTERVAL.c.type == place["type"],
        INTERVAL.c.no == place["no"],
        INTERVAL.c.activity.in_(WORKED),
        INTERVAL.c.order_no != "",
    )
    mine = {request.person_no, *request.crew}
    running = [
        Running(_operation(row), row["group_code"])
        for row in at_center
        if not (request.switch and row["person_no"] in mine)
    ]
    starting = Running(_operation(place), request.group_code)
    blocking = in_the_way(rule.running_operations, rule.running_limit, running, starting)
    if blocking is None:
        return None
    facts = {"no": place["no"], "order_no": blocking.operation[0], "operation_no": blocking.operation[2]}
    return Refused(code=RefusalCode.CENTER_IN_USE, facts=facts)


def _goes_on(row: Row, request: StartWorkRequest) -> bool:
    asked = (request.activity, request.stop_code, request.group_code)
    return (row["activity"], row["stop_code"], row["group_code"]) == asked


def _operation(row: Row) -> tuple[str, int, str]:
    return row["order_no"], row["routing_reference_no"], row["operation_no"]


def _is_at(row: Row, place: Row) -> bool:
    if _operation(row) != _operation(place):
        return False
    return bool(row["order_no"]) or (row["type"], row["no"]) == (place["type"], place["no"])


def _place(row: Row) -> Row:
    names = "order_no order_line_no routing_reference_no operation_no type no work_center_no standard_time_ms group_code"
    return {name: row[name] for name in names.split()}


def _asked(stamps: Stamps, request: PauseWorkRequest | EndWorkRequest) -> list[Row]:
    return [
        row
        for row in stamps.running
        if request.order_no in {"", row["order_no"]} and request.operation_no in {"", row["operation_no"]}
    ]


def _nothing(request: Request[ClockReceipt]) -> Refused:
    return Refused(code=RefusalCode.NOTHING_RUNNING, facts={"person_no": request.person_no})
