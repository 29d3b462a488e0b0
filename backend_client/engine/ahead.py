"""What a shift at a terminal asks and posts, loaded before it is asked and posted.

A module of the engine is loaded with the first message that needs it. That is right for a command and for a report, but
a person who signs on, starts a clock or scans a part for the first time would wait 50 to 250 ms for it.
"""

from collections.abc import Callable

from backend_client.barcode.router import route
from backend_client.engine.performing import function_for
from backend_client.messages.clocks import (
    OperationTimeQuestion,
    PersonTimeQuestion,
    RunningWorkQuestion,
    StartWorkRequest,
)
from backend_client.messages.journals import PostJournalRequest
from backend_client.messages.load import LoadQuestion, TaskListQuestion
from backend_client.messages.order_line import OrderLineQuestion, ReasonCodesQuestion
from backend_client.messages.parts import PartsQuestion
from backend_client.messages.people import PlantQuestion, SignOnRequest
from backend_client.messages.postings import PostOutputRequest
from backend_client.messages.reversals import UndoPostingRequest
from backend_client.messages.scanning import ScanQuestion

SHIFT = (
    PlantQuestion,
    SignOnRequest,
    LoadQuestion,
    TaskListQuestion,
    RunningWorkQuestion,
    OrderLineQuestion,
    ReasonCodesQuestion,
    OperationTimeQuestion,
    StartWorkRequest,
    PostOutputRequest,
    ScanQuestion,
    PartsQuestion,
    PostJournalRequest,
    UndoPostingRequest,
    PersonTimeQuestion,
)
A_LABEL = "]C10109501101530003"
"""A GS1 label, whose reader is loaded with the first of them."""


def load_ahead(stopped: Callable[[], bool]) -> None:
    """Load them one by one, until told to stop."""
    for kind in SHIFT:
        if stopped():
            return
        function_for(kind)
    route(A_LABEL)
