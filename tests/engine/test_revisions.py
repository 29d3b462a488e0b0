"""What an edit changes, for every edit there is."""

from backend_client.catalogue import REQUESTS
from backend_client.engine.revisions import CHANGES
from backend_client.messages.base import EditRequest
from backend_client.messages.planning import ChangeMasterDataRequest
from backend_client.outbox.kinds import KEPT
from backend_client.refusals import RefusalCode
from tests.engine.small_plant import SmallPlant


def test_it_is_known_of_every_edit_what_it_changes() -> None:
    """Each request that says what was seen; none of them is kept for a server that is away."""
    edits = {entry.message for entry in REQUESTS if issubclass(entry.message, EditRequest)}
    assert edits == CHANGES.keys() | {ChangeMasterDataRequest}
    assert not edits & KEPT


def test_a_row_of_master_data_has_a_revision_of_its_own(plant: SmallPlant) -> None:
    """Item P at 30 by one who saw 1; another who saw 1 is told 2; item C is still as it came."""

    def price(request_id: str, no: str, seen: int) -> ChangeMasterDataRequest:
        return ChangeMasterDataRequest(
            request_id=request_id,
            table="items",
            key={"no": no},
            values={"unit_cost": "30"},
            seen_revision=seen,
        )

    plant.post(price("first", "P", 1))
    assert plant.refused(price("second", "P", 1)) is RefusalCode.CHANGED_MEANWHILE
    plant.post(price("third", "P", 2))
    plant.post(price("fourth", "C", 1))
