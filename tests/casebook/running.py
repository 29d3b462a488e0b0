"""One case: its steps in order through the seam, each with what it must answer and leave in the tables.

A step that needs a confirmation is posted first without answers, then again with the case's answers (yes unless
told otherwise). The run ends at the first step that differs, with everything that differs there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from backend_client.client import BackendClient
from backend_client.messages.base import Answer, Posted, Queued, Refused, Request
from backend_client.refusals import RefusalCode
from backend_client.terms import Confirmation
from tests.casebook.actions import ACTIONS, QUESTIONS, key_columns, message_fields, unknown_arguments
from tests.casebook.answers import ANSWERS
from tests.casebook.columns import (
    ANSWER_COLUMNS,
    LEDGERS,
    MASTER_DATA_TABLES,
    TABLE_COLUMNS,
    Kind,
    master_data_kind,
)
from tests.casebook.comparing import differences
from tests.casebook.loading import Case, Step
from tests.casebook.references import Created, resolve_row
from tests.casebook.tables import TABLES, last_entries
from tests.casebook.values import CaseError, canonical
from tests.casebook.vocabulary import PLANT_COLUMNS

ENTRY_ARGUMENTS = ("entry", "applies_to", "applies_from")
ROUNDS_OF_CONFIRMATIONS_MAX = 5  # a posting asks all it wants to know at once, or nearly so


class CaseFailure(AssertionError):
    """A case that does not come out as it should; the text says where and how."""


@dataclass(kw_only=True)
class Plant:
    """The fresh plant of one case: the client to speak to, and the database to look into."""

    client: BackendClient
    engine: Engine

    def last_entries(self) -> dict[str, int]:
        """Answer the last entry number of each ledger."""
        with self.engine.connect() as connection:
            return last_entries(connection)


@dataclass(kw_only=True)
class Outcome:
    """What a step came to."""

    refused: Refused | None = None
    warnings: tuple[str, ...] = ()
    confirmations: tuple[str, ...] = ()
    rows: list[dict[str, Any]] | None = None


def run(case: Case, plant: Plant) -> None:
    """Run a case; CaseFailure at the first step that differs, CaseError where the case itself is at fault."""
    created: dict[str, dict[str, list[int]]] = {}
    before = plant.last_entries()
    created["start"] = {ledger: list(range(1, last + 1)) for ledger, last in before.items()}
    for step in case.steps:
        place = f"{case.id} {step.labels[-1]} ({step.do})"
        try:
            outcome = _do(case, step, plant, created)
        except CaseError as error:
            raise CaseFailure(f"{place}: {error}") from error
        after = plant.last_entries()
        entries = {ledger: list(range(before[ledger] + 1, after[ledger] + 1)) for ledger in after}
        created |= dict.fromkeys(step.labels, entries)
        before = after
        _report(place, _step_differences(step, outcome, entries, plant, created))
    _report(f"{case.id} at its end", _table_differences(case.expect, plant, created))


def _report(place: str, texts: list[str]) -> None:
    found = [text for text in texts if text]
    if found:
        raise CaseFailure(f"{place}\n" + "\n".join(found))


def _do(case: Case, step: Step, plant: Plant, created: Created) -> Outcome:
    arguments = {
        name: entry_named(value, _ledger_of(name, step), plant) if name in ENTRY_ARGUMENTS else value
        for name, value in resolve_row(step.arguments, created).items()
    }
    if step.do in QUESTIONS:
        return _ask(step, arguments, plant)
    if step.do not in ACTIONS:
        raise CaseFailure(f"{case.id} {step.labels[-1]}: the product does not offer {step.do} yet")
    message, fields = ACTIONS[step.do]
    if step.do != "change_master_data":
        arguments |= arguments.pop("set", {})
    _refuse_unknown(step.do, unknown_arguments(fields, arguments))
    if step.do == "change_master_data":
        arguments = key_columns(arguments)
    values = message_fields(fields, arguments)
    made = (message, {"request_id": f"{case.id}-{step.labels[0]}", "terminal_id": "CASEBOOK"} | values)
    outcome, left = _post(case, step, plant, made)
    steps = 1
    while left:  # a run of many short postings goes on until nothing is left
        again = (message, made[1] | {"request_id": f"{made[1]['request_id']}-{steps}"})
        outcome, left = _post(case, step, plant, again)
        steps += 1
    return outcome


def _post(
    case: Case, step: Step, plant: Plant, made: tuple[type[Request[Any]], dict[str, Any]]
) -> tuple[Outcome, int]:
    """Post one request; answers what came of it, and how much its receipt says was to be done."""
    message, values = made
    confirmed: dict[Confirmation, bool] = {}
    for _ in range(ROUNDS_OF_CONFIRMATIONS_MAX):
        answers = tuple(Answer(confirmation=asked, yes=yes) for asked, yes in confirmed.items())
        match plant.client.post(message(answers=answers, **values)):
            case Refused(code=RefusalCode.CONFIRMATION_NEEDED, confirmations=asked):
                confirmed |= {code: step.answers.get(code, "yes") == "yes" for code in asked}
            case Refused() as refused:
                return Outcome(refused=refused, confirmations=tuple(confirmed)), 0
            case Posted(receipt=receipt, warnings=warnings):
                rows = ANSWERS[step.do](receipt) if step.do in ANSWERS else None
                outcome = Outcome(warnings=warnings, confirmations=tuple(confirmed), rows=rows)
                return outcome, getattr(receipt, "left", 0)
            case Queued():
                raise CaseFailure(f"{case.id} {step.labels[-1]}: queued, though the database is at hand")
    raise CaseFailure(f"{case.id} {step.labels[-1]}: never stops asking; last {sorted(confirmed)}")


def _ask(step: Step, arguments: Mapping[str, Any], plant: Plant) -> Outcome:
    message, fields = QUESTIONS[step.do]
    _refuse_unknown(step.do, unknown_arguments(fields, arguments))
    answer = plant.client.ask(message(**message_fields(fields, arguments)))
    if isinstance(answer, Refused):
        return Outcome(refused=answer)
    warnings = tuple(left.warning for left in getattr(answer, "left_out", ()))
    return Outcome(rows=ANSWERS[step.do](answer), warnings=warnings)


def _refuse_unknown(do: str, arguments: list[str]) -> None:
    if arguments:
        raise CaseError(f"the product does not offer {do} with {', '.join(arguments)} yet")


def entry_named(value: Any, table: str, plant: Plant) -> int:
    """Answer the number of the ledger entry that an argument names, or describes as {where, nth}."""
    if not isinstance(value, dict):
        return int(value)
    kinds = TABLE_COLUMNS[table]
    wanted = {column: canonical(given, kinds[column]) for column, given in value["where"].items()}
    with plant.engine.connect() as connection:
        found = [
            row["entry_no"]
            for row in TABLES[table](connection)
            if all(canonical(row[column], kinds[column]) == given for column, given in wanted.items())
        ]
    nth = value.get("nth", 1)
    if len(found) < nth:
        raise CaseError(f"{table}: no entry {nth} with {value['where']}")
    return int(found[nth - 1])


def _ledger_of(argument: str, step: Step) -> str:
    """An entry to be reversed may be one of capacity; all others are of stock."""
    capacity = argument == "entry" and step.arguments.get("ledger") == "capacity"
    return "capacity_ledger_entries" if capacity else "item_ledger_entries"


def _step_differences(
    step: Step, outcome: Outcome, entries: Mapping[str, list[int]], plant: Plant, created: Created
) -> list[str]:
    texts = _outcome_differences(step, outcome, entries)
    for what, found in (("confirmations", outcome.confirmations), ("warnings", outcome.warnings)):
        if what in step.expect and sorted(step.expect[what]) != sorted(found):
            texts.append(f"{what}: expected {sorted(step.expect[what])}, found {sorted(map(str, found))}")
    if "rows" in step.expect and outcome.refused is None:
        texts.append(_answer_differences(step, outcome.rows, created))
    return texts + _table_differences(step.expect.get("tables", {}), plant, created)


def _outcome_differences(step: Step, outcome: Outcome, entries: Mapping[str, list[int]]) -> list[str]:
    expect, refused = step.expect, outcome.refused
    if expect.get("outcome", "refused" if "code" in expect else "posted") == "posted":
        if refused is None:
            return []
        facts = " ".join(f"{name}={value}" for name, value in refused.facts.items())
        return [f"expected to be posted, but refused: {refused.code} {facts}"]
    if refused is None:
        return [f"expected to be refused with {expect.get('code', 'any code')}, but posted"]
    texts = []
    if expect.get("code", refused.code) != refused.code:
        texts.append(f"expected refusal {expect['code']}, found {refused.code}")
    if any(entries.values()):
        texts.append(f"refused, but it left entries: {dict(entries)}")
    return texts


def _answer_differences(step: Step, rows: list[dict[str, Any]] | None, created: Created) -> str:
    if rows is None:
        return f"the product does not answer rows for {step.do} yet"
    return _compare("rows", step.expect["rows"], rows, ANSWER_COLUMNS[step.do], created)


def _table_differences(tables: Mapping[str, Any], plant: Plant, created: Created) -> list[str]:
    texts = []
    with plant.engine.connect() as connection:
        for table, spec in tables.items():
            if table not in TABLES:
                texts.append(f"the product does not offer table {table} yet")
                continue
            entries = None
            if isinstance(spec, dict) and "created_by" in spec:
                entries = created[spec["created_by"]][LEDGERS[table]]
            texts.append(_compare(table, spec, TABLES[table](connection), _kinds(table), created, entries))
    return texts


def _compare(
    name: str,
    spec: Any,
    rows: list[dict[str, Any]],
    kinds: Mapping[str, Kind],
    created: Created,
    entries: Sequence[int] | None = None,
) -> str:
    try:
        return differences(name, spec, rows, kinds, created, entries)
    except CaseError as error:
        return f"{name}: {error}"


def _kinds(table: str) -> Mapping[str, Kind]:
    if table in MASTER_DATA_TABLES:
        return {column: master_data_kind(column) for column in sorted(PLANT_COLUMNS[table])}
    return TABLE_COLUMNS[table]
