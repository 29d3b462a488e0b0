"""The body of the order line: each operation with what is expected, made, scrapped and left, and how much can be done now.

`Can` is the ceiling: good pieces of the operations before, less what this one has taken. It is shown before anything
is typed, and is no limit by itself. A wide terminal shows besides when each operation starts and ends, and the parts.

     Op  Operation       Center          Exp Good Scrap Left  Can Time/plan St
> 1  10  Body assembly   100 Assembly..   10    6     0    4    4 2:07/2:50  R
  2  20  Testing         100 Assembly..   10    0     0   10    6 0:00/1:40  -
"""

from backend_client.messages.order_line import ComponentRow, OperationRow, OrderLineCard
from backend_client.terms import RoutingStatus
from screens.frame import BLANK, Body, Cell, Role, Row, Sign, row
from screens.language.text import _, pgettext
from screens.language.writing import day, duration, figure, moment

_STATE = {
    RoutingStatus.BLANK: "-",
    RoutingStatus.PLANNED: "-",
    RoutingStatus.IN_PROGRESS: "R",
    RoutingStatus.FINISHED: "F",
}


def order_line_body(card: OrderLineCard, marked: int, *, roomy: bool, job_card_number: str = "") -> Body:
    """Draw an order line, one of its operations marked; `roomy` = a wide terminal."""
    if card.operations:
        listed = [
            _operation_row(index, operation, Sign.ASKED if index == marked else Sign.NONE, roomy=roomy)
            for index, operation in enumerate(card.operations)
        ]
    else:
        text = _("This line has no operations: output goes straight into stock.")
        listed = [row(Cell("1 ", 3), text, sign=Sign.ASKED)]
    parts = _parts(card) if roomy else ()
    return Body(
        head=(*_head(card), _titles(roomy=roomy)),
        listed=listed,
        foot=(*_job_card(job_card_number), *_foot(card), *note_rows(card), *parts),
        marked=marked,
    )


def _head(card: OrderLineCard) -> tuple[Row, ...]:
    bin_text = _("to bin %(bin)s") % {"bin": card.bin_code} if card.bin_code else card.location_code
    return (
        row(
            Cell(f"{card.description}  {card.item_no}", 37, grows=True),
            Cell(f"{figure(card.quantity)} {card.unit_of_measure_code}", 11),
            Cell(_("due %(day)s") % {"day": day(card.due_date)}, 13),
            Cell(bin_text, 16),
        ),
        row(
            Cell(_("Start %(moment)s") % {"moment": moment(card.starting_date_time)}, 19, narrow=0),
            Cell(_("end %(moment)s") % {"moment": moment(card.ending_date_time)}, 20, grows=True, narrow=0),
            Cell(_("finished %(n)s") % {"n": figure(card.finished_quantity)}, 17),
            Cell(_("remaining %(n)s") % {"n": figure(card.remaining_quantity)}, 20),
        ),
        BLANK,
    )


def _titles(*, roomy: bool) -> Row:
    times = (
        (Cell(pgettext("col 11", "Start"), 13, Role.QUIET), Cell(pgettext("col 11", "End"), 11, Role.QUIET))
        if roomy
        else ()
    )
    return row(
        Cell("", 3),
        Cell(pgettext("col 4", "Op"), 4, Role.QUIET),
        Cell(_("Operation"), 16, Role.QUIET, grows=True),
        Cell(_("Center"), 15, Role.QUIET, grows=True, narrow=0),
        *times,
        Cell(pgettext("col 5", "Exp"), 5, Role.QUIET, right=True, narrow=0),
        Cell(pgettext("col 5", "Good"), 5, Role.QUIET, right=True, narrow=0),
        Cell(pgettext("col 5", "Scrap"), 6, Role.QUIET, right=True, narrow=0),
        Cell(pgettext("col 5", "Left"), 5, Role.QUIET, right=True),
        Cell(pgettext("col 5", "Can"), 5, Role.QUIET, right=True),
        Cell(pgettext("col 9", "Time/plan"), 10, Role.QUIET, right=True, narrow=0),
        Cell(pgettext("col 2", "St"), 3, Role.QUIET, right=True),
    )


def _operation_row(index: int, operation: OperationRow, sign: Sign, *, roomy: bool) -> Row:
    used = operation.setup_time + operation.run_time
    planned = operation.expected_setup_time + operation.expected_run_time
    unit = operation.time_unit_type
    times = (
        (Cell(moment(operation.starting_date_time), 13), Cell(moment(operation.ending_date_time), 11))
        if roomy
        else ()
    )
    return row(
        Cell(str(index + 1), 2, right=True),
        Cell(" ", 1),
        Cell(operation.operation_no, 4),
        Cell(operation.description or operation.name, 16, grows=True),
        Cell(f"{operation.no} {operation.name}", 15, grows=True, narrow=0),
        *times,
        Cell(figure(operation.expected_quantity), 5, right=True, narrow=0),
        Cell(figure(operation.output_quantity), 5, right=True, narrow=0),
        Cell(figure(operation.scrap_quantity), 6, right=True, narrow=0),
        Cell(figure(operation.remaining_quantity), 5, right=True),
        Cell(figure(operation.ceiling), 5, right=True),
        Cell(f"{duration(used, unit)}/{duration(planned, unit)}", 10, right=True, narrow=0),
        Cell("!" if operation.blocked else _STATE.get(operation.routing_status, "?"), 3, right=True),
        sign=sign,
    )


def _job_card(number: str) -> tuple[Row, ...]:
    return (row(Cell(number, 2, right=True), Cell(" ", 1), _("Print the job card")),) if number else ()


def _foot(card: OrderLineCard) -> tuple[Row, ...]:
    if not card.operations:
        return ()
    last = _("Stock and the finished quantity change at the last operation, %(op)s.")
    texts = (
        _("Can = good pieces of the operation before, less what this one has taken."),
        _("St  R begun  F finished  - not begun  ! center blocked"),
        last % {"op": card.operations[-1].operation_no},
    )
    return (BLANK, *(row(Cell(text, role=Role.QUIET)) for text in texts))


def note_rows(card: OrderLineCard) -> tuple[Row, ...]:
    """Show the newest note on the order, and how many there are."""
    if not card.notes:
        return ()
    more = _("F8 reads %(n)s") % {"n": card.notes}
    return (
        row(
            Cell(_("Note"), 7, Role.CAREFUL),
            Cell(card.newest_note, 57, grows=True),
            f" {more}",
            sign=Sign.CAREFUL,
        ),
    )


def _parts(card: OrderLineCard) -> tuple[Row, ...]:
    """List the components with what their bins hold; rows that find no room are left out, the number tells."""
    if not card.components:
        return ()
    titles = row(
        Cell("", 3),
        Cell(_("Parts: %(n)s") % {"n": len(card.components)}, 63, Role.QUIET),
        Cell(pgettext("col 8", "Need"), 9, Role.QUIET, right=True),
        Cell("", 7),
        Cell(pgettext("col 11", "Bin"), 12, Role.QUIET),
        Cell(pgettext("col 8", "Here"), 9, Role.QUIET, right=True),
    )
    return (BLANK, titles, *(_part(component) for component in card.components))


def _part(component: ComponentRow) -> Row:
    is_short = component.on_hand < component.remaining_quantity
    return row(
        Cell("", 3),
        Cell(component.item_no, 16),
        Cell(component.description, 47),
        Cell(figure(component.remaining_quantity), 9, right=True),
        Cell(f" {component.unit_of_measure_code}", 7),
        Cell(component.bin_code or component.location_code, 12),
        Cell(figure(component.on_hand), 9, right=True),
        Cell("  " + _("! short") if is_short else "", 9, Role.CAREFUL),
    )
