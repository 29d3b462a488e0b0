"""The plant of cost_plant.py in one file, put back to its beginning before each story."""

from pathlib import Path

from pysqlite3 import dbapi2 as sqlite

from backend_client.local import LocalClient
from backend_client.store.database import open_database
from tests.casebook.databases import NOON, Plants
from tests.proof.any_cost import Story, Teller
from tests.proof.cost_plant import cost_plant
from tests.proof.no_disk import wait_for_no_disk


class Plant(Teller):
    """The plant in a file that is put back to its beginning before each story; far quicker than a new one."""

    def __init__(self, template: Path, path: Path) -> None:
        """Keep both."""
        super().__init__(open_database(f"sqlite:///{path}"))
        self.template = template
        wait_for_no_disk(self.database)

    def begin(self, story: Story) -> None:
        """Put it back, and give its items the methods of the story."""
        self.put_back()
        super().begin(story)

    def put_back(self) -> None:
        """Make it what its template is, and forget all that was known of it."""
        origin = sqlite.connect(str(self.template))
        raw = self.database.engine.raw_connection()
        origin.backup(raw.driver_connection)
        raw.close()
        origin.close()
        self.client = LocalClient(self.database, now=lambda: NOON)

    def keep(self, template: Path) -> None:
        """Make what it is now the template to which it is put back."""
        raw = self.database.engine.raw_connection()
        with sqlite.connect(str(template)) as copy:
            raw.driver_connection.backup(copy)
        copy.close()
        raw.close()
        self.template = template


def template(plants: Plants, folder: Path) -> Path:
    """Make it once, as a file."""
    factory = cost_plant(plants)
    factory.plant.client.database.close()  # type: ignore[attr-defined]
    path = folder / "template.sqlite"
    origin = sqlite.connect(str(factory.plant.engine.url.database))
    with sqlite.connect(str(path)) as copy:
        origin.backup(copy)
    copy.close()
    origin.close()
    return path
