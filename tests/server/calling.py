"""A small plant behind a real server, called as any program could call it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from tests.casebook.databases import Plants
from tests.casebook.running import Plant
from tests.served_plants import TOKEN
from tests.small_plant import small_plant

OUTPUT = "/api/v1/postings/output"


@contextmanager
def calling(plants: Plants, **plant: Any) -> Iterator["Caller"]:
    """A caller whose plant is gone at the end."""
    made = Caller(plants, **plant)
    with made.http:
        yield made
    plants.close()


class Caller:
    """Calls over HTTP; `plant` looks into the database past the server."""

    def __init__(self, plants: Plants, **plant: Any) -> None:
        """Make the plant, and know its server's address."""
        self.plant: Plant = small_plant(plants, **plant)
        self.address = str(self.plant.client._http.base_url).rstrip("/")
        self.http = httpx.Client(
            base_url=self.address, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=30
        )

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Ask."""
        return self.http.get(path, headers={name.replace("_", "-"): text for name, text in headers.items()})

    def output(self, request_id: str, **values: Any) -> httpx.Response:
        """Post output of O1, operation 20."""
        body = {"request_id": request_id, "order_no": "O1", "operation_no": "20", "output_quantity": "1"}
        return self.http.post(OUTPUT, json=body | values, headers={"Idempotency-Key": f'"{request_id}"'})

    def raw(self, body: bytes | str, path: str = OUTPUT, **headers: str) -> httpx.Response:
        """Post any body; without other headers it calls itself JSON with the key r1."""
        said = {"Content-Type": "application/json", "Idempotency-Key": "r1"}
        said |= {name.replace("_", "-"): text for name, text in headers.items()}
        return self.http.post(path, content=body, headers=said)


def problem(response: httpx.Response) -> tuple[int, str, str]:
    """Answer status, code and field of a no."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    told = response.json()
    assert told["status"] == response.status_code
    assert told["request_id"] == response.headers["x-request-id"]
    return response.status_code, told["code"], told["params"].get("field", "")
