"""`kiosk load`: which days are asked for, and the board or its refusal."""

import argparse
import sys
from datetime import date, timedelta

from backend_client.connect import connect
from backend_client.messages.base import Refused
from backend_client.messages.load import LoadBoard, LoadQuestion
from backend_client.terms import LoadPeriod, LoadScope, LoadView, OrderStatus
from kiosk.failures import Exit
from kiosk.load_table import as_table
from kiosk.messages.output import as_json
from kiosk.settings import Settings
from screens.display import clean
from screens.language.refusals import sentences

DAYS_SHOWN = {
    LoadPeriod.DAY: 7,
    LoadPeriod.WEEK: 8 * 7,
    LoadPeriod.MONTH: 6 * 30,
    LoadPeriod.QUARTER: 365,
    LoadPeriod.YEAR: 3 * 365,
    LoadPeriod.ACCOUNTING_PERIOD: 365,
}


def show_load(settings: Settings, database_url: str, asked: argparse.Namespace, *, today: date) -> int:
    """Ask for the board and print it; without a first day it begins with this week."""
    period = LoadPeriod(asked.period)
    first = asked.first_day or today - timedelta(days=today.weekday())
    last = asked.last_day or min(first, date.max - timedelta(days=2000)) + timedelta(
        days=DAYS_SHOWN[period] - 1
    )
    question = LoadQuestion(
        first_day=first,
        last_day=last,
        period=period,
        view=LoadView(asked.view),
        scope=LoadScope(asked.scope or LoadScope.WORK_CENTER),
        no=asked.no,
        unit_of_measure_code=asked.unit,
        statuses=tuple(OrderStatus(status) for status in asked.status),
    )
    connected = connect(database_url, token=settings.token, ca_file=settings.ca_file)
    try:
        board = connected.client.ask(question)
    finally:
        connected.close()
    if isinstance(board, Refused):
        title, happened, todo = sentences(board.code, board.facts)
        print(f"kiosk: {clean(title)}. {clean(happened)} {clean(todo)}", file=sys.stderr)
        return Exit.FOUND
    board = _of_scope(board, asked)
    print(as_json(board) if asked.json else as_table(board))
    return Exit.DONE


def _of_scope(board: LoadBoard, asked: argparse.Namespace) -> LoadBoard:
    """A kind of center asked for without a number: its rows only."""
    if asked.no or asked.scope is None:
        return board
    from dataclasses import replace

    return replace(board, rows=tuple(row for row in board.rows if row.scope == asked.scope))
