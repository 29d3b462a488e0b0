"""What a kept request is that posts no quantity, in words: work begun and ended, notes, who came and left."""

from typing import Any

from backend_client.messages.clocks import (
    ClockInRequest,
    ClockOutRequest,
    EndWorkRequest,
    PauseWorkRequest,
    StartWorkRequest,
)
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.messages.people import ChooseLanguageRequest
from backend_client.messages.shift import ReadNotesRequest, WriteNoteRequest
from screens.language.text import NAMES, _
from screens.my_hours import activity_name

_QUANTITIES = ("output_quantity", "scrap_quantity", "rework_quantity", "setup_time", "run_time", "stop_time")


def named(request: Any) -> str:
    """Say what a request is that holds no quantity; "" for one that does."""
    match request:
        case StartWorkRequest():
            return _("begin: %(activity)s") % {"activity": activity_name(request.activity)}
        case PauseWorkRequest():
            return _("pause")
        case EndWorkRequest():
            return _("end of work")
        case ClockInRequest():
            return _("came")
        case ClockOutRequest():
            return _("left")
        case WriteNoteRequest():
            return _("note: %(note)s") % {"note": request.note}
        case ReadNotesRequest():
            return _("notes read")
        case ChooseLanguageRequest(language_code=code):
            return _("language: %(language)s") % {"language": NAMES.get(code, code)}
        case PostConsumptionRequest():
            return _("parts used")
    return ""
