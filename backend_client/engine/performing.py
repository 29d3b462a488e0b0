"""One request inside a transaction that is already open: decide, number, write, register.

Whoever opened the transaction says when it ends: the local client after each request, the importer of a plant after
all of them.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar, cast

from backend_client.catalogue import BY_MESSAGE
from backend_client.engine.clocks.following import follow_posting
from backend_client.engine.context import Context, Decided, Noted, Several, Written, posting_date_refused
from backend_client.engine.floor.gate import floor_refused
from backend_client.messages.base import EditRequest, Posted, Refused, Request
from backend_client.messages.codec import canonical, sparse
from backend_client.messages.crew import CrewChange
from backend_client.messages.people import SignedOn
from backend_client.messages.personnel import AddPersonRequest, PersonChanged
from backend_client.messages.shift import HelpCallReceipt
from backend_client.rules.badges import badge_token_hash
from backend_client.rules.ledger_checks import faults
from backend_client.store.chain import entries_hash, register_row
from backend_client.store.head import Head
from backend_client.store.posting import Insert, Posting, numbered
from backend_client.store.write import write_register, write_rows

if TYPE_CHECKING:
    from backend_client.engine.revisions import Edit

ReceiptT = TypeVar("ReceiptT")
NotPostedT = TypeVar("NotPostedT")
SECRETS = ("pin", "current_pin", "code")
"""What no register keeps, not even as a hash: it would be tried out in a second."""
NAMED = (CrewChange, PersonChanged, SignedOn)
NOBODY = "-"
UNSIGNED = ("request_id", "preview", "answers", "recorded_at", "session_id")
"""What may differ between two sendings of one request: whoever was cut off sends it again in a session of its own."""

_FUNCTIONS: dict[type[Any], Callable[[Context, Any], Any]] = {}


def perform(
    context: Context, request: Request[ReceiptT], head: Callable[[], Head], body: str
) -> Posted[ReceiptT] | Several[ReceiptT] | Noted | Refused:
    """Decide a request and write what it decides; refused, or to be done in several parts, nothing is written.

    A refusal that is noted has written what is to be remembered of it, and no register.

    head  locks the end of the ledgers where it is not yet, and answers it: called when all is decided, before the
          first row is written
    body  of the request, as `body_of` answers it
    """
    edit = _edit_of(context, request)
    changed_meanwhile = edit and edit.refused()
    if changed_meanwhile:
        return changed_meanwhile
    decided = cast(
        "Decided[ReceiptT] | Several[ReceiptT] | Noted | Refused", function_of(request)(context, request)
    )
    if not isinstance(decided, Decided):
        return _noted(context, decided, head)
    if edit is not None:
        edit.note(decided.posting)
    wrong = faults(
        item_entries=decided.posting.item_entries,
        application_entries=decided.posting.application_entries,
        value_entries=decided.posting.value_entries,
        gl_entries=decided.posting.gl_entries,
    )
    assert not wrong, wrong
    refused = _closed_refused(context, decided.posting) or floor_refused(context, request, decided.posting)
    if refused is not None:
        return _noted(context, refused, head)
    for used in context.used:
        rows = decided.posting.inserts if isinstance(used, Insert) else decided.posting.updates
        rows.append(used)  # type: ignore[arg-type]
    follow_posting(context, decided.posting)
    end = head()
    numbers = numbered(decided.posting, end.numbers)
    register_no = 0 if request.preview else numbers.register
    posted_at = max(context.now, end.posted_at)  # in the order of registers, whatever a clock does
    receipt = decided.receipt(Written(register_no=register_no, posted_at=posted_at))
    write_rows(context.connection, decided.posting)
    kept = unnamed(receipt)
    text = canonical(kept)
    row = register_row(
        request=request,
        posting=decided.posting,
        numbers=numbers,
        previous_hash=end.register_hash,
        entries=entries_hash(decided.posting),
        body=body,
        body_hash=hash_of(body),
        receipt=text,
        decided_at=context.now,
        posted_at=posted_at,
    )
    write_register(context.connection, row)
    return Posted(receipt=receipt, warnings=decided.warnings, text=text if kept is receipt else "")


def _edit_of(context: Context, request: Request[Any]) -> "Edit | None":
    """Answer what a request is about to change, where somebody looks at it first; nothing is asked for a posting."""
    if not isinstance(request, EditRequest):
        return None
    from backend_client.engine.revisions import Edit  # noqa: PLC0415 -- no terminal that only posts needs it

    return Edit(context, request)


def _closed_refused(context: Context, posting: Posting) -> Refused | None:
    """Refuse new entries of a closed accounting period, whoever decided them: a purchase, a reversal, a write-off."""
    if context.setup.closed_up_to is None:
        return None
    first = min((row["posting_date"] for _, _, rows in posting.ledgers() for row in rows), default=None)
    return None if first is None else posting_date_refused(context, first)


def _noted(context: Context, refused: NotPostedT, head: Callable[[], Head]) -> NotPostedT:
    """Write what is to be remembered of a refusal."""
    if isinstance(refused, Noted):
        head()
        posting = Posting(posting_date=context.today, inserts=list(refused.inserts))
        posting.updates += refused.updates
        write_rows(context.connection, posting)
    return refused


def function_of(message: Any) -> Callable[[Context, Any], Any]:
    """Answer the engine function that the catalogue names for a message; its module is loaded when first asked for."""
    return function_for(type(message))


def function_for(kind: type[Any]) -> Callable[[Context, Any], Any]:
    """Answer the same for a class of messages."""
    if kind not in _FUNCTIONS:
        module, name = BY_MESSAGE[kind].function.split(":")
        _FUNCTIONS[kind] = getattr(import_module(f"backend_client.engine.{module}"), name)
    return _FUNCTIONS[kind]


def body_of(request: Request[Any]) -> str:
    """Answer the canonical text of what a request asks for, without the fields that have their default.

    So a request that is sent again to a later release, which knows a field more, still is the same one.
    """
    values = {name: value for name, value in sparse(request).items() if name not in UNSIGNED}
    if isinstance(request, AddPersonRequest):
        values["name"] = NOBODY  # a name stands with its person alone, where it can be forgotten
    for part in (values, values.get("approval") or {}, values.get("signature") or {}):
        # Badges are kept as the people table keeps them: whoever reads the register makes none.
        if part.get("badge_token"):
            part["badge_token"] = badge_token_hash(part["badge_token"])
        for name in SECRETS:
            part.pop(name, None)
    return canonical(values)


def unnamed(receipt: Any) -> Any:
    """Answer a receipt as a register keeps it: without a person's name."""
    if isinstance(receipt, HelpCallReceipt):
        return replace(receipt, call=replace(receipt.call, person_name="", answered_by_name=""))
    return replace(receipt, name="") if isinstance(receipt, NAMED) else receipt


def hash_of(body: str) -> str:
    """Answer the hash by which a request sent again is told from another one under the same id."""
    return hashlib.sha256(body.encode()).hexdigest()
