"""Logs as JSON lines with an allow-list of fields: no content, no identity, no address (I27)."""

import json
import logging
from datetime import UTC, datetime

#: What a log line may say besides its fixed message.
ALLOWED = ("task", "attempt", "reason", "status", "milliseconds", "part", "queue")


class Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.msg if isinstance(record.msg, str) else type(record.msg).__name__,
        }
        line.update({name: getattr(record, name) for name in ALLOWED if hasattr(record, name)})
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = where(record)
        return json.dumps(line)


def where(record: logging.LogRecord) -> list[str]:
    """File and line of each step of a traceback, without the values."""
    steps = []
    trace = record.exc_info[2] if record.exc_info else None
    while trace is not None:
        steps.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/src/', 1)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return steps[-6:]


#: How the advice begins.
ADVICE = "Configuration allows spawning up to"


class Bare(logging.Filter):
    """Drops arguments (they hold paths and names): a message is logged as it stands in the code.

    And drops the server's advice on its number of threads: ours wait for slow lines (decision 14).
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.args = ()
        return not str(record.msg).startswith(ADVICE)
