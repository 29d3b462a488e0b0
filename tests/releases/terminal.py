"""A terminal of whichever release its current folder holds: posts and asks what its standard input says.

    python -m tests.releases.terminal ADDRESS [OUTBOX]

    PostOutputRequest {"request_id": "r1", "order_no": "O1", ...}    ->  {"outcome": "posted", "replayed": false, ...}
    PlantQuestion {}                                                 ->  {"outcome": "answer", ...}

With OUTBOX, a folder, its postings are kept there first.
"""

import json
import sys
from pathlib import Path

from backend_client.catalogue import QUESTIONS, REQUESTS
from backend_client.client import BackendError
from backend_client.local import utc_now
from backend_client.messages.base import Posted, Queued, Refused, Request
from backend_client.messages.codec import parse, plain
from backend_client.outbox import OutboxClient
from backend_client.outbox.file import OutboxFile
from backend_client.remote import RemoteClient
from tests.kept_plants import TERMINAL
from tests.served_plants import TOKEN

KINDS = {entry.message.__name__: entry.message for entry in (*REQUESTS, *QUESTIONS)}


def main(address: str, outbox: str = "") -> None:
    """Do as standard input says, until it ends."""
    client = RemoteClient(address, token=TOKEN, patience_milliseconds=5_000 if not outbox else 200)
    if outbox:
        file = OutboxFile(Path(outbox) / "outbox.sqlite", TERMINAL)
        client = OutboxClient(client, file, utc_now, background=False)
        client.send_all()
    for line in sys.stdin:
        name, _, text = line.partition(" ")
        message = parse(KINDS[name], text)
        try:
            outcome = client.post(message) if isinstance(message, Request) else client.ask(message)
        except BackendError as error:
            told = {"outcome": type(error).__name__, "text": str(error)}
        else:
            kinds = ((Posted, "posted"), (Queued, "kept"), (Refused, "refused"), (object, "answer"))
            word = next(word for kind, word in kinds if isinstance(outcome, kind))
            told = {"outcome": word, **plain(outcome)}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
    client.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
