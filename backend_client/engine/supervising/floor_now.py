"""What happens at every center now, as its clocks have it; nothing is counted up, all is worked out when asked for.

A center with several clocks is in the most pressing of their states: a stop before setup, setup before running,
running before a pause. What a terminal told that is silent since is as old as its last word, and said to be. The statements are as many with one center as with a thousand.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from backend_client import limits
from backend_client.engine.clocks.forgotten import forgotten_among
from backend_client.engine.context import Context
from backend_client.engine.shift.calls import LONGEST
from backend_client.engine.supervising.odd_entries import found_odd
from backend_client.engine.terminals import GONE, is_silent, troubled_after
from backend_client.floor_terms import CenterState, ClockActivity, HelpCallStep
from backend_client.messages.floor_now import CenterNow, FloorNow, FloorNowQuestion
from backend_client.rules.rounding import ZERO
from backend_client.store.queries.clocks import OPEN, OPEN_PRESENCE, intervals, presences, waiting_for_an_end
from backend_client.store.queries.floor import lines_and_operations
from backend_client.store.queries.floor_now import Center, last_ends, late_orders, next_operations
from backend_client.store.queries.people import known_people
from backend_client.store.queries.shift import entries_of, open_calls
from backend_client.store.rows import Row
from backend_client.terms import CapacityType

LOOKED_BACK = timedelta(days=1)
STATES = {
    ClockActivity.STOP: CenterState.STOPPED,
    ClockActivity.SETUP: CenterState.SETUP,
    ClockActivity.RUN: CenterState.RUNNING,
    ClockActivity.PAUSE: CenterState.PAUSED,
}
PRESSING = tuple(STATES)


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read of the whole plant, by center."""

    clocks: Mapping[Center, Sequence[Row]]
    remaining: Mapping[tuple[str, int, str], Decimal]
    people: Mapping[str, Row]
    nexts: Mapping[Center, Row]
    ended: Mapping[Center, datetime]
    calls: Mapping[str, tuple[Row, bool]]
    silent: Mapping[str, datetime]
    silent_places: Mapping[str, datetime]


def floor_now(context: Context, question: FloorNowQuestion) -> FloorNow:
    """Answer a row for each center that is not blocked, and what waits."""
    connection = context.connection
    running = intervals(connection, OPEN)
    present = presences(connection, OPEN_PRESENCE)
    forgotten = forgotten_among(context, running, present)
    swept = waiting_for_an_end(connection)
    calls = open_calls(
        connection, since=context.now - LONGEST, terminal_id="", most=limits.HELP_CALLS_READ_MAX
    )
    troubled = troubled_after(context, "", limits.TERMINALS_REMEMBERED)
    silent = [row for row in troubled if is_silent(context, row) and context.now - row.last_heard_at <= GONE]
    facts = _facts(context, [row for row in running if row not in forgotten], calls, silent)
    return FloorNow(
        as_of=context.now,
        rows=tuple(_center(context, facts, *center) for center in _centers(context)),
        open_calls=len(calls),
        forgotten_clocks=swept + len(forgotten),
        late_orders=late_orders(connection, context.today),
        odd_entries=len(found_odd(context)),
        silent_terminals=len(silent),
        refused_elsewhere=sum(row.refused_count or 0 for row in troubled if row.name != question.terminal_id),
    )


def _facts(context: Context, running: Sequence[Row], calls: Sequence[Row], silent: Sequence[Any]) -> Facts:
    connection = context.connection
    clocks: dict[Center, list[Row]] = {}
    for row in running:
        clocks.setdefault((row["type"], row["no"]), []).append(row)
    _, operations = lines_and_operations(connection, {row["order_no"] for row in running if row["order_no"]})
    answered = Counter(
        row["call_id"]
        for row in entries_of(connection, [row["id"] for row in calls])
        if row["step"] is HelpCallStep.ANSWERED
    )
    return Facts(
        clocks=clocks,
        remaining={
            (row["order_no"], row["routing_reference_no"], row["operation_no"]): max(
                row["input_quantity"] - row["posted_output_quantity"], ZERO
            )
            for row in operations
        },
        people=known_people(connection, {row["person_no"] for row in running}),
        nexts=next_operations(connection),
        ended=last_ends(connection, context.now - LOOKED_BACK),
        calls={row["no"]: (row, answered[row["id"]] > 0) for row in reversed(calls)},
        silent={row.name: row.last_heard_at for row in silent},
        silent_places={row.work_center_no: row.last_heard_at for row in silent if row.work_center_no},
    )


def _centers(context: Context) -> Iterator[tuple[CapacityType, Any]]:
    """Answer work centers by number, each followed by its machines."""
    machines: dict[str, list[Any]] = {}
    for no in sorted(context.setup.machine_centers):
        machine = context.setup.machine_centers[no]
        machines.setdefault(machine.work_center_no, []).append(machine)
    for no in sorted(context.setup.work_centers):
        center = context.setup.work_centers[no]
        if not center.blocked:
            yield CapacityType.WORK_CENTER, center
        yield from ((CapacityType.MACHINE_CENTER, each) for each in machines.get(no, ()) if not each.blocked)


def _center(context: Context, facts: Facts, kind: CapacityType, center: Any) -> CenterNow:
    key = (kind, center.no)
    clocks = facts.clocks.get(key, ())
    call, answered = facts.calls.get(center.no, (None, False))
    at = _at_work(facts, clocks) if clocks else _idle(facts, key)
    return CenterNow(
        type=kind,
        no=center.no,
        name=center.name,
        work_center_no=center.work_center_no if kind is CapacityType.MACHINE_CENTER else center.no,
        call=call["kind"] if call else None,
        call_answered=answered,
        since_local=None if at["since"] is None else context.setup.local_time(at["since"]),
        **at,
    )


def _at_work(facts: Facts, clocks: Sequence[Row]) -> dict[str, Any]:
    """Answer the most pressing clock, the oldest of its kind; `clocks` stand in the order they began."""
    row = min(clocks, key=lambda each: PRESSING.index(each["activity"]))
    operation = (row["order_no"], row["routing_reference_no"], row["operation_no"])
    return {
        "state": STATES[row["activity"]],
        "stop_code": row["stop_code"],
        "since": row["started_at"],
        "order_no": row["order_no"],
        "order_line_no": row["order_line_no"],
        "operation_no": row["operation_no"],
        "remaining_quantity": facts.remaining.get(operation),
        "person_no": row["person_no"],
        "person_name": facts.people.get(row["person_no"], {}).get("name", ""),
        "people": len({each["person_no"] for each in clocks}),
        "silent_since": facts.silent.get(row["terminal_id"]),
    }


def _idle(facts: Facts, key: Center) -> dict[str, Any]:
    row = facts.nexts.get(key)
    told: dict[str, Any] = {
        "state": CenterState.IDLE,
        "since": facts.ended.get(key),
        "silent_since": facts.silent_places.get(key[1]),
    }
    if row is not None:
        told |= {name: row[name] for name in ("order_no", "order_line_no", "operation_no")}
        told["next_start"] = row["starting_date_time"]
    return told
