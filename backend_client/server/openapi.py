"""The contract of the server as OpenAPI 3.1, made from the catalogue and from what the messages say of themselves.

Each field's meaning is the line of its class's docstring that begins with its name; one without a line has the
meaning of its name's words. Each number names its unit in `x-unit`. Decimals are texts, so that no quantity ever
passes through a binary fraction.
"""

from importlib.metadata import version
from typing import Any

from backend_client.catalogue import API, QUESTIONS, REQUESTS, Entry
from backend_client.engine.roles import LEAST_ROLE, LEAST_ROLE_TO_ASK
from backend_client.messages.addresses import IN_HEADER, names_in
from backend_client.messages.base import EditRequest
from backend_client.messages.codec import answer_kind
from backend_client.refusals import RefusalCode
from backend_client.server.own_contract import (
    ANSWERS,
    OWN_SCHEMAS,
    PROBLEMS,
    SESSION,
    TERMINAL,
    own_operation,
)
from backend_client.server.preconditions import IF_MATCH
from backend_client.server.schemas import Schemas, purpose_of
from backend_client.terms import Confirmation, Warned
from backend_client.wire import IDEMPOTENCY_KEY, JSON, PROBLEM_JSON, REPLAYED, ProblemCode, status_of

KNOWN_TAG = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": "^[ -~]*$"},
    "description": "the ETag of the answer that is known; 304 where it is still the same",
}
SEEN_TAG = {
    "name": IF_MATCH,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": r'^(\*|(W/)?"[0-9]{1,9}(-[0-9a-f]{1,64})?")$'},
    "description": "the ETag of what is edited, as it was looked at; 412 where it was changed since",
}
ENROLMENT = f"{API}/terminals/enrolments"


def contract() -> dict[str, Any]:
    """Make the whole document."""
    schemas = Schemas()
    paths: dict[str, dict[str, Any]] = {path: {"get": own_operation(path)} for path in ANSWERS}
    for entry in (*REQUESTS, *QUESTIONS):
        operation = _request(entry, schemas) if entry.method == "POST" else _question(entry, schemas)
        paths.setdefault(entry.path, {})[entry.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "kiosk", "version": version("kiosk"), "description": __doc__},
        "paths": paths,
        "components": {
            "schemas": {**schemas.made, **OWN_SCHEMAS, "Problem": _problem()},
            "responses": {"Problem": _response("A no; `code` says which.", "Problem", PROBLEM_JSON)},
            "securitySchemes": {"terminal": {"type": "http", "scheme": "bearer"}},
        },
    }


def _request(entry: Entry, schemas: Schemas) -> dict[str, Any]:
    receipt, body = schemas.of(answer_kind(entry.message)), schemas.of(entry.message)
    schemas.made[entry.message.__name__]["additionalProperties"] = False
    posted = {
        "type": "object",
        "required": ["receipt", "replayed", "warnings"],
        "properties": {
            "receipt": receipt,
            "replayed": {"type": "boolean", "description": "the same request was posted before"},
            "warnings": {"type": "array", "items": {"enum": [word.value for word in Warned]}},
        },
    }
    answered = {"content": {JSON: {"schema": posted}}}
    is_edit = issubclass(entry.message, EditRequest)
    replayed = {REPLAYED: {"schema": {"type": "string"}, "description": "true where it was posted before"}}
    key = {
        "name": IDEMPOTENCY_KEY,
        "in": "header",
        "required": True,
        "schema": {"type": "string", "maxLength": 64},
        "description": "the request_id, bare or in quotes; sent again with the same body it posts once, for ever",
    }
    return {
        **_about(entry),
        "parameters": [*_in_path(entry, schemas), key, SESSION, *[SEEN_TAG] * is_edit],
        "requestBody": {"required": True, "content": {JSON: {"schema": body}}},
        "responses": {
            "201": {"description": "Posted.", "headers": replayed, **answered},
            "200": {"description": "A preview: what would be posted.", **answered},
            **PROBLEMS,
        },
    }


def _question(entry: Entry, schemas: Schemas) -> dict[str, Any]:
    in_path = names_in(entry.path)
    whole = schemas.fields_of(entry.message)
    query = [
        {
            "name": name,
            "in": "query",
            "required": name in schemas.required_of(entry.message),
            "description": schema["description"],
            # a list is its JSON text
            **({"content": {JSON: {"schema": schema}}} if "items" in schema else {"schema": schema}),
        }
        for name, schema in whole.items()
        if name not in in_path and name not in IN_HEADER
    ]
    answer = {JSON: {"schema": schemas.of(answer_kind(entry.message))}}
    tag = {"ETag": {"schema": {"type": "string"}, "description": "of the answer's content"}}
    return {
        **_about(entry),
        "parameters": [*_in_path(entry, schemas), *query, SESSION, KNOWN_TAG],
        "responses": {
            "200": {"description": "The answer.", "headers": tag, "content": answer},
            "304": {"description": "The answer is the one that If-None-Match names."},
            **PROBLEMS,
        },
    }


def _about(entry: Entry) -> dict[str, Any]:
    summary, _, more = purpose_of(entry.message).partition("\n")
    least = (LEAST_ROLE if entry.method == "POST" else LEAST_ROLE_TO_ASK)[entry.message]
    return {
        "operationId": entry.message.__name__,
        "summary": summary,
        "description": more.strip(),
        "security": [] if entry.path == ENROLMENT else [TERMINAL],
        # where the plant asks people to sign on; none: a terminal that is known is enough
        "x-least-role": None if least is None else least.value,
    }


def _in_path(entry: Entry, schemas: Schemas) -> list[dict[str, Any]]:
    known = schemas.fields_of(entry.message)
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": known[name],
            "description": known[name]["description"],
        }
        for name in names_in(entry.path)
    ]


def _problem() -> dict[str, Any]:
    codes = sorted(code.value for code in (*RefusalCode, *ProblemCode))
    text = {"type": "string"}
    return {
        "type": "object",
        "description": "RFC 9457. Statuses: "
        + ", ".join(f"{code.value} {status_of(code)}" for code in (*RefusalCode, *ProblemCode)),
        "required": ["type", "title", "status", "code", "retryable", "params", "request_id"],
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "instance": text,
            "code": {"enum": codes},
            "retryable": {
                "type": "boolean",
                "description": "the same request again may go through by itself",
            },
            "params": {"type": "object", "additionalProperties": text},
            "field_errors": {"type": "array", "items": {"type": "object"}},
            "confirmations": {"type": "array", "items": {"enum": [word.value for word in Confirmation]}},
            "lines": {"type": "array", "items": {"type": "object"}},
            "request_id": text,
        },
    }


def _response(text: str, schema: str, media_type: str) -> dict[str, Any]:
    return {
        "description": text,
        "content": {media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }
