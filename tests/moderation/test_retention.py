"""The retention table is made from the real tables and the code's own times, and leaves none out (R107, R102)."""

import html
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils.module_loading import import_string

from hearten.accounts.actions import COOL_OFF
from hearten.moderation.retention import in_words, matches, raw_rows, retention, tables


def test_every_table_is_described() -> None:
    described = [name for raw in raw_rows() for name in raw["tables"]]
    missing = [table for table in tables() if not matches(table, described)]
    assert missing == [], "say in moderation/data/retention.toml how long these are kept"
    assert "Not described yet" not in {row.what for row in retention()}


def test_every_table_stands_in_one_row() -> None:
    shown = [table for row in retention() for table in row.tables]
    assert sorted(shown) == sorted(set(shown)) == sorted(tables())


def test_no_row_describes_what_is_not_there() -> None:
    labels = {model._meta.label for model in apps.get_models()}
    known = labels | {f"{label.split('.')[0]}.*" for label in labels}
    assert [name for raw in raw_rows() for name in raw["tables"] if name not in known] == []
    assert all(row.tables for row in retention())


@pytest.mark.parametrize("app", ["accounts", "events"])
def test_what_joins_names_to_people_is_described_table_by_table(app: str) -> None:
    assert f"{app}.*" not in {name for raw in raw_rows() for name in raw["tables"]}


@pytest.mark.parametrize("raw", raw_rows(), ids=lambda raw: raw["tables"][0])
def test_what_takes_it_away_is_real_code(raw) -> None:
    path = raw["by"]
    assert import_string(path) if path.count(".") > 2 else __import__(path)


def test_times_are_the_codes_own() -> None:
    [row] = [row for row in retention() if "accounts.Account" in row.tables]
    assert f"{COOL_OFF.days} days after" in row.until


def test_a_table_that_nobody_described_is_shown_as_such(monkeypatch) -> None:
    monkeypatch.setattr("hearten.moderation.retention.tables", lambda: ["new.Thing"])
    assert retention.__wrapped__()[-1].tables == ("new.Thing",)


def test_words_for_times() -> None:
    words = [in_words(timedelta(days=days)) for days in (7, 365, 730, 2192)]
    assert words == ["7 days", "365 days", "2 years", "6 years"]


def test_the_host_sees_it_above_its_form(cast, signed_in) -> None:
    page = html.unescape(signed_in(cast.grace).get("/host/retention/").content.decode())
    assert all(row.what in page and row.until in page for row in retention())
