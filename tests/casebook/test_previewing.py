"""Every posting of our own output, cost and flushing cases is previewed first: the preview tells the truth."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backend_client.client import BackendClient
from backend_client.messages.base import Posted, Question, Queued, Refused, Request
from backend_client.messages.orders import OrderReceipt
from backend_client.messages.receipt import PostingReceipt
from tests.casebook.databases import Plants
from tests.casebook.loading import Case, load_folder
from tests.casebook.plant import plant_of
from tests.casebook.running import run

FILES = ("output.json", "capacity_cost.json", "flushing.json")
CASES = [case for case in load_folder(Path(__file__).parent / "cases") if case.file.name in FILES]


class PreviewingClient(BackendClient):
    """Asks for a preview before each posting, and compares."""

    def __init__(self, client: BackendClient) -> None:
        """Post through `client`."""
        self._client = client
        self.previewed = 0

    def post(self, request: Request[Any]) -> Posted[Any] | Queued | Refused:
        """Preview, post, compare: the same refusal, or the same receipt but for the register's number."""
        preview = self._client.post(
            replace(request, request_id=f"{request.request_id}-preview", preview=True)
        )
        outcome = self._client.post(request)
        self.previewed += 1
        if isinstance(preview, Posted) and isinstance(outcome, Posted):
            assert without_register(preview.receipt) == without_register(outcome.receipt), request
            assert preview.warnings == outcome.warnings
        else:
            assert preview == outcome, request
        return outcome

    def ask(self, question: Question[Any]) -> Any | Refused:
        """Ask as it is."""
        return self._client.ask(question)


def without_register(receipt: Any) -> Any:
    """Answer a receipt as a preview could have it: no register was written."""
    if isinstance(receipt, PostingReceipt):
        return replace(receipt, register_no=0)
    if isinstance(receipt, OrderReceipt):
        return replace(receipt, posting=without_register(receipt.posting))
    return receipt


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_preview_shows_what_posting_then_writes(case: Case, plants: Plants) -> None:
    """Entry by entry, number by number; and the previews between the steps change nothing of the case."""
    plant = plants.fresh(plant_of(case))
    client = PreviewingClient(plant.client)
    run(case, replace(plant, client=client))
    questions = {"status_targets", "statistics", "load", "task_list", "constrained_capacity"}
    assert client.previewed >= len([step for step in case.steps if step.do not in questions])
