"""What a server's answer says: posted, an answer, a no of the engine, or trouble.

A newer server may say more than this program knows. Members that are not known are passed over; words that are not
known, a refusal's code among them, stay as they are and are shown so. What it asks in words that are not known here
can't be answered here: `terminal-outdated`. An older server may not know what it is asked: `not-known-to-server`.
"""

import json
from typing import Any, TypeVar, cast

from backend_client.client import BackendBroken, BackendError, ProgramTooOld, TerminalNotRecognised
from backend_client.messages.base import Posted, Question, Refused, RefusedLine, Request
from backend_client.messages.codec import WordOutdated, answer_kind, from_newer, is_known, newer_word
from backend_client.refusals import RefusalCode
from backend_client.terms import Confirmation, Warned
from backend_client.wire import ProblemCode

AnswerT = TypeVar("AnswerT")
ReceiptT = TypeVar("ReceiptT")
REFUSALS = frozenset(code.value for code in RefusalCode)
PROBLEMS = frozenset(code.value for code in ProblemCode)
UNKNOWN_THERE = frozenset({ProblemCode.ROUTE_NOT_FOUND.value, ProblemCode.METHOD_NOT_ALLOWED.value})
NO, FAULT = 400, 500


def posted_of(
    request: Request[ReceiptT], status: int, content: bytes, call_id: str
) -> Posted[ReceiptT] | Refused:
    """Read the answer to a request; raises BackendError."""
    value = _json(content, call_id)
    try:
        if status >= NO:
            return _refused(value, status, call_id)
        return Posted(
            receipt=from_newer(answer_kind(type(request)), value["receipt"]),
            replayed=bool(value["replayed"]),
            warnings=tuple(newer_word(Warned, word) for word in value["warnings"]),
        )
    except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError) as error:
        raise BackendBroken(call_id) from error


def answer_of(question: Question[AnswerT], status: int, content: bytes, call_id: str) -> AnswerT | Refused:
    """Read the answer to a question; raises BackendError."""
    value = _json(content, call_id)
    try:
        if status >= NO:
            return _refused(value, status, call_id)
        return cast("AnswerT", from_newer(answer_kind(type(question)), value))
    except WordOutdated as error:
        return Refused(code=RefusalCode.TERMINAL_OUTDATED, facts={"code": str(error)})
    except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError) as error:
        raise BackendBroken(call_id) from error


def _json(content: bytes, call_id: str) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:  # a proxy's page, most likely
        raise BackendBroken(call_id) from error


def _refused(problem: dict[str, Any], status: int, call_id: str) -> Refused:
    """Read a problem document: a refusal of the engine is answered, any other no is raised."""
    code = problem["code"]
    if code in UNKNOWN_THERE:
        return Refused(code=RefusalCode.NOT_KNOWN_TO_SERVER)
    if code not in REFUSALS and not _is_newer(problem, status):
        raise _trouble(problem, call_id)
    refused = Refused(
        code=newer_word(RefusalCode, code),
        facts={str(name): str(value) for name, value in problem["params"].items()},
        confirmations=tuple(newer_word(Confirmation, word) for word in problem.get("confirmations", ())),
        lines=tuple(from_newer(RefusedLine, line) for line in problem.get("lines", ())),
    )
    asked = (*refused.confirmations, *(word for line in refused.lines for word in line.confirmations))
    unasked = next((word.value for word in asked if not is_known(word)), "")
    return Refused(code=RefusalCode.TERMINAL_OUTDATED, facts={"code": unasked}) if unasked else refused


def _is_newer(problem: dict[str, Any], status: int) -> bool:
    """Answer whether a no is one that a later release's server gives: neither a proxy's page nor a fault."""
    code = problem["code"]
    is_ours = problem.get("type") == f"/problems/{code}" and problem.get("retryable") is False
    return is_ours and code not in PROBLEMS and status < FAULT


def _trouble(problem: dict[str, Any], call_id: str) -> BackendError:
    code, params = problem["code"], problem["params"]
    if code == ProblemCode.TERMINAL_NOT_RECOGNISED:
        return TerminalNotRecognised(str(problem.get("detail", "")))
    if code == ProblemCode.CLIENT_TOO_OLD:
        return ProgramTooOld(str(params.get("oldest", "")))
    return BackendBroken(str(params.get("incident", call_id)))
