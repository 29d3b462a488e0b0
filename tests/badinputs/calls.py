"""Calls to the server as the file describes them, staged against a real one; and its words mapped to ours.

The file's fields and codes are proposals: `good` is our output_quantity, `body.invalid` our request-malformed. What
happens is compared by verdict, code and the field that the problem document points to.
"""

import json
import socket
from base64 import urlsafe_b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import httpx

from backend_client.messages.base import Posted
from backend_client.messages.orders import CreateProductionOrderRequest
from tests.badinputs.cases import CallCase
from tests.badinputs.plant import TABLES
from tests.casebook.loading import read_json
from tests.casebook.plant import BASE_PLANT
from tests.served_plants import TOKEN, ServedPlants, ServerProcess

PATH = "/api/v1/postings/output"
ORDERS = "/api/v1/production-orders"
NAMES = {
    "order": "order_no",
    "operation": "operation_no",
    "good": "output_quantity",
    "scrap": "scrap_quantity",
    "run_minutes": "run_time",
    "idempotency_key": "request_id",
    "posted_at": "posting_date",
    "limit": "most",
}
CODES: dict[str, set[str]] = {
    "body.invalid": {"request-malformed", "quantity-out-of-range"},
    "body.unknown_field": {"request-malformed"},
    "body.forbidden_field": {"posting-date-not-allowed"},
    "body.empty_posting": {"nothing-to-post"},
    "operation.not_found": {"operation-not-found"},
    "operation.sequence": {"operation-out-of-sequence"},
    "order.finished": {"released-order-not-found"},
    "scrap.reason_required": {"scrap-code-required"},
    "qty.over_production": {"over-output"},
    "idempotency.mismatch": {"request-id-reused"},
    "idempotency.required": {"idempotency-key-missing"},
    "idempotency.format": {"request-malformed", "header-too-large"},
    "http.encoding": {"unsupported-media-type"},
    "http.too_large": {"too-large"},
    "http.framing": {"framing-wrong", "request-malformed"},  # five bytes of a body are no JSON
    "http.timeout": {"body-too-slow"},
    "http.method": {"method-not-allowed"},
    "http.header_too_large": {"header-too-large"},
    "http.not_found": {"route-not-found", "order-not-found"},
    "auth.required": {"terminal-not-recognised"},
    "version.too_old": {"client-too-old"},
    "query.range": {"request-malformed"},
    "query.sort": {"request-malformed"},
}
ALSO: dict[str, set[str]] = {
    # field of the file -> further fields of ours that name the same
    "idempotency_key": {"Idempotency-Key"},
    "operation": {"output_quantity"},  # out of sequence: so many pieces can't have come from the one before
    "path": {"order_no"},
    "Content-Length": {"body"},
    "X-HTTP-Method-Override": {"method"},
}
CAPPED = {"api-http-027": "a page has at most 200 rows, whatever is asked for: the file allows either"}
SETTINGS = {
    "over_output_tolerance_pct": "0",
    "over_output_supervisor_pct": "0",
    "operation_sequence": "refused",
    "scrap_code_mandatory": "true",
    "allow_posting_from": "2026-03-01",
}


class CallStation:
    """The plant behind the server, and a connection to it; each call gets an id of its own where it needs none."""

    def __init__(self, plants: ServedPlants, process: ServerProcess) -> None:
        """Make order WO-1000 (10 pieces, released) and WO-2000 (not released any more)."""
        base = read_json(BASE_PLANT)
        rules = [{"key": key, "value": value} for key, value in SETTINGS.items()]
        kept = [row for row in base["plant_setup"] if row["key"] not in SETTINGS]
        self.plant = plants.fresh(base | TABLES | {"plant_setup": [*kept, *rules]})
        order = CreateProductionOrderRequest(
            request_id="create",
            order_no="WO-1000",
            source_no="FG-100",
            quantity=Decimal(10),
            due_date=date(2026, 3, 16),
        )
        assert isinstance(self.plant.client.post(order), Posted)
        url = self.plant.engine.url.render_as_string(hide_password=False)
        self._process = process
        self._addresses = {
            "now": process.open(url, body_milliseconds=1_000),
            "later": process.open(url, days=90),
        }
        credentials = {"Authorization": f"Bearer {TOKEN}"}
        self.http = httpx.Client(base_url=self._addresses["now"], headers=credentials, timeout=30)
        self.later = httpx.Client(base_url=self._addresses["later"], headers=credentials, timeout=30)

    def close(self) -> None:
        """Stop serving."""
        for client in (self.http, self.later):
            client.close()
        for address in self._addresses.values():
            self._process.close(address)

    def post(self, body: str | dict[str, Any], key: str | None, **headers: str) -> httpx.Response:
        """Post output, by the file's names or as raw text."""
        said = {"Content-Type": "application/json"} | ({} if key is None else {"Idempotency-Key": key})
        content = body if isinstance(body, str) else json.dumps(body)
        return self.http.post(PATH, content=content, headers=said | headers)

    def answers(self, case: CallCase) -> list[httpx.Response]:
        """Make the calls of a case."""
        for name, stage in STAGES.items():
            if name in case.staged:
                return stage(self, case, case.staged[name])
        return [self.http.get(ORDERS, headers=_headers(case.staged))]

    def raw(self, *parts: bytes) -> httpx.Response:
        """Send bytes as they are, wait for the answer and read its first one."""
        at = urlsplit(str(self.http.base_url))
        with socket.create_connection((at.hostname or "", at.port or 0), timeout=30) as line:
            head = (
                f"POST {PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\nIdempotency-Key: k\r\n"
            )
            line.sendall(head.encode() + b"Content-Type: application/json\r\n" + b"".join(parts))
            read = b""
            while b"\r\n\r\n" not in read or not read.partition(b"\r\n\r\n")[2]:
                read += line.recv(65536)
        head, _, content = read.partition(b"\r\n\r\n")
        status = int(head.split()[1])
        length = next(
            int(each.split(b":")[1]) for each in head.split(b"\r\n") if each.startswith(b"content-length")
        )
        return httpx.Response(status, content=content[:length])


def call_difference(case: CallCase, station: CallStation) -> str:
    """Answer in words what is not as the case asks, "" when all is."""
    if "same_key_other_body" in case.staged:
        station.post(_good(case), case.id)
    before = station.plant.last_entries()
    answers = station.answers(case)
    after = station.plant.last_entries()
    wrong = [answer.text[:200] for answer in answers if answer.status_code >= 500]
    if wrong:
        return f"a fault of the server: {wrong}"
    if case.expect == "accept":
        made = after["capacity"] - before["capacity"]
        told = [answer for answer in answers if answer.status_code != 201]
        return "" if made == 1 and not told else f"{made} postings, {[answer.text for answer in told]}"
    if after != before:
        return "something was posted"
    if case.id in CAPPED:
        return "" if answers[0].status_code == 200 else answers[0].text
    return next((text for answer in answers if (text := _otherwise(case, answer))), "")


def _otherwise(case: CallCase, answer: httpx.Response) -> str:
    if answer.status_code < 400:
        return f"taken: {answer.status_code} {answer.text[:200]}"
    told = answer.json()
    pointers = {error["pointer"].removeprefix("#/") for error in told.get("field_errors", [{"pointer": ""}])}
    fields = {NAMES.get(case.error_field, case.error_field)} | ALSO.get(case.error_field, set())
    if told["code"] not in CODES.get(case.error, set()) or not pointers & fields:
        return f"wanted {case.error} of {sorted(fields)}, got {told['code']} of {sorted(pointers)}: {told['detail']}"
    return ""


def _ours(body: dict[str, Any]) -> dict[str, Any]:
    return {NAMES.get(name, name): value for name, value in body.items()}


def _body(station: CallStation, case: CallCase, body: dict[str, Any]) -> list[httpx.Response]:
    return [station.post(_ours(body) | {"request_id": case.id}, case.id)]


def _raw(station: CallStation, case: CallCase, text: str) -> list[httpx.Response]:
    for name, ours in NAMES.items():
        text = text.replace(f'"{name}"', f'"{ours}"')
    return [station.post(text, case.id)]


def _good(case: CallCase, **values: str) -> dict[str, str]:
    given = {"request_id": case.id, "order_no": "WO-1000", "operation_no": "0010", "output_quantity": "1"}
    return given | values


def _parallel(station: CallStation, case: CallCase, count: int) -> list[httpx.Response]:
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(lambda _: station.post(_good(case), case.id), range(count)))


def _after(station: CallStation, case: CallCase, _after: str) -> list[httpx.Response]:
    first = station.post(_good(case), case.id)
    headers = {"Idempotency-Key": case.id}
    again = station.later.post(PATH, json=_good(case), headers=headers)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json()["receipt"] == first.json()["receipt"]
    return [first, again]


def _other_body(station: CallStation, case: CallCase, _yes: bool) -> list[httpx.Response]:
    return [station.post(_good(case) | {"output_quantity": "7"}, case.id)]


def _key(station: CallStation, case: CallCase, key: Any) -> list[httpx.Response]:
    text = key if isinstance(key, str) else key["repeat"][0] * key["repeat"][1]
    return [station.post(_good(case) | {"request_id": text}, text)]


def _length(station: CallStation, case: CallCase, length: int) -> list[httpx.Response]:
    said = f"Content-Length: {length}\r\n".encode()
    if "transfer_encoding" in case.staged:
        return [station.raw(said, b"Transfer-Encoding: chunked\r\n\r\n", b"0\r\n\r\n")]
    return [station.raw(said, b"\r\n", b"x" * case.staged.get("sent", 0))]


def _slow(station: CallStation, _case: CallCase, _bytes: int) -> list[httpx.Response]:
    return [station.raw(b"Content-Length: 50\r\n\r\n", b"{")]


def _method(station: CallStation, case: CallCase, method: str) -> list[httpx.Response]:
    headers = {"X-HTTP-Method-Override": case.staged.get("override", "")}
    return [station.http.request(method, ORDERS + "/WO-1000/whole", headers=headers)]


def _path(station: CallStation, _case: CallCase, path: str) -> list[httpx.Response]:
    return [station.http.get(path.replace("/v1/orders", ORDERS))]


def _query(station: CallStation, _case: CallCase, query: str) -> list[httpx.Response]:
    return [station.http.get(f"{ORDERS}?{query.replace('limit=', 'most=')}")]


def _headers(staged: dict[str, Any]) -> dict[str, str]:
    """The headers of a case that is nothing but headers."""
    none = urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    known: dict[str, Callable[[str], dict[str, str]]] = {
        "x_forwarded_for": lambda text: {"X-Forwarded-For": text, "Authorization": ""},
        "authorization": lambda text: {"Authorization": text},
        "token": lambda _text: {"Authorization": f"Bearer {none}.e30."},
        "client_version": lambda text: {"X-Client-Version": text},
    }
    (name,) = staged
    return known[name](staged[name])


STAGES: dict[str, Callable[[CallStation, CallCase, Any], list[httpx.Response]]] = {
    "body": _body,
    "raw": _raw,
    "same_key_same_body_parallel": _parallel,
    "same_key_same_body_after": _after,
    "same_key_other_body": _other_body,
    "no_key": lambda station, case, _yes: [station.post(_good(case), None)],
    "key": _key,
    "content_encoding": lambda station, case, coding: [
        station.post(_good(case), case.id, **{"Content-Encoding": coding})
    ],
    "content_length": _length,
    "slow_body_bytes_per_s": _slow,
    "method": _method,
    "path": _path,
    "query": _query,
    "order_of_other_plant": lambda station, _case, _yes: [station.http.get(f"{ORDERS}/WO-OTHER/whole")],
}
