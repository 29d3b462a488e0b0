"""From a call to a message, from an outcome to an answer.

    POST  body = the request as JSON, Idempotency-Key = its request_id   201 {"receipt", "replayed", "warnings"}
    GET   query = the question                                           200 the answer, with an ETag of its content

A preview is answered with 200, since nothing was made. A field that stands in path and body has to be the same.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any, TypeVar

from starlette.responses import Response

from backend_client.catalogue import Entry
from backend_client.messages.addresses import decoded, read_question, target_of, value_of
from backend_client.messages.base import Posted, Question, Refused, Request
from backend_client.messages.codec import plain
from backend_client.messages.strict import Unreadable, hints_of, read_values, values_of
from backend_client.server.authorizer import ANY_TERMINAL, Caller
from backend_client.server.preconditions import IF_MATCH, fill_from_tag, tag_of
from backend_client.server.problems import Problem
from backend_client.wire import IDEMPOTENCY_KEY, JSON, OPERATOR_SESSION, REPLAYED, ProblemCode

MessageT = TypeVar("MessageT", Request[Any], Question[Any])
CREATED, DONE, NOT_MODIFIED = 201, 200, 304


def path_values(path_params: Mapping[str, str]) -> dict[str, str]:
    """Answer the texts of a path's names; what is no text names nothing."""
    try:
        values = {name: decoded(segment) for name, segment in path_params.items()}
    except ValueError as error:
        raise Problem(ProblemCode.ROUTE_NOT_FOUND, "the path is no text", field="path") from error
    if not all(value.isprintable() for value in values.values()):
        raise Problem(ProblemCode.ROUTE_NOT_FOUND, "the path holds control characters", field="path")
    return values


def request_of(
    entry: Entry, path: Mapping[str, str], body: bytes, headers: Mapping[str, str], caller: Caller
) -> Request[Any] | Refused:
    """Read a request; id, session and seen revision may stand in the headers alone, its terminal is the caller's.

    Raises Problem.
    """
    key = _bare(headers.get(IDEMPOTENCY_KEY))
    session_id = headers.get(OPERATOR_SESSION, "")
    try:
        values = _object_of(body)
        _fill_from_path(entry, values, path)
        if tag := headers.get(IF_MATCH):
            fill_from_tag(entry.message, values, tag)
    except Unreadable as error:
        return Unreadable(error.field or "body", error.what).refused()
    if values.setdefault("request_id", key) != key:
        raise Problem(ProblemCode.IDEMPOTENCY_KEY_MISMATCH, "header and body differ", field="Idempotency-Key")
    if session_id and values.get("session_id", "") not in {"", session_id}:
        return Unreadable("session_id", "header").refused()
    if session_id:
        values["session_id"] = session_id
    request: Request[Any] | Refused = read_values(entry.message, values)
    return request if isinstance(request, Refused) else _of_caller(request, caller)


def question_of(
    entry: Entry, path: Mapping[str, str], query: str, headers: Mapping[str, str], caller: Caller
) -> Question[Any] | Refused:
    """Read a question from path and query, in the session of the header, at the caller's terminal. Raises Problem."""
    question: Question[Any] | Refused = read_question(entry.message, path, query)
    if isinstance(question, Refused):
        return question
    return _of_caller(replace(question, session_id=headers.get(OPERATOR_SESSION, "")), caller)


def _of_caller(message: MessageT, caller: Caller) -> MessageT:
    """Answer the message with the terminal that it comes from: nobody speaks in another one's name."""
    terminal_id: str = message.terminal_id
    if not caller.may_speak_for(terminal_id):
        raise Problem(ProblemCode.NOT_ALLOWED_HERE, "another terminal's name", field="terminal_id")
    if terminal_id or caller.terminal_id == ANY_TERMINAL:
        return message
    return replace(message, terminal_id=caller.terminal_id)


def posted_response(request: Request[Any], posted: Posted[Any]) -> Response:
    """Answer what was posted."""
    beside = _text({"replayed": posted.replayed, "warnings": plain(posted.warnings)})
    content = f'{{"receipt":{posted.text or _text(plain(posted.receipt))},{beside[1:]}'.encode()
    headers = {REPLAYED: "true"} if posted.replayed else {}
    return Response(
        content, status_code=DONE if request.preview else CREATED, headers=headers, media_type=JSON
    )


def answer_response(entry: Entry, question: Any, answer: Any, known_tag: str | None) -> Response:
    """Answer a question; who has this very answer already is told so, a page of a list names the next."""
    content = _text(plain(answer)).encode()
    known_by = sha256(content).hexdigest()[:32]
    revision = getattr(answer, "revision", None)
    tag = f'"{known_by}"' if revision is None else tag_of(revision, known_by)
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    known = {part.strip().removeprefix("W/") for part in (known_tag or "").split(",")}
    if known & {tag, "*"}:
        return Response(status_code=NOT_MODIFIED, headers=headers)
    if next_page := getattr(answer, "next_page", ""):
        headers["Link"] = f'<{target_of(entry.path, replace(question, page=next_page))}>; rel="next"'
    return Response(content, headers=headers, media_type=JSON)


def _bare(key: str | None) -> str:
    """Answer a key without the quotes that structured fields put around a text."""
    if key is None:
        raise Problem(
            ProblemCode.IDEMPOTENCY_KEY_MISSING, "every POST names its request", field="Idempotency-Key"
        )
    return key[1:-1] if len(key) > 1 and key[0] == key[-1] == '"' else key


def _object_of(body: bytes) -> dict[str, Any]:
    try:
        values = values_of(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unreadable("body", "text") from error
    if not isinstance(values, dict):
        raise Unreadable("body", "object")
    return values


def _fill_from_path(entry: Entry, values: dict[str, Any], path: Mapping[str, str]) -> None:
    hints = hints_of(entry.message)
    for name, text in path.items():
        in_path = value_of(hints[name], text, name)
        if values.setdefault(name, in_path) != in_path:
            raise Unreadable(name, "path")


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
