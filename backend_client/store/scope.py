"""What a posting decides about; needs no database's driver, see locking.py for what is done with it."""

from enum import StrEnum
from typing import NamedTuple

from backend_client.store.read import Foreseen


class Moves(StrEnum):
    """Which items a posting of some orders moves."""

    OPERATION = "operation"  # what output of one operation moves
    ALL = "all"  # any item of the orders
    NAMED = "named"  # only those that are named


class Scope(NamedTuple):
    """What a posting decides about: orders, and the items it moves; and what it foresees to ask about them."""

    orders: tuple[str, ...]
    operation_no: str = ""
    items: tuple[str, ...] = ()
    moves: Moves = Moves.ALL
    foreseen: tuple[Foreseen, ...] = ()
