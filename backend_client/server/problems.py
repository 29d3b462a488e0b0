"""Every no as a problem document (RFC 9457): the engine's refusals, and the server's own.

A terminal goes by `code` and `params` and says it in its person's words; title and detail are for whoever reads a log
or writes a program.
"""

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from backend_client.messages.base import Refused
from backend_client.messages.codec import plain
from backend_client.refusals import RefusalCode
from backend_client.server.preconditions import tag_of
from backend_client.wire import PROBLEM_JSON, RETRYABLE, ProblemCode, status_of

RETRY_AFTER_SECONDS = "1"
FIELDS = (
    # beginning of a refusal's code -> the field that it is about, where its facts name none
    ("operation-", "operation_no"),
    ("order-line-", "order_line_no"),
    ("order-", "order_no"),
    ("released-order-", "order_no"),
    ("item-", "item_no"),
    ("component-", "component_line_no"),
    ("scrap-code-", "scrap_code"),
    ("stop-code-", "stop_code"),
    ("unit-", "unit_of_measure_code"),
    ("lot-", "lot_no"),
    ("serial-", "serial_no"),
    ("location-", "location_code"),
    ("bin-", "bin_code"),
    ("posting-date-", "posting_date"),
    ("entry-", "entry_no"),
    ("over-output", "output_quantity"),
    ("under-output", "output_quantity"),
    ("nothing-to-post", "output_quantity"),
    ("request-id-", "request_id"),
    ("person-", "person_no"),
    ("approval-", "approval"),
)


class Problem(Exception):  # noqa: N818 -- named by what it becomes
    """A no of the server's own, raised from wherever it is found out; the app answers it."""

    def __init__(self, code: ProblemCode, detail: str = "", **params: str) -> None:
        """Keep code, a detail for people, and the params for programs."""
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.params = params

    def response(self, path: str, call_id: str) -> Response:
        """Answer it."""
        return problem_response(document(self.code, self.params, path, call_id, self.detail))


def refused_response(refused: Refused, path: str, call_id: str) -> Response:
    """Answer a refusal of the engine; its facts are the params."""
    made = document(refused.code, refused.facts, path, call_id)
    if refused.confirmations:
        made["confirmations"] = plain(refused.confirmations)
    if refused.lines:
        made["lines"] = plain(refused.lines)
    response = problem_response(made)
    if refused.code is RefusalCode.CHANGED_MEANWHILE:
        response.headers["ETag"] = tag_of(refused.facts["revision"])
    return response


def document(
    code: RefusalCode | ProblemCode, params: Mapping[str, str], path: str, call_id: str, detail: str = ""
) -> dict[str, Any]:
    """Make the document of one no."""
    told = detail or ", ".join(f"{name} {value}" for name, value in params.items())
    made: dict[str, Any] = {
        "type": f"/problems/{code.value}",
        "title": code.value.replace("-", " ").capitalize(),
        "status": status_of(code),
        "detail": told,
        "instance": path,
        "code": code.value,
        "retryable": code in RETRYABLE,
        "params": dict(params),
        "request_id": call_id,
    }
    field = params.get("field", "") or _field_of(code)
    if field:
        made["field_errors"] = [{"pointer": f"#/{_pointer(field)}", "code": code.value, "detail": told}]
    return made


def problem_response(made: dict[str, Any]) -> Response:
    """Answer a document; one that is worth trying again says when."""
    headers = {"Retry-After": RETRY_AFTER_SECONDS} if made["retryable"] else {}
    if made["status"] == status_of(ProblemCode.TERMINAL_NOT_RECOGNISED):
        headers["WWW-Authenticate"] = "Bearer"
    return Response(
        json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace"),
        status_code=made["status"],
        headers=headers,
        media_type=PROBLEM_JSON,
    )


def _field_of(code: RefusalCode | ProblemCode) -> str:
    return next((field for beginning, field in FIELDS if code.value.startswith(beginning)), "")


def _pointer(field: str) -> str:
    """Write a path such as lines[0].quantity as the JSON pointer lines/0/quantity."""
    parts = field.replace("[", ".").replace("]", "").split(".")
    return "/".join(part.replace("~", "~0").replace("/", "~1") for part in parts)
