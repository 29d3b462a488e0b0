"""The end of an order: what is missing on it, operation by operation and part by part, said before it is finished."""

from collections.abc import Iterator

from backend_client.messages.order_lists import ListedOrder
from backend_client.messages.orders import ChangeOrderStatusRequest, FinishChecklist
from backend_client.terms import OrderStatus
from screens import notices
from screens.base import Outcome, Stay
from screens.frame import Cell, Message, Role, Row, Sign, row
from screens.language.text import _, pgettext
from screens.language.writing import figure
from screens.supervising.order_words import changed, title_of
from screens.supervising.work import Sure, Words, WorkWanted, asks, new_id


def finish_asked(order: ListedOrder, missing: FinishChecklist, seen: int) -> Sure:
    """Ask whether an order is finished that was seen in this revision, under all that is missing on it."""
    request = ChangeOrderStatusRequest(
        order_no=order.order_no, to=OrderStatus.FINISHED, request_id=new_id(), seen_revision=seen
    )
    refused = missing.refused
    yes: Outcome = WorkWanted(request=request, done=changed).confirmed(*missing.confirmations)
    if refused is not None:
        yes = Stay(notices.refused(refused))

    def message() -> Message:
        if refused is not None:
            return notices.refused(refused)
        counts = {"output": len(missing.output), "parts": len(missing.consumption)}
        lacks = _("Operations behind: %(output)s. Parts missing: %(parts)s.") % counts
        none = not missing.output and not missing.consumption
        return asks(
            _("Finish the order?"),
            _("Nothing is missing.") if none else lacks,
        )

    words = Words(title=lambda: title_of(order), where=lambda: _("not done yet"), message=message)
    return Sure(words, lambda: tuple(_missing_rows(missing)), yes)


def _missing_rows(missing: FinishChecklist) -> Iterator[Row]:
    if not missing.output and not missing.consumption:
        yield row(" ", _("Every operation and every part is posted."), sign=Sign.TAKEN)
        return
    yield _missing_row((_("Missing"), _("Expected"), pgettext("col 10", "Posted"), ""), Role.QUIET)
    for each in missing.output:
        yield _missing_row(
            (
                f"{each.operation_no} {each.description}".strip(),
                figure(each.expected_quantity),
                figure(each.posted_quantity),
                _by_itself(each.flushes_by_itself),
            ),
            sign=Sign.CAREFUL,
        )
    for part in missing.consumption:
        yield _missing_row(
            (
                f"{part.item_no} {part.description}".strip(),
                f"{figure(part.expected_quantity)} {part.unit_of_measure_code}",
                figure(part.expected_quantity - part.remaining_quantity),
                _by_itself(part.flushes_by_itself),
            ),
            sign=Sign.CAREFUL,
        )


def _by_itself(flushes: bool) -> str:  # noqa: FBT001 -- the one thing that it is about
    return _("flushed") if flushes else ""


def _missing_row(texts: tuple[str, str, str, str], role: Role = Role.TEXT, sign: Sign = Sign.NONE) -> Row:
    name, expected, posted, note = texts
    return row(
        Cell(" ", 1),
        Cell(name, 34, role, grows=True),
        Cell(expected, 11, role, right=True),
        Cell(posted, 10, role, right=True),
        Cell("  ", 2),
        Cell(note, 18, role),
        sign=sign,
    )
