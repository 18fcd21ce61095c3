"""Turns `DATABASE_URL` into Django's `DATABASES`: PostgreSQL when it says so, SQLite otherwise."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

#: secure_delete overwrites what is erased, so that no byte of it stays in a free page (I31).
SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=0; "
    "PRAGMA secure_delete=ON; PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON;"
)


def database(url: str, default_file: Path) -> dict[str, Any]:
    """Settings of one database.

    url: `postgresql://user:password@host:port/name?sslmode=require`, `sqlite:///path`, or "" for the default.
    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme in {"", "sqlite"}:
        return sqlite(Path(unquote(parts.path)) if parts.path else default_file)
    if parts.scheme in {"postgres", "postgresql"}:
        return postgresql(url)
    raise ValueError(f"DATABASE_URL has the scheme {parts.scheme!r}: use postgresql:// or sqlite:///")


def sqlite(file: Path) -> dict[str, Any]:
    """IMMEDIATE, because a DEFERRED transaction that reads and then writes fails with "database is locked"."""
    return {
        "ENGINE": "hearten.config.sqlite",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 5, "init_command": SQLITE_START},
    }


def postgresql(url: str) -> dict[str, Any]:
    """A socket folder may be given as `?host=/run/postgresql`."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
