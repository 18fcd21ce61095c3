"""Dates as exports write them, as aware moments."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

CLOCK = re.compile(r"\d{1,4}(:\d{1,2}){0,2}")


def moment(given: object) -> datetime | None:
    """A moment from ISO 8601, from a mail date, from milliseconds since 1970 or from TOML; None when unclear.

    What says no time zone is taken as UTC.
    """
    try:
        found = _read(given)
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None
    if found is None or not 1970 <= found.year <= 2200:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _read(given: object) -> datetime | None:
    if isinstance(given, datetime):
        return given
    if isinstance(given, date):
        return datetime.combine(given, time(12), UTC)
    if isinstance(given, int) and not isinstance(given, bool):
        return datetime.fromtimestamp(given / 1000, UTC)
    words = str(given or "").strip()
    if not words or words.startswith("0000"):
        return None
    if words[0].isdigit() and words[:4].isdigit():
        return datetime.fromisoformat(words)
    return parsedate_to_datetime(words)


def seconds(given: str) -> int | None:
    """A length such as `75`, `1:15` or `01:01:15`, in seconds."""
    if not CLOCK.fullmatch(given.strip()):
        return None
    total = 0
    for part in given.strip().split(":"):
        total = total * 60 + int(part)
    return total


def path_of(address: str) -> str:
    """The path of an address, without its host, query and percent signs; "" when it names nothing but the host."""
    try:
        path = unquote(urlsplit(address.strip()).path)
    except ValueError:
        return ""
    return "" if path in {"", "/"} else "/" + path.lstrip("/")[:400]
