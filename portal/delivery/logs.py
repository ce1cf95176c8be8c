"""The worker's log: one JSON object a line, without personal data."""

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

_OURS = logging.getLogger("portal.delivery")


def say_what_happened(event: str, *, level: int = logging.INFO, **facts: str | int) -> None:
    """Log that ``event`` happened. ``facts`` are ids, codes and counts: nothing of a person."""
    _OURS.log(level, event, extra={"facts": facts})


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON.

    Of an error it tells the class and the line of code alone: messages of errors repeat what they
    choked on. Other libraries' messages are left out for the same reason; what remains is who
    spoke, and how loud.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.name == _OURS.name:
            line["event"] = record.msg
            line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record.exc_info[2])
        return json.dumps(line)


def set_up_logs(level: str, stream: TextIO | None = None) -> None:
    """Send every log record of this process to ``stream`` (standard error) as JSON lines."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    _OURS.setLevel(level.upper())


def log_crashes() -> None:
    """Let what nobody caught, and Python's own warnings, end in the log as well, and only there."""
    logging.captureWarnings(True)
    sys.excepthook = lambda *error: _OURS.critical("crashed", exc_info=error)
    threading.excepthook = lambda error: _OURS.critical("crashed", exc_info=_of_thread(error))


def _of_thread(error: threading.ExceptHookArgs) -> BaseException:
    return error.exc_value or error.exc_type()


def _where(place: TracebackType | None) -> str:
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    return f"{place.tb_frame.f_code.co_qualname}:{place.tb_lineno}" if place else ""
