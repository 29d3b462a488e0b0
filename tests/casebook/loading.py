"""From a folder to cases: each file read strictly, each mistake in it named with its place.

A case file is a JSON list of cases. `base_plant.json` and `case.schema.json` in the same folder are no case
files. Refused: numbers written as JSON floats (they would pass through binary fractions), keys given twice, and
words that the format does not know.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend_client.refusals import RefusalCode
from backend_client.terms import Confirmation, Warned
from tests.casebook.columns import ANSWER_COLUMNS, LEDGERS, MASTER_DATA_TABLES, TABLE_COLUMNS
from tests.casebook.values import CaseError
from tests.casebook.vocabulary import PLANT_COLUMNS, STEP_ARGUMENTS

NOT_CASE_FILES = frozenset(("base_plant.json", "case.schema.json"))
OUTCOMES = ("posted", "refused")
MATCHES = ("exact", "contains", "ordered")

_CASE_KEYS = frozenset("id title source covers notes plant_replace plant steps expect".split())
_STEP_KEYS = frozenset("do label with expect".split())
_EXPECT_KEYS = frozenset("outcome code confirmations warnings rows tables".split())
_SPEC_KEYS = frozenset("rows match where created_by count sum".split())
_LABEL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: what is done, with which arguments, and what must come of it."""

    do: str
    labels: tuple[str, ...]
    arguments: Mapping[str, Any]
    answers: Mapping[str, str]
    expect: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One worked case; `mistake` says why it can't be run."""

    id: str
    title: str
    file: Path
    plant_replace: tuple[str, ...] = ()
    plant: Mapping[str, Any] = None  # type: ignore[assignment]
    steps: tuple[Step, ...] = ()
    expect: Mapping[str, Any] = None  # type: ignore[assignment]
    mistake: str = ""


def load_folder(folder: Path) -> list[Case]:
    """Answer every case of every case file of a folder, by file name; a spoiled one as a case with a mistake."""
    if not folder.is_dir():
        raise CaseError(f"{folder} is not a folder")
    files = sorted(path for path in folder.glob("*.json") if path.name not in NOT_CASE_FILES)
    if not files:
        raise CaseError(f"{folder} holds no case file (*.json)")
    cases: list[Case] = []
    for file in files:
        cases.extend(load_file(file))
    seen: set[str] = set()
    for at, case in enumerate(cases):
        if case.id in seen:
            cases[at] = Case(
                id=f"{case.id}-again", title=case.title, file=case.file, mistake=f"{case.id} stands twice"
            )
        seen.add(case.id)
    return cases


def load_file(file: Path) -> list[Case]:
    """Answer the cases of one file."""
    try:
        raw = read_json(file)
    except CaseError as error:
        return [Case(id=file.stem, title="unreadable", file=file, mistake=str(error))]
    if not isinstance(raw, list):
        return [Case(id=file.stem, title="unreadable", file=file, mistake="a case file is a list of cases")]
    return [_case(entry, file, at) for at, entry in enumerate(raw, start=1)]


def read_json(file: Path) -> Any:
    """Answer the content of a JSON file without floats and without keys given twice; else CaseError."""

    def no_float(text: str) -> None:
        raise CaseError(f'{file.name}: {text} is a JSON float; write "{text}"')

    def no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        content = dict(pairs)
        if len(content) < len(pairs):
            raise CaseError(f"{file.name}: a key stands twice in {sorted(key for key, _ in pairs)}")
        return content

    try:
        return json.loads(
            file.read_text("utf-8"),
            parse_float=no_float,
            parse_constant=no_float,
            object_pairs_hook=no_key_twice,
        )
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise CaseError(f"{file.name}: {error}") from error


def whole_spec(spec: Any) -> dict[str, Any]:
    """Answer an expectation in its long form: a list of rows means {rows: ...}."""
    return {"rows": spec} if isinstance(spec, list) else dict(spec)


def _case(raw: Any, file: Path, at: int) -> Case:
    case_id = (
        raw["id"] if isinstance(raw, dict) and isinstance(raw.get("id"), str) else f"{file.stem}-entry-{at}"
    )
    title = str(raw.get("title", "")) if isinstance(raw, dict) else ""
    try:
        _check_case(raw)
        steps = tuple(_step(step, number) for number, step in enumerate(raw["steps"], start=1))
        labels = [label for step in steps for label in step.labels]
        _require(len(labels) == len(set(labels)), f"a label stands twice in {labels}")
        _check_tables(raw["expect"], {*labels, "start"}, "expect")
        for step in steps:
            _check_tables(step.expect.get("tables", {}), {*labels, "start"}, f"{step.labels[0]}.expect")
    except CaseError as error:
        return Case(id=case_id, title=title, file=file, mistake=str(error))
    return Case(
        id=case_id,
        title=title,
        file=file,
        plant_replace=tuple(raw.get("plant_replace", ())),
        plant=raw["plant"],
        steps=steps,
        expect=raw["expect"],
    )


def _check_case(raw: Any) -> None:
    _require(isinstance(raw, dict), "a case is an object")
    _known(raw, _CASE_KEYS, "case")
    for key in ("id", "title", "plant", "steps", "expect"):
        _require(key in raw, f"{key} is missing")
    _require(isinstance(raw["plant"], dict), "plant is an object: table -> rows")
    _require(isinstance(raw["steps"], list), "steps is a list")
    _require(isinstance(raw["expect"], dict), "expect is an object: table -> rows")
    _known(raw.get("plant_replace", ()), PLANT_COLUMNS, "plant_replace")
    _known(raw["plant"], PLANT_COLUMNS, "plant")
    for table, rows in raw["plant"].items():
        _require(isinstance(rows, list), f"plant.{table} is a list of rows")
        for row in rows:
            _require(isinstance(row, dict), f"a row of plant.{table} is an object")
            _known(row, PLANT_COLUMNS[table], f"plant.{table}")


def _step(raw: Any, number: int) -> Step:
    place = f"s{number}"
    _require(isinstance(raw, dict), f"{place} is an object")
    _known(raw, _STEP_KEYS, place)
    do = raw.get("do")
    _require(do in STEP_ARGUMENTS, f"{place}: unknown action {do!r}")
    arguments = dict(raw.get("with", {}))
    answers = arguments.pop("answers", {})
    _known(answers, list(Confirmation), f"{place}.answers")
    _known(answers.values(), ("yes", "no"), f"{place}.answers")
    _check_arguments(do, arguments, place)
    if do == "post_journal":
        for line in arguments["lines"]:
            kind = line.get("kind")
            _require(kind in ("output", "consumption", "capacity"), f"{place}: unknown kind of line {kind!r}")
            _check_arguments(f"post_{kind}", {key: line[key] for key in line if key != "kind"}, place)
    expect = raw.get("expect", {})
    _known(expect, _EXPECT_KEYS, f"{place}.expect")
    _known((expect.get("outcome", "posted"),), OUTCOMES, f"{place}.expect.outcome")
    _known([expect["code"]] if "code" in expect else (), list(RefusalCode), f"{place}.expect.code")
    _known(expect.get("confirmations", ()), list(Confirmation), f"{place}.expect.confirmations")
    _known(expect.get("warnings", ()), list(Warned), f"{place}.expect.warnings")
    if "rows" in expect:
        _check_spec(expect["rows"], ANSWER_COLUMNS.get(do, {}), f"{place}.expect.rows")
    own = (raw["label"],) if "label" in raw else ()
    _require(all(_LABEL.fullmatch(label) for label in own), f"{place}: {own} is not a label")
    return Step(do=do, labels=(place, *own), arguments=arguments, answers=answers, expect=expect)


def _check_arguments(do: str, arguments: Mapping[str, Any], place: str) -> None:
    required, optional = (set(words.split()) for words in STEP_ARGUMENTS[do])
    _known(arguments, required | optional, f"{place} ({do})")
    missing = sorted(required - set(arguments))
    _require(not missing, f"{place} ({do}): missing {', '.join(missing)}")


def _check_tables(tables: Mapping[str, Any], labels: set[str], place: str) -> None:
    known: dict[str, Iterable[str]] = {table: PLANT_COLUMNS[table] for table in MASTER_DATA_TABLES}
    known |= TABLE_COLUMNS
    _known(tables, known, place)
    for table, spec in tables.items():
        _check_spec(spec, known[table], f"{place}.{table}")
        if isinstance(spec, dict) and "created_by" in spec:
            _require(table in LEDGERS, f"{place}.{table}: created_by is for ledgers")
            _known((spec["created_by"],), labels, f"{place}.{table}.created_by")


def _check_spec(spec: Any, columns: Iterable[str], place: str) -> None:
    _require(isinstance(spec, list | dict), f"{place} is a list of rows or an object")
    whole = whole_spec(spec)
    _known(whole, _SPEC_KEYS, place)
    _known((whole.get("match", "exact"),), MATCHES, f"{place}.match")
    for row in (*whole.get("rows", ()), whole.get("where", {}), whole.get("sum", {})):
        _known(row, columns, place)


def _known(words: Iterable[str], known: Iterable[str], place: str) -> None:
    unknown = sorted(set(words) - set(known))
    _require(not unknown, f"{place}: unknown {', '.join(map(repr, unknown))}")


def _require(holds: bool, mistake: str) -> None:
    if not holds:
        raise CaseError(mistake)
