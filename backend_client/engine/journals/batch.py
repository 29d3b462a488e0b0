"""A journal of many lines, posted as one: every line, or none and the list of what is wrong.

Lines are worked through in their order over the same rows, so that a line sees what the ones before it did: its
stock, its remaining quantity, its finished operation. A line that is refused is taken out of the books again before
the next one is looked at, so that each is judged for itself and all bad lines are named at once.
"""

from collections.abc import Iterable
from dataclasses import fields, replace

from backend_client import limits
from backend_client.engine.books import Books
from backend_client.engine.capacity import add_capacity
from backend_client.engine.context import Context, Decided
from backend_client.engine.journals.consumption import add_consumption_line
from backend_client.engine.journals.facts import JournalFacts
from backend_client.engine.journals.posted_line import PostedLine
from backend_client.engine.operation import add_output
from backend_client.engine.output_line import output_confirmations, output_line, output_refused
from backend_client.engine.receipt import posting_receipt
from backend_client.messages.base import Refused, RefusedLine
from backend_client.messages.journals import JournalLine, PostConsumptionRequest, PostJournalRequest
from backend_client.messages.postings import PostCapacityRequest, PostOutputRequest
from backend_client.messages.receipt import PostingReceipt
from backend_client.refusals import RefusalCode
from backend_client.store.rows import Row
from backend_client.terms import Confirmation, JournalLineKind, Warned

LineRequest = PostOutputRequest | PostConsumptionRequest | PostCapacityRequest
REQUESTS: dict[JournalLineKind, type[LineRequest]] = {
    JournalLineKind.OUTPUT: PostOutputRequest,
    JournalLineKind.CONSUMPTION: PostConsumptionRequest,
    JournalLineKind.CAPACITY: PostCapacityRequest,
}
LINE_FIELDS = tuple(each.name for each in fields(JournalLine))
OWN_FIELDS = {kind: {each.name for each in fields(request)} for kind, request in REQUESTS.items()}
OF_EVERY_KIND = frozenset({"kind", "posting_date", "document_no"})


def post_journal(context: Context, request: PostJournalRequest) -> Decided[PostingReceipt] | Refused:
    """Post the lines of a journal.

    Refuses with the code and facts of the first bad line, and names them all in `lines`; each as the request of its
    kind refuses it, or with `request-malformed` where a line holds a field of another kind. `nothing-to-post` where
    no line is left. Asks everything that any line asks, at once.
    """
    if len(request.lines) > limits.JOURNAL_LINES_MAX:
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "lines", "what": "list"})
    lines = {
        number: line
        for number, line in enumerate(request.lines, start=1)
        if not _is_empty(line) and (_is_filled(line) or not request.only_filled_lines)
    }
    if not lines:
        return Refused(code=RefusalCode.NOTHING_TO_POST, facts={"field": "lines"})
    wanted = {number: _request_of(request, line) for number, line in lines.items()}
    of_orders = [each for each in wanted.values() if not isinstance(each, PostCapacityRequest)]
    facts = JournalFacts.read(context, of_orders)
    books = Books.opened(context, request.posting_date, request.document_no)
    facts.read_stock(books, of_orders)
    bad, asked, warned = _add_lines(books, facts, lines, wanted)
    stopped = _refused(bad) or _unanswered(request, asked)
    if stopped is not None:
        return stopped
    posting = books.closed()
    names = facts.hand.descriptions()
    return Decided(
        posting=posting,
        receipt=lambda written: posting_receipt(context.setup, posting, written, descriptions=names),
        warnings=warned,
    )


def _add_lines(
    books: Books, facts: JournalFacts, lines: dict[int, JournalLine], wanted: dict[int, LineRequest]
) -> tuple[list[RefusedLine], dict[int, tuple[Confirmation, ...]], tuple[Warned, ...]]:
    """Add every line that can be; answers the bad ones, what the others ask, and what they tell besides."""
    bad: list[RefusedLine] = []
    asked: dict[int, tuple[Confirmation, ...]] = {}
    warned: list[Warned] = []
    for number, request in wanted.items():
        foreign = _foreign_field(lines[number])
        if foreign:
            named = {"field": foreign, "what": "not-of-this-kind"}
            bad.append(RefusedLine(line=number, code=RefusalCode.REQUEST_MALFORMED, facts=named))
            continue
        books.posting_date = request.posting_date or books.posting.posting_date
        books.document_no = request.document_no
        order_no = "" if isinstance(request, PostCapacityRequest) else request.order_no
        state, rows = books.state(), _copied(facts.rows_of(order_no))
        posted = _add_line(books, facts, request)
        if isinstance(posted, Refused):
            bad.append(RefusedLine(line=number, code=posted.code, facts=posted.facts))
            books.back_to(state)
            _put_back(rows)
            continue
        if posted.confirmations:
            asked[number] = posted.confirmations
        warned += posted.warnings
    return bad, asked, tuple(dict.fromkeys(warned))


def _add_line(books: Books, facts: JournalFacts, request: LineRequest) -> PostedLine | Refused:
    if isinstance(request, PostCapacityRequest):
        return add_capacity(books, request) or PostedLine()
    if isinstance(request, PostConsumptionRequest):
        return add_consumption_line(books, facts, request)
    return _add_output_line(books, facts, request)


def _add_output_line(books: Books, facts: JournalFacts, request: PostOutputRequest) -> PostedLine | Refused:
    found = facts.output(request)
    around, work = (None, None) if found is None else found
    refused = output_refused(books.context.setup, request, around)
    if refused is not None:
        return refused
    assert around is not None
    assert work is not None
    output = output_line(books, request, around, work, facts.corrected)
    if isinstance(output, Refused):
        return output
    confirmations = output_confirmations(work, output)
    return add_output(books, work, output) or PostedLine(confirmations=confirmations)


def _request_of(journal: PostJournalRequest, line: JournalLine) -> LineRequest:
    """Answer the line as the request that it would be by itself; its own date and document number win."""
    kind = REQUESTS[line.kind]
    own = {name: getattr(line, name) for name in LINE_FIELDS if name in OWN_FIELDS[line.kind]}
    own["posting_date"] = line.posting_date or journal.posting_date
    own["document_no"] = line.document_no or journal.document_no or line.order_no
    return kind(request_id=journal.request_id, person_no=journal.person_no, **own)


def _is_empty(line: JournalLine) -> bool:
    """Say whether a line names nothing and counts nothing; a date, a document number or a tick alone is nothing."""
    bare = replace(line, posting_date=None, document_no="", finished=False)
    return bare == JournalLine(kind=line.kind)


def _is_filled(line: JournalLine) -> bool:
    """Say whether a line has a quantity, a time or scrap."""
    span = line.starting_time is not None and line.ending_time is not None
    times = line.setup_time or line.run_time or line.stop_time
    made = line.output_quantity or line.scrap_quantity or line.rework_quantity or line.further_scrap
    return bool(line.quantity or times or made or span)


def _foreign_field(line: JournalLine) -> str:
    """Answer the first field that a line of this kind has no use for, though it is filled; "" = none."""
    bare = JournalLine(kind=line.kind)
    own = OWN_FIELDS[line.kind] | OF_EVERY_KIND
    return next(
        (name for name in LINE_FIELDS if name not in own and getattr(line, name) != getattr(bare, name)), ""
    )


def _copied(rows: Iterable[Row]) -> list[tuple[Row, Row]]:
    return [(row, dict(row)) for row in rows]


def _put_back(rows: Iterable[tuple[Row, Row]]) -> None:
    for row, copy in rows:
        row.update(copy)


def _refused(bad: list[RefusedLine]) -> Refused | None:
    if not bad:
        return None
    first = bad[0]
    return Refused(code=first.code, facts={**first.facts, "line": str(first.line)}, lines=tuple(bad))


def _unanswered(request: PostJournalRequest, asked: dict[int, tuple[Confirmation, ...]]) -> Refused | None:
    """Answer what is still to be asked, with the lines that ask it; or that an answer was no."""
    given = {answer.confirmation: answer.yes for answer in request.answers}
    needed = dict.fromkeys(each for confirmations in asked.values() for each in confirmations)
    if any(given.get(each) is False for each in needed):
        return Refused(code=RefusalCode.UPDATE_INTERRUPTED)
    unanswered = tuple(each for each in needed if each not in given)
    if not unanswered:
        return None
    lines = tuple(
        RefusedLine(line=number, code=RefusalCode.CONFIRMATION_NEEDED, confirmations=confirmations)
        for number, confirmations in asked.items()
    )
    return Refused(code=RefusalCode.CONFIRMATION_NEEDED, confirmations=unanswered, lines=lines)
