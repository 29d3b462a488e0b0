"""The load that proposed moves change: center by center, day by day, now and then.

Center   When     Capacity      Now      %     Then      %
100      Mon 16       8:00     6:45   84.4     3:45   46.9
"""

from datetime import timedelta

from backend_client.messages.what_if import Proposal, WhatIf, WhatIfQuestion
from backend_client.terms import LoadPeriod
from screens.language.text import _
from screens.language.writing import percent
from screens.load_periods import heading
from screens.load_picture import time_of
from screens.reports.report import Column, Line, Report

_DAYS_SHOWN_MAX = 62


def load_asked(one: Proposal) -> WhatIfQuestion:
    """Ask what a proposal does to the load, over all days that its orders take now and then; by week where they are many."""
    days = [at.date() for each in one.moves for at in (each.starting_before, each.ending_before) if at]
    for each in one.moves:
        took = (
            each.ending_before - each.starting_before
            if each.starting_before and each.ending_before
            else timedelta()
        )
        if each.move.starting_date_time is not None:
            days += [each.move.starting_date_time.date(), (each.move.starting_date_time + took).date()]
        elif each.move.due_date is not None:
            days += [each.move.due_date, each.move.due_date - took - timedelta(days=1)]
    first = min(days, default=one.proposed_at.date())
    last = max(days, default=one.proposed_at.date())
    by_day = (last - first).days <= _DAYS_SHOWN_MAX
    return WhatIfQuestion(
        proposal=one.proposal,
        first_day=first,
        last_day=last,
        period=LoadPeriod.DAY if by_day else LoadPeriod.WEEK,
    )


def changed_load(answer: WhatIf, period: LoadPeriod, title: str) -> Report:
    """Tabulate the centers and days whose load the moves change, in hours and minutes."""
    centers = {(each.scope, each.no): each for each in answer.after.rows}
    columns = (
        Column(" " + _("Center"), 24, grows=True),
        Column(_("When"), 10),
        Column(_("Capacity"), 13, right=True),
        Column(_("Now"), 8, right=True),
        Column("%", 7, right=True),
        Column(_("Then"), 8, right=True),
        Column("%", 7, right=True),
    )
    lines = []
    for each in answer.changed:
        center = centers[each.scope, each.no]
        there, before, after = (
            time_of(center, value) for value in (each.capacity, each.allocated_before, each.allocated_after)
        )
        shares = percent(each.load_pct_before), percent(each.load_pct_after)
        name = f" {each.no} {center.name}".rstrip()
        texts = (name, heading(period, each.period_start), there, before, shares[0], after, shares[1])
        lines.append(Line(texts))
    return Report(title, columns, lines, _("h:mm"), nothing=_("No load is changed."))
