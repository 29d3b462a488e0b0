"""Reading the audit trail."""

from backend_client import limits
from backend_client.engine.context import Context
from backend_client.messages.audit import AuditLine, AuditQuestion, AuditTrail
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.store.queries.audit_trail import AuditWanted, audit_entries

NUMBER_DIGITS_MAX = 18


def audit_trail(context: Context, question: AuditQuestion) -> AuditTrail | Refused:
    """Answer a page of entries, the newest first; `page` is the number of the last one before.

    Refuses with `request-malformed`: a page that no answer named, a moment without time zone.
    """
    page = question.page
    if page and not (page.isascii() and page.isdigit() and len(page) <= NUMBER_DIGITS_MAX):
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "page"})
    for field in ("first_moment", "last_moment"):
        moment = getattr(question, field)
        if moment is not None and moment.tzinfo is None:
            return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": field, "what": "moment"})
    wanted = AuditWanted(
        event=question.event,
        person_no=question.of_person,
        terminal_id=question.of_terminal,
        first_moment=question.first_moment,
        last_moment=question.last_moment,
    )
    most = min(question.most or limits.PEOPLE_MAX, limits.PEOPLE_MAX)
    found = audit_entries(context.connection, wanted, int(page or 0), most + 1)
    lines = tuple(
        AuditLine(
            entry_no=row.id,
            at=row.at,
            event=row.event,
            person_no=row.person_no,
            terminal_id=row.terminal_id,
            register_no=row.register_no,
            table_name=row.table_name,
            row_key=row.row_key,
            before=row.before,
            after=row.after,
        )
        for row in found[:most]
    )
    return AuditTrail(entries=lines, next_page=str(lines[-1].entry_no) if len(found) > most else "")
