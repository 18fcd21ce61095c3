"""Which lines this host has tried: a small file beside the database, so that `/crisis/` needs no database (I9)."""

import json
import os
import tempfile
from datetime import date
from pathlib import Path

from django.conf import settings

from hearten.moderation.crisis_lines import Checks
from hearten.moderation.models import LineCheck


def path() -> Path:
    """Where the file lies."""
    return Path(settings.DATA_DIR) / "crisis-checks.json"


def load() -> Checks:
    """Record id -> (day, ""). Empty when the file is not there or broken: lines then show as not checked (I10)."""
    try:
        days = json.loads(path().read_text(encoding="utf-8"))
        return {str(line): (date.fromisoformat(day), "") for line, day in days.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def save() -> None:
    """Write the file anew from the database, in one step: a reader sees the old one or the new one. Days only."""
    days = {line: day.isoformat() for line, day in LineCheck.objects.values_list("line_id", "checked_on")}
    handle, name = tempfile.mkstemp(dir=settings.DATA_DIR, prefix="crisis-checks-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(days, file, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path())
