"""The name of each message as a command: its class in the field's words, without what all of them say.

PostOutputRequest               kiosk post output
CreateProductionOrderRequest    kiosk post create-production-order
PostInventoryCostToGLRequest    kiosk post inventory-cost-to-gl
LoadQuestion                    kiosk ask load
"""

import re
from typing import Any

from backend_client.catalogue import QUESTIONS, REQUESTS

_WORD_BEGINS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def command_name(message: type[Any]) -> str:
    """Answer the command of a message's class."""
    words = _WORD_BEGINS.sub("-", message.__name__.removesuffix("Request").removesuffix("Question")).lower()
    return words.removeprefix("post-")


POST: dict[str, type[Any]] = {command_name(entry.message): entry.message for entry in REQUESTS}
ASK: dict[str, type[Any]] = {command_name(entry.message): entry.message for entry in QUESTIONS}


def purpose(message: type[Any]) -> str:
    """Answer what a message is for: the first line of its own words."""
    return (message.__doc__ or "").strip().partition("\n")[0]
