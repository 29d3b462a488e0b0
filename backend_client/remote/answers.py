"""What a server's answer says: posted, an answer, a no of the engine, or trouble.

A newer server may say more than this program knows; members it does not know are passed over.
"""

import json
from typing import Any, TypeVar, cast

from backend_client.client import BackendBroken, BackendError, ProgramTooOld, TerminalNotRecognised
from backend_client.messages.base import Posted, Question, Refused, RefusedLine, Request
from backend_client.messages.codec import answer_kind, from_newer
from backend_client.refusals import RefusalCode
from backend_client.terms import Confirmation, Warned
from backend_client.wire import ProblemCode

AnswerT = TypeVar("AnswerT")
ReceiptT = TypeVar("ReceiptT")
REFUSALS = frozenset(code.value for code in RefusalCode)
WARNINGS = frozenset(word.value for word in Warned)
NO = 400


def posted_of(
    request: Request[ReceiptT], status: int, content: bytes, call_id: str
) -> Posted[ReceiptT] | Refused:
    """Read the answer to a request; raises BackendError."""
    value = _json(content, call_id)
    try:
        if status >= NO:
            return _refused(value, call_id)
        return Posted(
            receipt=from_newer(answer_kind(type(request)), value["receipt"]),
            replayed=bool(value["replayed"]),
            warnings=tuple(Warned(word) for word in value["warnings"] if word in WARNINGS),
        )
    except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError) as error:
        raise BackendBroken(call_id) from error


def answer_of(question: Question[AnswerT], status: int, content: bytes, call_id: str) -> AnswerT | Refused:
    """Read the answer to a question; raises BackendError."""
    value = _json(content, call_id)
    try:
        if status >= NO:
            return _refused(value, call_id)
        return cast("AnswerT", from_newer(answer_kind(type(question)), value))
    except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError) as error:
        raise BackendBroken(call_id) from error


def _json(content: bytes, call_id: str) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:  # a proxy's page, most likely
        raise BackendBroken(call_id) from error


def _refused(problem: dict[str, Any], call_id: str) -> Refused:
    """Read a problem document: a refusal of the engine is answered, any other no is raised."""
    code = problem["code"]
    if code not in REFUSALS:
        raise _trouble(problem, call_id)
    return Refused(
        code=RefusalCode(code),
        facts={str(name): str(value) for name, value in problem["params"].items()},
        confirmations=tuple(Confirmation(word) for word in problem.get("confirmations", ())),
        lines=tuple(from_newer(RefusedLine, line) for line in problem.get("lines", ())),
    )


def _trouble(problem: dict[str, Any], call_id: str) -> BackendError:
    code, params = problem["code"], problem["params"]
    if code == ProblemCode.TERMINAL_NOT_RECOGNISED:
        return TerminalNotRecognised(str(problem.get("detail", "")))
    if code == ProblemCode.CLIENT_TOO_OLD:
        return ProgramTooOld(str(params.get("oldest", "")))
    return BackendBroken(str(params.get("incident", call_id)))
