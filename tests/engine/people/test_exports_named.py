"""Who takes an answer out of the plant as a file, where people sign on."""

import json
from typing import Any

import pytest

from backend_client.messages.base import Refused
from backend_client.messages.exports import ExportRecorded, RecordExportRequest
from backend_client.people_terms import ExportForm
from backend_client.refusals import RefusalCode
from tests.casebook.databases import Plants
from tests.engine.people.signed_plant import ALL_ON, SignedPlant, new_id, signed_plant


@pytest.fixture
def plant(plants: Plants) -> SignedPlant:
    """The plant, where people sign on with a PIN."""
    return signed_plant(plants.database(), **ALL_ON)


def export(plant: SignedPlant, **who: str) -> Any:
    """Tell of an export of the load; answers the receipt, or what was refused."""
    return plant.post(RecordExportRequest(request_id=new_id(), what="ask load", form=ExportForm.CSV, **who))


def told(plant: SignedPlant) -> list[tuple[str, str]]:
    """Whom the audit trail names for which export."""
    rows = plant.rows("audit_entries", "event", "person_no", "after")
    return [(person_no, json.loads(after)["what"]) for event, person_no, after in rows if event == "exported"]


def test_the_trail_names_nobody_who_is_not_signed_on(plant: SignedPlant) -> None:
    """Ada in her own session is named, and whoever names nobody is let; Sue's name, without Sue's session, is refused."""
    ada = plant.sign_on()
    assert isinstance(export(plant, **ada), ExportRecorded)
    assert isinstance(export(plant, terminal_id="T1"), ExportRecorded)
    for who, code in (
        ({**ada, "session_id": ""}, RefusalCode.SIGN_ON_NEEDED),
        ({**ada, "person_no": "SUE"}, RefusalCode.SESSION_ENDED),
        ({**ada, "terminal_id": "T2"}, RefusalCode.SESSION_ENDED),
    ):
        refused = export(plant, **who)
        assert isinstance(refused, Refused)
        assert refused.code is code
    assert told(plant) == [("ADA", "ask load"), ("", "ask load")]


def test_whoever_holds_the_database_says_who_it_is(plant: SignedPlant) -> None:
    """A command on the machine of the database: nobody has to be signed on, the person it is run as is named."""
    request = RecordExportRequest(request_id=new_id(), what="ask load", form=ExportForm.CSV, person_no="SUE")
    assert not isinstance(plant.owner.post(request), Refused)
    assert told(plant) == [("SUE", "ask load")]
