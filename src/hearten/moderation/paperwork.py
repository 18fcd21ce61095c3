"""The forms a host has to fill in, and whether comments may open (R107)."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from hearten.moderation.crisis_lines import Checks, Country, Emergency, Line, load, state
from hearten.moderation.models import HostRecord, LineCheck
from hearten.prepared import Prepared

SHIPPED = Path(__file__).parent / "data" / "paperwork.toml"
#: A form older than this is due for another look.
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Question:
    """One question of a form. draft: words to start from; [brackets] in it have to be replaced."""

    id: str
    label: str
    hint: str
    draft: str


@dataclass(frozen=True)
class Paper:
    """One form. kind: as in HostRecord."""

    kind: str
    title: str
    intro: str
    questions: tuple[Question, ...]


RECORDS = Prepared(HostRecord.objects.all)
LINE_CHECKS = Prepared(LineCheck.objects.all)


@cache
def papers() -> dict[str, Paper]:
    """Every form, by kind."""
    raw: dict[str, Any] = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    return {
        kind: Paper(
            kind, form["title"], form["intro"], tuple(Question(**question) for question in form["questions"])
        )
        for kind, form in raw.items()
    }


def host_country() -> Country | None:
    """The country this host chose in its settings, when it is listed."""
    return load().country(settings.COUNTRY)


def to_confirm(country: Country) -> list[Emergency | Line]:
    """Every number the host has to look at itself: emergency numbers first."""
    return [*country.emergency, *country.lines]


def line_checks() -> Checks:
    """What this host has tried so far: record id -> (day, name)."""
    return {check.line_id: (check.checked_on, check.name) for check in LINE_CHECKS.objects()}


def comments_may_open() -> bool:
    """Whether both forms are filled in and every number of the host's country was tried within a year."""
    return not what_is_missing()


def what_is_missing() -> list[str]:
    """What the host still has to do, one plain sentence each; empty when comments may open. Two queries."""
    filled = {record.kind: record for record in RECORDS.objects()}
    missing = [f"“{paper.title}” is not filled in." for paper in papers().values() if not _filled(paper, filled)]
    return missing + _lines_missing()


def what_is_due() -> list[str]:
    """What was filled in more than a year ago: a reminder that closes nothing."""
    since = timezone.localdate() - YEAR
    old = set(HostRecord.objects.filter(filled_on__lt=since).values_list("kind", flat=True))
    return [f"“{paper.title}” is more than a year old." for kind, paper in papers().items() if kind in old]


def _filled(paper: Paper, filled: dict[str, HostRecord]) -> bool:
    record = filled.get(paper.kind)
    return bool(record and record.name and all(record.answers.get(question.id) for question in paper.questions))


def _lines_missing() -> list[str]:
    if settings.DEMO:  # made-up people can't have tried a line; the crisis page says so (decision 7)
        return []
    country = host_country()
    if country is None:
        return ["No country is chosen for the crisis lines (HEARTEN_COUNTRY), or it is not in the directory."]
    checks, today = line_checks(), timezone.localdate()
    waiting = [entry for entry in to_confirm(country) if state(entry, checks, today) != "checked"]
    return [f"Crisis lines of {country.name} that nobody here has tried within a year."] if waiting else []
