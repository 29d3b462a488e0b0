"""The part of the contract that no message says: the routes that are the server's own."""

from typing import Any

from backend_client import limits
from backend_client.wire import EVENT_STREAM, JSON, OPERATOR_SESSION

TERMINAL: dict[str, list[str]] = {"terminal": []}
PROBLEMS = {
    "4XX": {"$ref": "#/components/responses/Problem"},
    "5XX": {"$ref": "#/components/responses/Problem"},
}
SESSION = {
    "name": OPERATOR_SESSION,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": limits.REQUEST_ID_LENGTH_MAX},
    "description": "session_id of the person's sign-on; needed for a role where the plant asks people to sign on",
}


def text(description: str, **more: Any) -> dict[str, Any]:
    """Answer the schema of a text."""
    return {"type": "string", "description": description, **more}


def number(description: str) -> dict[str, Any]:
    """Answer the schema of a whole number that is not negative."""
    return {"type": "integer", "minimum": 0, "maximum": limits.ENTRY_NO_MAX, "description": description}


def entity(description: str, properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """Answer the schema of an object that has all of its properties but those that are optional."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "description": description, "required": required, "properties": properties}


CHANGE = {
    "register_no": number("number of the register, in the order of commits, without gaps"),
    "request_kind": text("operationId of the request"),
    "request_id": text("the request's id; empty for a sign-on, whose id is its session"),
    "terminal_id": text("the terminal it came from"),
    "person_no": text("the person who entered it"),
    "posted_at": text("moment of posting", format="date-time"),
    "posting_date": text("day of posting in the ledgers", format="date"),
    "document_no": text("the document that the entries name"),
    "order_no": text("the production order, where it is about one"),
}
OWN_SCHEMAS: dict[str, dict[str, Any]] = {
    "Alive": entity("This process runs.", {"alive": {"type": "boolean", "description": "always true"}}),
    "Ready": entity(
        "Whether this process can post.",
        {
            "ready": {"type": "boolean", "description": "every check is good"},
            "checks": {
                "type": "object",
                "additionalProperties": {"type": "string"},
                "description": "check -> good, or what is wrong; for a terminal that is known only",
            },
        },
        optional=("checks",),
    ),
    "About": entity(
        "Versions and the server's time.",
        {
            "api_version": text("version of this contract"),
            "program_version": text("version of the server's program"),
            "oldest_client_version": text("oldest version of a terminal that is served"),
            "server_time": text(
                "the server's moment, for the offset of a terminal's clock", format="date-time"
            ),
            "last_register_no": number("the last register; below one that was told: restored from a backup"),
        },
    ),
    "Change": entity("One register.", CHANGE),
    "Changes": entity(
        "Registers after `since`, the oldest first.",
        {
            "items": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/Change"},
                "maxItems": limits.CHANGES_MAX,
                "description": "the registers",
            },
            "next_since": number("what to ask with next"),
            "last_register_no": number("the last register"),
        },
    ),
    "PostedAs": entity(
        "What a request was posted as.",
        {**CHANGE, "receipt": {"type": "object", "description": "the receipt that was answered"}},
    ),
}
SUMMARIES = {
    "/livez": "Is this process alive?",
    "/readyz": "Can this process post? With a token: each check.",
    "/metrics": "Calls and how long they took, as Prometheus text.",
    "/openapi.json": "This contract.",
    "/api/v1/about": "Versions, and the server's time for the offset of a terminal's clock.",
    "/api/v1/changes": "Registers after `since`, at once or within `wait` seconds.",
    "/api/v1/events": "The same as an event stream; Last-Event-ID resumes it.",
    "/api/v1/postings/{request_id}": "What a request was posted as; 404: it is safe to send.",
}
ANSWERS: dict[str, tuple[str, dict[str, Any]]] = {
    "/livez": (JSON, {"$ref": "#/components/schemas/Alive"}),
    "/readyz": (JSON, {"$ref": "#/components/schemas/Ready"}),
    "/metrics": ("text/plain", {"type": "string"}),
    "/openapi.json": (JSON, {"type": "object"}),
    "/api/v1/about": (JSON, {"$ref": "#/components/schemas/About"}),
    "/api/v1/changes": (JSON, {"$ref": "#/components/schemas/Changes"}),
    "/api/v1/events": (EVENT_STREAM, {"type": "string"}),
    "/api/v1/postings/{request_id}": (JSON, {"$ref": "#/components/schemas/PostedAs"}),
}
SINCE = number("a register's number; left out: the last one")
PARAMETERS: dict[str, list[dict[str, Any]]] = {
    "/api/v1/changes": [
        {"name": "since", "in": "query", "schema": SINCE, "description": SINCE["description"]},
        {
            "name": "wait",
            "in": "query",
            "schema": {"type": "integer", "minimum": 0, "maximum": limits.CHANGES_WAIT_SECONDS_MAX},
            "description": "seconds to wait for the first",
        },
    ],
    "/api/v1/events": [
        {
            "name": "Last-Event-ID",
            "in": "header",
            "schema": {"type": "string", "pattern": "^[0-9]{1,18}$"},
            "description": "a register's number",
        }
    ],
    "/api/v1/postings/{request_id}": [
        {
            "name": "request_id",
            "in": "path",
            "required": True,
            "schema": {"type": "string", "minLength": 1, "maxLength": limits.REQUEST_ID_LENGTH_MAX},
            "description": "the id that the request was sent with",
        }
    ],
}


def own_operation(path: str) -> dict[str, Any]:
    """Describe one of the server's own routes."""
    media_type, schema = ANSWERS[path]
    name = path.rpartition("/v1/")[2].replace("{", "").replace("}", "").strip("/").replace("/", "_")
    answered = {"description": SUMMARIES[path], "content": {media_type: {"schema": schema}}}
    fenced = path.startswith("/api/")
    not_ready = {"503": answered} if path == "/readyz" else {}
    return {
        "operationId": f"get_{name.replace('.', '_')}",
        "summary": SUMMARIES[path],
        "security": [TERMINAL] if fenced else [],
        "parameters": PARAMETERS.get(path, []),
        "responses": {"200": answered, **not_ready, **PROBLEMS},
    }
