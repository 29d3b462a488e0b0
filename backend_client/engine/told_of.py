"""What is done elsewhere and told to the audit trail: exports, and decisions on what terminals keep."""

from backend_client.engine.admission import named_refused
from backend_client.engine.audited import audited
from backend_client.engine.context import Context, Decided
from backend_client.engine.floor.approval import is_supervisor
from backend_client.kept_terms import KeptDecision
from backend_client.messages.base import Refused
from backend_client.messages.exports import ExportRecorded, RecordExportRequest
from backend_client.messages.posting_decisions import DecideKeptPostingRequest, KeptPostingDecided
from backend_client.people_terms import AuditEvent
from backend_client.refusals import RefusalCode
from backend_client.store.posting import Posting
from backend_client.store.queries.entries_together import role_of

WITH_REASON = frozenset({KeptDecision.REPOST, KeptDecision.DROP})


def decide_kept_posting(
    context: Context, request: DecideKeptPostingRequest
) -> Decided[KeptPostingDecided] | Refused:
    """Note a supervisor's decision; what becomes of the posting is the terminal's.

    Refuses with `role-not-allowed` whoever is no supervisor, also where a plant has nobody sign on to post;
    `request-malformed` without a reason, or without the posting.
    """
    if not context.trusted and not is_supervisor(role_of(context.connection, request.person_no)):
        return Refused(code=RefusalCode.ROLE_NOT_ALLOWED, facts={"role": "supervisor"})
    if request.decision in WITH_REASON and not request.reason.strip():
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "reason"})
    if not request.kept_request_id and request.decision is not KeptDecision.SEND_LOST:
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "kept_request_id"})
    told = {
        "decision": request.decision.value,
        "message": request.message,
        "corrected_request_id": request.corrected_request_id,
        "reason": request.reason,
    }
    entry = audited(
        context,
        request,
        AuditEvent.KEPT_POSTING_DECIDED,
        table="registers",
        row_key=request.kept_request_id,
        after={name: text for name, text in told.items() if text},
    )
    receipt = KeptPostingDecided(decision=request.decision, kept_request_id=request.kept_request_id)
    posting = Posting(posting_date=context.today, inserts=[entry])
    return Decided(posting=posting, receipt=lambda _: receipt)


def record_export(context: Context, request: RecordExportRequest) -> Decided[ExportRecorded] | Refused:
    """Note who takes what out of the plant as a file.

    Refuses with `sign-on-needed`, `session-ended` whoever names a person that is not signed on here.
    """
    refused = named_refused(context, request)
    if refused is not None:
        return refused
    entry = audited(
        context,
        request,
        AuditEvent.EXPORTED,
        table="registers",
        row_key=request.form.value,
        after={"what": request.what},
    )
    receipt = ExportRecorded(what=request.what)
    return Decided(posting=Posting(posting_date=context.today, inserts=[entry]), receipt=lambda _: receipt)
