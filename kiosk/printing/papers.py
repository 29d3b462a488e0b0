"""Each paper from what the back end answers about it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend_client.messages.base import Refused
from backend_client.messages.load import LoadQuestion
from backend_client.messages.order_line import ReasonCodesQuestion
from backend_client.messages.order_lists import ProductionOrderQuestion
from backend_client.messages.output_labels import OutputLabelsQuestion
from backend_client.messages.personnel import PeopleQuestion
from backend_client.refusals import RefusalCode
from backend_client.terms import CapacityType, LoadScope
from kiosk.acting import Acting
from kiosk.people import new_badge
from screens.language.text import _
from screens.paper.badge import BadgeHolder, badge
from screens.paper.job_card import Stamp, job_card
from screens.paper.label import label_pdf
from screens.paper.manual import Reader, manual
from screens.paper.scanner_test import scanner_test
from screens.paper.sheet import Center, few, sheet
from screens.paper.zpl import label_zpl
from screens.training import TRAINING_BADGE

_NOT_IN_FILE_NAMES = re.compile(r"[^0-9A-Za-z-]+")


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished paper and the name of its file."""

    name: str
    paper: bytes


def job_card_of(who: Acting, stamp: Stamp, order_no: str, operation_no: str) -> Printed | Refused:
    """Draw an order's job card, or an operation's. Refusals: order-not-found, operation-not-found."""
    whole = who.ask(ProductionOrderQuestion(order_no=order_no.strip().upper()))
    if isinstance(whole, Refused):
        return whole
    known = {operation.operation_no for line in whole.lines for operation in line.operations}
    if operation_no and operation_no not in known:
        facts = {"order_no": order_no, "operation_no": operation_no}
        return Refused(code=RefusalCode.OPERATION_NOT_FOUND, facts=facts)
    return Printed(_file("job-card", order_no, operation_no), job_card(whole, stamp, operation_no))


def sheet_of(
    who: Acting, stamp: Stamp, machine: str, work_center: str, *, every_reason: bool
) -> Printed | Refused:
    """Draw the sheets of a machine center or a work center. Refusals: center-not-found."""
    kind = CapacityType.MACHINE_CENTER if machine else CapacityType.WORK_CENTER
    no = (machine or work_center).strip().upper()
    name = _name_of(who, kind, no, stamp.printed_at.date())
    if isinstance(name, Refused):
        return name
    reasons = who.ask(ReasonCodesQuestion(type=kind, no=no))
    if isinstance(reasons, Refused):
        return reasons
    scrap, stop = reasons.scrap_codes, reasons.stop_codes
    if not every_reason:
        scrap, stop = few(scrap), few(stop)
    return Printed(_file("sheet", no), sheet(Center(type=kind, no=no, name=name), scrap, stop, stamp))


def badge_of(who: Acting, person_no: str) -> Printed | Refused:
    """Give a person a new badge and draw it; the one before it is worth nothing from now on."""
    people = who.ask_all(PeopleQuestion(), "people")
    if isinstance(people, Refused):
        return people
    no = person_no.strip().upper()
    names = {person.no: person.name for person in people}
    token, issued = new_badge(who, no)
    if isinstance(issued, Refused):
        return issued
    return Printed(_file("badge", no), badge(BadgeHolder(no=no, name=names.get(no, "")), token))


def manual_for(reader: str) -> Printed:
    """Draw a manual in the language that is spoken."""
    return Printed(_file("manual", reader), manual(Reader(reader)))


def training_badge() -> Printed:
    """Draw the badge that leads to training, the same on every terminal."""
    return Printed(_file("training-badge"), badge(BadgeHolder(no="", name=_("Training")), TRAINING_BADGE))


def labels_of(
    who: Acting, order_no: str, line_no: int, register_no: int, *, copy: bool, dpi: int
) -> Printed | Refused | None:
    """Draw the labels of what an order made: PDF for `dpi` 0, else ZPL; None where it made nothing.

    Refusals: order-not-found.
    """
    goods = who.ask(OutputLabelsQuestion(order_no=order_no, order_line_no=line_no, register_no=register_no))
    if isinstance(goods, Refused):
        return goods
    if not goods:
        return None
    if dpi:
        return Printed(_file("label", order_no, kind="zpl"), label_zpl(goods, dpi, copy=copy))
    return Printed(_file("label", order_no), label_pdf(goods, copy=copy))


def scanner_test_of(stamp: Stamp) -> Printed:
    """Draw the scanner test."""
    return Printed(_file("scanner-test"), scanner_test(stamp))


def _name_of(who: Acting, kind: CapacityType, no: str, today: date) -> str | Refused:
    scope = LoadScope.MACHINE_CENTER if kind is CapacityType.MACHINE_CENTER else LoadScope.WORK_CENTER
    board: Any = who.ask(LoadQuestion(first_day=today, last_day=today, scope=scope, no=no))
    return board if isinstance(board, Refused) else next((row.name for row in board.rows if row.no == no), "")


def _file(*parts: str, kind: str = "pdf") -> str:
    """Name a file: whatever an order is called, no part of the name leads into another folder."""
    return (
        "-".join(
            _NOT_IN_FILE_NAMES.sub("_", part.upper() if at else part) for at, part in enumerate(parts) if part
        )
        + f".{kind}"
    )
