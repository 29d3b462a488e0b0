"""What was scrapped or stood still, by reason, center, item, day or week: the largest cause first.

Stop time counts in minutes, by the unit of its work center.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from backend_client import limits
from backend_client.engine.center_days import days_refused, unknown_center, wanted_of
from backend_client.engine.context import Context
from backend_client.engine.figures.planned import Key, center_name, entries_asked, minutes_of
from backend_client.figure_terms import Loss, LossGroup
from backend_client.messages.base import Refused
from backend_client.messages.center_days import CapacityEntriesQuestion
from backend_client.messages.key_figures import Losses, LossesQuestion, LossLine
from backend_client.rules.pareto import pareto
from backend_client.rules.rounding import ZERO, exact, round_time
from backend_client.store.queries import key_figures as stored
from backend_client.terms import CapacityType

COLUMN = {
    LossGroup.REASON: "",
    LossGroup.CENTER: "no",
    LossGroup.ITEM: "item_no",
    LossGroup.DAY: "posting_date",
    LossGroup.WEEK: "posting_date",
}
LAST_DAY_OF_WEEK = timedelta(days=6)


def losses(context: Context, question: LossesQuestion) -> Losses | Refused:
    """Answer the causes of a loss. Refuses with `period-out-of-range`, `center-not-found`."""
    refused = days_refused(question.first_day, question.last_day)
    if refused is None and question.no:
        refused = unknown_center(context, question.type, question.no)
    if refused is not None:
        return refused
    with exact():
        causes = pareto((key, round_time(lost)) for key, lost in _sums(context, question).items())
    shown = causes[: limits.REPORT_ROWS_MAX]
    names = _names(context, question, [cause.key for cause in shown])
    return Losses(
        loss=question.loss,
        by=question.by,
        first_day=question.first_day,
        last_day=question.last_day,
        lines=tuple(
            LossLine(
                key=cause.key.first,
                name=names.get(cause.key, ""),
                quantity=cause.loss,
                share_pct=cause.share_pct,
                cumulated_pct=cause.cumulated_pct,
                entries=_entries(question, cause.key),
            )
            for cause in shown
        ),
        total=sum((cause.loss for cause in causes), ZERO),
    )


def _sums(context: Context, question: LossesQuestion) -> dict[Key, Decimal]:
    wanted = wanted_of(entries_asked(question))
    sums: dict[Key, Decimal] = defaultdict(Decimal)
    for row in stored.losses(context.connection, question.loss, wanted, COLUMN[question.by]):
        is_time = question.loss is Loss.STOP
        sums[_key(question.by, row)] += (
            minutes_of(context.setup, row.work_center_no, row.lost) if is_time else row.lost
        )
    return sums


def _key(by: LossGroup, row: Any) -> Key:
    match by:
        case LossGroup.CENTER:
            return Key(row.no, row.type.value)
        case LossGroup.WEEK:
            return Key((row.key - timedelta(days=row.key.weekday())).isoformat())
        case LossGroup.DAY:
            return Key(row.key.isoformat())
    return Key(row.key)


def _names(context: Context, question: LossesQuestion, keys: list[Key]) -> dict[Key, str]:
    setup = context.setup
    match question.by:
        case LossGroup.REASON:
            codes = setup.scrap_codes if question.loss is Loss.SCRAP else setup.stop_codes
            return {key: codes.get(key.first, "") for key in keys}
        case LossGroup.CENTER:
            return {key: center_name(setup, (CapacityType(key.second), key.first)) for key in keys}
        case LossGroup.ITEM:
            names = stored.item_names(context.connection, [key.first for key in keys])
            return {key: names.get(key.first, "") for key in keys}
    return {}


def _entries(question: LossesQuestion, key: Key) -> CapacityEntriesQuestion:
    asked = entries_asked(question)
    match question.by:
        case LossGroup.REASON:
            return replace(asked, reason_code=key.first)
        case LossGroup.CENTER:
            return replace(asked, type=CapacityType(key.second), no=key.first, with_machine_centers=False)
        case LossGroup.ITEM:
            return replace(asked, item_no=key.first)
    first = date.fromisoformat(key.first)
    last = first if question.by is LossGroup.DAY else first + LAST_DAY_OF_WEEK
    return replace(asked, first_day=max(first, question.first_day), last_day=min(last, question.last_day))
