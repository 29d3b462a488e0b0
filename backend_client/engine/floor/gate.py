"""What holds for every posting, whoever made it: a station, a batch, a plant file, the API.

The rules look at the entries that a request is about to write, not at the request, so no way of posting is
forgotten. In this order: the posting date, the person at each center, quantities, what a supervisor
approves, and the person's own signature.
"""

from datetime import date

from backend_client.engine.context import Context, Noted
from backend_client.engine.floor.approval import approved
from backend_client.engine.floor.posted_quantities import quantities_refused
from backend_client.engine.floor.rules_of_plant import not_permitted, windows_of
from backend_client.engine.floor.signing import signature_refused
from backend_client.messages.base import Refused, Request
from backend_client.refusals import RefusalCode
from backend_client.rules.posting_window import allowed_days
from backend_client.store.posting import Posting
from backend_client.store.queries.entries_together import role_of
from backend_client.terms import Role


def floor_refused(context: Context, request: Request[object], posting: Posting) -> Refused | Noted | None:
    """Refuse what the rules of the floor forbid; an approval that was used is noted in the posting.

    Refuses with `posting-date-not-allowed`, `center-not-permitted`, `over-output`, `under-output`,
    `operation-out-of-sequence`, `supervisor-needed`, `approval-not-valid`, `signature-needed`,
    `signature-not-valid`, and as PINs are (see pin_checks.py). Stock posted without an order, such as
    opening stock, is not of the floor.
    """
    items = [row for row in posting.item_entries if row["order_no"]]
    if not (posting.capacity_entries or items):
        return None
    setup = context.setup
    if setup.posting_permissions or setup.posting_date_windows:
        role = role_of(context.connection, request.person_no)
        days = {row["posting_date"] for row in (*posting.capacity_entries, *items)}
        refused = _dates_refused(context, role, days) or _centers_refused(context, request, role, posting)
        if refused is not None:
            return refused
    exceeded = quantities_refused(context, posting)
    if isinstance(exceeded, Refused):
        return exceeded
    return approved(context, request, posting, exceeded) or signature_refused(context, request, posting)


def _dates_refused(context: Context, role: Role | None, days: set[date]) -> Refused | None:
    allowed = allowed_days(windows_of(context.setup), role, context.today)
    if allowed is None or all(allowed[0] <= day <= allowed[1] for day in days):
        return None
    facts = {"field": "posting_date", "first": allowed[0].isoformat(), "last": allowed[1].isoformat()}
    return Refused(code=RefusalCode.POSTING_DATE_NOT_ALLOWED, facts=facts)


def _centers_refused(
    context: Context, request: Request[object], role: Role | None, posting: Posting
) -> Refused | None:
    if not context.setup.posting_permissions:
        return None
    for row in posting.capacity_entries:
        entered = bool(row["no"]) and not (row["flushed"] or row["subcontracting"])
        refused = not_permitted(context.setup, request.person_no, role, row) if entered else None
        if refused is not None:
            return refused
    return None
