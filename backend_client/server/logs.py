"""Log lines as JSON, one object a line, for whatever collects them.

    {"at": "2026-11-21T05:58:12.310Z", "level": "info", "event": "call", "route": "/api/v1/postings/output",
     "status": 201, "milliseconds": 7, "terminal": "T7", "request_id": "5f0c...", "trace": "00-4bf9..."}

Neither bodies nor queries nor headers are logged, so no badge, PIN or token ever stands in a log. Names come from
outside; JSON keeps a line a line.
"""

import json
import logging
import sys
from datetime import UTC, datetime

FACTS = "facts"


class JsonLines(logging.Formatter):
    """Formats a record; what `extra={"facts": {...}}` names stands beside the message."""

    def format(self, record: logging.LogRecord) -> str:
        """Answer one line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {
            "at": at.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, FACTS, {}),
        }
        if record.exc_info:
            line["trace_back"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True)


def log_as_json() -> None:
    """Send every log record of this process to standard error as JSON, uvicorn's own too."""
    logging._srcfile = None  # noqa: SLF001 -- what no line tells is not looked up, as logging's manual has it
    logging.logThreads = logging.logMultiprocessing = logging.logProcesses = False
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
