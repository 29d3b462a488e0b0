"""A terminal and a server of two releases understand each other, whichever is the later one.

The later release is a real one, in processes of its own: see next_release.py. Neither refuses the other's messages for
what was merely added; only what is really used, and not known there, is refused, by its name.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from backend_client.client import ProgramTooOld
from backend_client.messages.base import Posted, Refused
from backend_client.messages.order_line import OrderLineQuestion
from backend_client.messages.people import PlantQuestion
from backend_client.refusals import RefusalCode
from backend_client.remote import RemoteClient
from screens.language.refusals import sentences
from tests.casebook.databases import Plants, SQLiteCopies
from tests.releases.next_release import ROOT, next_release, replace
from tests.served_plants import CALLS_PER_SECOND, TOKEN, ServedPlants, ServerProcess, server_process
from tests.small_plant import output, small_plant

BODY = {"order_no": "O1", "operation_no": "20", "output_quantity": "2"}


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The later release."""
    return next_release(tmp_path_factory.mktemp("later"))


@pytest.fixture(scope="module")
def later_server(later: Path) -> Iterator[ServerProcess]:
    """A server of the later release."""
    with server_process(later) as process:
        yield process


@pytest.fixture
def later_plants(later_server: ServerProcess, tmp_path: Path) -> Iterator[Plants]:
    """Fresh plants behind the later release's server."""
    made = ServedPlants(SQLiteCopies(tmp_path), later_server)
    yield made
    made.close()


def said(root: Path, address: str, *messages: tuple[str, dict[str, Any]], outbox: str = "") -> list[Any]:
    """Let a terminal of a release post and ask; answers what it was told."""
    command = [sys.executable, "-m", "tests.releases.terminal", address, *([outbox] if outbox else [])]
    lines = "".join(f"{name} {json.dumps(values)}\n" for name, values in messages)
    run = subprocess.run(command, cwd=root, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def address_of(plants: ServedPlants | Plants) -> str:
    """Answer where the last plant is served."""
    assert isinstance(plants, ServedPlants)
    return plants.addresses()[-1]


def test_this_terminal_at_a_later_server(later_plants: Plants) -> None:
    """New members are passed over; new words and refusals are shown as they are; what can't be asked is not answered."""
    plant = small_plant(later_plants, quantity=100)
    client = plant.client
    posted = client.post(output("r2", output_quantity=2))
    assert isinstance(posted, Posted)
    assert posted.receipt.finished_quantity == 2
    warned = client.post(output("r12", output_quantity=12))
    assert isinstance(warned, Posted)
    assert [word.value for word in warned.warnings] == ["tool-soon-worn"]
    refused = client.post(output("r13", output_quantity=13))
    assert isinstance(refused, Refused)
    title, happened, _to_do = sentences(refused.code, refused.facts)
    assert (title, "tool-worn-out" in happened) == ("The server refused it", True)
    asked = client.post(output("r14", output_quantity=14))
    assert asked == Refused(code=RefusalCode.TERMINAL_OUTDATED, facts={"code": "tool-is-lent"})
    card = client.ask(OrderLineQuestion(order_no="O1"))
    assert not isinstance(card, Refused)
    assert card.finished_quantity == 14


def test_a_later_terminal_at_this_server(later: Path, server_process: ServerProcess, tmp_path: Path) -> None:
    """A field at its default is not sent; one that is used is refused by its name, and so is a new message."""
    plants = ServedPlants(SQLiteCopies(tmp_path), server_process)
    small_plant(plants)
    posted, refused, unknown, answer = said(
        later,
        address_of(plants),
        ("PostOutputRequest", {"request_id": "r1", **BODY, "tool_no": ""}),
        ("PostOutputRequest", {"request_id": "r2", **BODY, "tool_no": "T1"}),
        ("ToolQuestion", {"tool_no": "T1"}),
        ("PlantQuestion", {}),
    )
    plants.close()
    assert (posted["outcome"], posted["receipt"]["energy"]) == ("posted", "3.5"), "its own default"
    assert (refused["code"], refused["facts"]) == (
        "request-malformed",
        {"field": "tool_no", "what": "unknown"},
    )
    assert (unknown["outcome"], unknown["code"]) == ("refused", "not-known-to-server")
    assert answer["outcome"] == "answer"


def test_a_request_posts_once_across_an_update_of_either(
    later: Path, later_server: ServerProcess, later_plants: Plants
) -> None:
    """Posted through this release, its answer lost; sent again from the later one to the later one: the first receipt."""
    plant = small_plant(later_plants)
    address = address_of(later_plants)
    assert isinstance(later_plants, ServedPlants)
    posted = plant.client.post(output("r1", output_quantity=2))
    assert isinstance(posted, Posted)
    again, other = said(
        later,
        address,
        ("PostOutputRequest", {"request_id": "r1", **BODY}),
        ("PostOutputRequest", {"request_id": "r1", **BODY, "tool_no": "OLD"}),
    )
    assert (again["outcome"], again["replayed"]) == ("posted", True)
    assert other["code"] == "request-id-reused", "another request under the same id"
    # and the server updated between two sendings: the register was written by this release
    local = small_plant(Plants(later_plants.copies))
    assert isinstance(local.client.post(output("r9", output_quantity=2)), Posted)
    moved = later_server.open(local.engine.url.render_as_string(hide_password=False))
    client = RemoteClient(moved, token=TOKEN)
    replayed = client.post(output("r9", output_quantity=2))
    client.close()
    later_server.close(moved)
    assert isinstance(replayed, Posted)
    assert replayed.replayed


def test_an_update_loses_nothing_that_is_kept(
    later: Path, server_process: ServerProcess, tmp_path: Path
) -> None:
    """Kept by this release without a line, sent by the later one; and kept by the later one, sent by this after it was put back."""
    plants = ServedPlants(SQLiteCopies(tmp_path), server_process)
    small_plant(plants)
    address, nowhere, folder = address_of(plants), "http://127.0.0.1:9", str(tmp_path / "kept")
    kept = said(ROOT, nowhere, ("PostOutputRequest", {"request_id": "r1", **BODY}), outbox=folder)
    assert [each["outcome"] for each in kept] == ["kept"]
    (sent,) = said(later, address, ("PostOutputRequest", {"request_id": "r1", **BODY}), outbox=folder)
    assert (sent["outcome"], sent["replayed"]) == ("posted", True), "known as the same request"
    kept = said(later, nowhere, ("PostOutputRequest", {"request_id": "r2", **BODY}), outbox=folder)
    assert [each["outcome"] for each in kept] == ["kept"]
    (sent,) = said(ROOT, address, ("PostOutputRequest", {"request_id": "r2", **BODY}), outbox=folder)
    assert (sent["outcome"], sent["replayed"]) == ("posted", True)
    client = RemoteClient(address, token=TOKEN)
    card = client.ask(OrderLineQuestion(order_no="O1"))
    client.close()
    plants.close()
    assert not isinstance(card, Refused)
    assert card.finished_quantity == Decimal(4), "each once"


def test_a_terminal_that_is_too_old_is_told_so(tmp_path: Path, sqlite_plants: Plants) -> None:
    """Neither question nor posting comes through; the oldest release that does is named, and what is kept stays."""
    later = next_release(tmp_path / "later")
    replace(later / "backend_client/wire.py", "OLDEST_CLIENT = (0, 1)", "OLDEST_CLIENT = (7, 2)")
    plant = small_plant(sqlite_plants)
    with server_process(later) as process:
        url = plant.engine.url.render_as_string(hide_password=False)
        address = process.open(url, calls_per_second=CALLS_PER_SECOND)
        client = RemoteClient(address, token=TOKEN)
        for call in (
            lambda: client.ask(PlantQuestion()),
            lambda: client.post(output("r1", output_quantity=2)),
        ):
            with pytest.raises(ProgramTooOld, match=r"7\.2"):
                call()
        client.close()
        kept = said(
            ROOT,
            address,
            ("PostOutputRequest", {"request_id": "r1", **BODY}),
            outbox=str(tmp_path / "kept"),
        )
        assert [each["outcome"] for each in kept] == ["kept"]
        process.close(address)
