"""What is kept and for how long: made from the tables there are and the times that the code keeps (R107, R102)."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

SHIPPED = Path(__file__).parent / "data" / "retention.toml"


@dataclass(frozen=True)
class Row:
    """One kind of data. tables: the real ones it is kept in. until, why: plain words. by: the code that ends it."""

    what: str
    until: str
    why: str
    by: str
    tables: tuple[str, ...]


@cache
def retention() -> list[Row]:
    """Every kind, with the tables that exist. The last row names tables that nobody has described, if any."""
    rows, left = [], set(tables())
    for raw in sorted(raw_rows(), key=lambda raw: any(name.endswith("*") for name in raw["tables"])):
        mine = {table for table in left if matches(table, raw["tables"])}
        left -= mine
        rows.append(Row(raw["what"], until(raw), raw["why"], raw["by"], tuple(sorted(mine))))
    if left:
        rows.append(Row("Not described yet", "Ask whoever runs the software.", "", "", tuple(sorted(left))))
    return rows


def raw_rows() -> list[dict[str, Any]]:
    """The rows as they are shipped."""
    rows: list[dict[str, Any]] = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["rows"]
    return rows


def tables() -> list[str]:
    """Every table of this host, as `app.Model`; those of the tests are none."""
    return [model._meta.label for model in apps.get_models() if not model.__module__.startswith("tests.")]


def matches(table: str, names: list[str]) -> bool:
    """Whether a table is named, itself or as one of its app's."""
    return table in names or f"{table.split('.')[0]}.*" in names


def until(raw: dict[str, Any]) -> str:
    """The end in words, with the time that the code keeps."""
    return str(raw["until"]).format(time=in_words(import_string(raw["time"])) if "time" in raw else "")


def in_words(time: timedelta) -> str:
    """`7 days`, `2 years`: days up to a year, then whole years."""
    years = round(time.days / 365)
    return f"{years} years" if time.days >= 2 * 365 else f"{time.days} days"
