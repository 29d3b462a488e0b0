"""An outbox file as version 1 of the program wrote it, with two postings that wait and one that was refused."""

import hashlib
import os
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite

from backend_client.messages.codec import canonical
from backend_client.outbox.schema import APPLICATION, VERSION_1
from tests.casebook.databases import NOON
from tests.kept_plants import TERMINAL
from tests.small_plant import output

INSERT = """INSERT INTO postings (request_id, message, body, seal, lane, kept_at, state, outcome)
    VALUES (?, 'PostOutputRequest', ?, ?, ?, ?, ?, ?)"""
REFUSAL = '{"code":"scrap-code-not-found","confirmations":[],"facts":{},"lines":[]}'


def make_version_1(file: Path) -> None:
    """Write it: `bad` was refused, `held` waits behind it in the lane of O1, `other` waits in that of O2."""
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite.connect(file, isolation_level=None)
    for statement in VERSION_1:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute("PRAGMA user_version = 1")
    belongings = {
        "terminal": TERMINAL.terminal_id,
        "machine": TERMINAL.machine,
        "hardware": "",
        "inode": str(file.stat().st_ino),
        "generation": "first",
    }
    connection.executemany("INSERT INTO belongings (name, value) VALUES (?, ?)", list(belongings.items()))
    for request_id, order_no, state in (
        ("bad", "O1", "refused"),
        ("held", "O1", "waiting"),
        ("other", "O2", "waiting"),
    ):
        more = {"scrap_quantity": 1, "scrap_code": "NONE"} if state == "refused" else {}
        body = canonical(output(request_id, order_no=order_no, output_quantity=1, **more))
        kept_at = NOON.isoformat()
        text = f"{request_id}\0PostOutputRequest\0{body}\0{kept_at}"
        seal = hashlib.sha256(text.encode()).hexdigest()
        outcome = REFUSAL if state == "refused" else ""
        connection.execute(INSERT, (request_id, body, seal, f"order {order_no}", kept_at, state, outcome))
    connection.close()
