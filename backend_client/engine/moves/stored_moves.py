"""A proposed move as it is kept."""

from backend_client.messages.what_if import Move
from backend_client.store.rows import Row


def stored_move(row: Row) -> Move:
    """Answer a kept move as it was asked for."""
    return Move(
        order_no=row["order_no"],
        due_date=row["due_date"],
        starting_date_time=row["starting_date_time"],
        direction=row["direction"],
    )


def is_outdated(row: Row) -> bool:
    """Say whether a move's order has another schedule by now than when the move was proposed."""
    before = row["starting_before"], row["ending_before"]
    return before != (row["starting_now"], row["ending_now"])
