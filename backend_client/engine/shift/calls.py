"""Calls for help: made at a station, answered by whoever comes, ended when help is there.

    13:12  OP01 at 110 calls a setter, about 101002 / 20
    13:13  SET1 answers "5 min"        the station rings
    13:18  OP01 ends the call          it is open no longer

Anybody may call, signed on or not: an accident does not wait for a badge. What was called is never changed.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from backend_client import limits
from backend_client.engine.context import Context, Decided
from backend_client.engine.costs.pages import page_behind, place_of, rows_of, texts
from backend_client.engine.sign_on_rules import sign_on_rules
from backend_client.floor_terms import HelpCallStep
from backend_client.messages.base import Refused
from backend_client.messages.shift import (
    AnswerCallRequest,
    CallForHelpRequest,
    EndCallRequest,
    HelpCallReceipt,
    HelpCallRow,
    HelpCalls,
    HelpCallsQuestion,
)
from backend_client.records.shift import HelpCall, HelpCallEntry
from backend_client.refusals import RefusalCode
from backend_client.store.posting import Insert, Posting
from backend_client.store.queries.people import known_people, session_of
from backend_client.store.queries.shift import call_of, entries_of, open_calls
from backend_client.store.rows import Row, new_row

LONGEST = timedelta(hours=limits.HELP_CALL_HOURS_MAX)

Decision = Decided[HelpCallReceipt] | Refused


def call_for_help(context: Context, request: CallForHelpRequest) -> Decision:
    """Call. Refuses with `center-not-found`; one that is open already, of this kind and terminal, goes on."""
    setup, now = context.setup, context.now
    if request.no and request.no not in setup.work_centers and request.no not in setup.machine_centers:
        return Refused(code=RefusalCode.CENTER_NOT_FOUND, facts={"field": "no", "no": request.no})
    mine = open_calls(
        context.connection,
        since=now - LONGEST,
        terminal_id=request.terminal_id,
        most=limits.HELP_CALLS_MAX,
    )
    same = next((row for row in mine if request.terminal_id and row["kind"] is request.kind), None)
    if same is not None:
        return _decided(
            context, same, entries_of(context.connection, [same["id"]]), Posting(posting_date=context.today)
        )
    person_no = _who(context, request)
    names = known_people(context.connection, [person_no]) if person_no else {}
    row = new_row(
        HelpCall,
        id=request.request_id,
        kind=request.kind,
        no=request.no,
        order_no=request.order_no,
        order_line_no=request.order_line_no,
        operation_no=request.operation_no,
        stop_code=request.stop_code,
        person_no=person_no,
        terminal_id=request.terminal_id,
        called_at=now,
    )
    posting = Posting(posting_date=context.today, inserts=[Insert(HelpCall, [row])])
    named = row | {"person_name": names.get(person_no, {}).get("name", "")}
    return _decided(context, named, [], posting)


def answer_call(context: Context, request: AnswerCallRequest) -> Decision:
    """Answer a call; a later answer stands in the place of an earlier one. Refuses with `help-call-not-found`, `help-call-ended`."""
    return _step(context, request, HelpCallStep.ANSWERED, request.note.strip())


def end_call(context: Context, request: EndCallRequest) -> Decision:
    """End a call. Refuses with `help-call-not-found`, `help-call-ended`."""
    return _step(context, request, HelpCallStep.ENDED, "")


def help_calls(context: Context, question: HelpCallsQuestion) -> HelpCalls | Refused:
    """Answer the calls that are open, of one terminal or of the plant; refuses with `request-malformed` (a page of no answer)."""
    after = place_of(question.page, _place)
    if isinstance(after, Refused):
        return after
    most = rows_of(question.most, limits.HELP_CALLS_MAX)
    found = open_calls(
        context.connection,
        since=context.now - LONGEST,
        terminal_id=question.from_terminal,
        most=most + 1,
        after=after,
    )
    shown = found[:most]
    entries = entries_of(context.connection, [row["id"] for row in shown]) if shown else []
    last = shown[-1] if len(found) > most else None
    return HelpCalls(
        as_of=context.now,
        rows=tuple(_told(row, entries) for row in shown),
        next_page=page_behind(last["called_at"].isoformat(), last["id"]) if last else "",
    )


def _place(value: Any) -> tuple[datetime, str]:
    called_at, call_id = texts(2)(value)
    at = datetime.fromisoformat(called_at)
    if at.tzinfo is None:
        raise ValueError(value)
    return at.astimezone(UTC), call_id


def _step(
    context: Context, request: AnswerCallRequest | EndCallRequest, step: HelpCallStep, note: str
) -> Decision:
    call = call_of(context.connection, request.call_id)
    if call is None:
        return Refused(code=RefusalCode.HELP_CALL_NOT_FOUND, facts={"call_id": request.call_id})
    entries = entries_of(context.connection, [call["id"]])
    if any(entry["step"] is HelpCallStep.ENDED for entry in entries):
        return Refused(code=RefusalCode.HELP_CALL_ENDED, facts={"call_id": request.call_id})
    row = new_row(
        HelpCallEntry,
        id=request.request_id,
        call_id=call["id"],
        step=step,
        note=note,
        person_no=request.person_no,
        terminal_id=request.terminal_id,
        at=context.now,
    )
    names = known_people(context.connection, [request.person_no])
    named = row | {"person_name": names.get(request.person_no, {}).get("name", "")}
    posting = Posting(posting_date=context.today, inserts=[Insert(HelpCallEntry, [row])])
    return _decided(context, call, [*entries, named], posting)


def _decided(context: Context, call: Row, entries: list[Row], posting: Posting) -> Decision:
    ended = any(entry["step"] is HelpCallStep.ENDED for entry in entries)
    receipt = HelpCallReceipt(call=_told(call, entries), at=context.now, ended=ended)
    return Decided(posting=posting, receipt=lambda _: receipt)


def _who(context: Context, request: CallForHelpRequest) -> str:
    """Answer who calls: nobody is named who is not signed on, where the plant has people sign on.

    Not even by whoever holds the database: posted again, a call names whom it named.
    """
    if not sign_on_rules(context.setup).sign_on:
        return request.person_no
    session = session_of(context.connection, request.session_id) if request.session_id else None
    mine = session is not None and session.terminal_id == request.terminal_id
    return (
        request.person_no if session is not None and mine and session.person_no == request.person_no else ""
    )


def _told(call: Row, entries: list[Row]) -> HelpCallRow:
    answers = [
        entry
        for entry in entries
        if entry["call_id"] == call["id"] and entry["step"] is HelpCallStep.ANSWERED
    ]
    last = answers[-1] if answers else None
    answered_at: datetime | None = last["at"] if last else None
    return HelpCallRow(
        **{name: call[name] for name in _CALLED},
        person_name=call["person_name"] or "",
        answer=last["note"] if last else "",
        answered_by=last["person_no"] if last else "",
        answered_by_name=(last["person_name"] or "") if last else "",
        answered_at=answered_at,
    )


_CALLED = (
    "id",
    "kind",
    "no",
    "order_no",
    "order_line_no",
    "operation_no",
    "stop_code",
    "person_no",
    "terminal_id",
    "called_at",
)
