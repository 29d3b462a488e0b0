"""The words for what a terminal keeps until its server has answered."""

from enum import StrEnum


class KeptState(StrEnum):
    """What became of a posting that a terminal keeps on its own disk."""

    WAITING = "waiting"  # it will be sent, and is sent again until there is an answer
    POSTED = "posted"  # the server's receipt stands beside it
    LOST = "lost"  # the server had posted it and knows it no more; it waits for a supervisor's decision
    REFUSED = "refused"  # it waits for a supervisor's decision, and its lane with it
    ANSWERED = "answered"  # refused to the face of who posted it: nothing is left to decide
    REPLACED = "replaced"  # by a corrected posting
    DROPPED = "dropped"  # by a supervisor, who gave the reason


class KeptDecision(StrEnum):
    """What a supervisor decides on a posting that a terminal keeps."""

    SEND_AGAIN = "send-again"  # as it is: what kept it from being posted was put in order
    REPOST = "repost"  # corrected, in its place
    DROP = "drop"  # it is never sent
    SEND_LOST = "send-lost"  # all that the server, restored from a backup, knows no more


class LineState(StrEnum):
    """What is known of the line to the server."""

    UP = "up"  # the last call was answered
    DOWN = "down"
    NOT_ENROLLED = "not-enrolled"  # the server does not know this terminal
    TOO_OLD = "too-old"  # the server no longer speaks with this version
    CLOCK_MOVED = "clock-moved"  # of a terminal with a database of its own, until the next sign-on
    NOT_IN_ORDER = "not-in-order"  # of a database of its own: its ledgers, so that nothing is posted
