"""Short words for changing order O1 of the feature factory."""

from typing import Any

from backend_client.messages.base import Answer
from backend_client.terms import (
    Confirmation,
)
from tests.features.factory import Factory


def change(factory: Factory, kind: type[Any], **fields: Any) -> Any:
    """Post a change of order O1."""
    return factory.post(kind, **({"order_no": "O1"} | fields))


def yes_to(*confirmations: Confirmation) -> tuple[Any, ...]:
    """Answer confirmations with yes."""
    return tuple(Answer(confirmation=each, yes=True) for each in confirmations)
