"""What a terminal keeps until its server has answered: every posting on its own disk before it is sent.

    post(request)   row on disk, synced -> sent -> Posted or Refused, as the server answers
                    no answer in time   -> Queued: "kept here"; a thread sends it until there is one
    ask(question)   the server's answer; with the line down the last one that was seen, with its moment

Postings of one production order keep their order: they share a lane. A refused one stops its lane, and only that,
until a supervisor decides. Sending a posting twice posts it once, since its id is the posting's own; so whatever is
not known to be posted is simply sent again.
"""

from backend_client.outbox.client import OutboxClient
from backend_client.outbox.last_seen import LastSeenClient

__all__ = ["LastSeenClient", "OutboxClient"]
