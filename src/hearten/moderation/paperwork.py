"""The forms a host has to fill in, and whether comments, groups and spaces for the young may open (R107, R98)."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.utils import timezone

from hearten.moderation.crisis_lines import Checks, Country, Emergency, Line, load, state
from hearten.moderation.hazards import hazards
from hearten.moderation.models import HostRecord, LineCheck
from hearten.prepared import Prepared

DATA = Path(__file__).parent / "data"
SHIPPED = (DATA / "paperwork.toml", DATA / "paperwork_groups.toml")
#: What stays closed until a form is filled in.
Opens = Literal["comments", "groups", "young"]
#: A form older than this is due for another look.
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Question:
    """One question of a form. draft: words to start from; [brackets] in it have to be replaced.

    grows: comes from a list that new versions add to. Its lack in an older record is a reminder and closes nothing:
    an update must not shut running groups.
    """

    id: str
    label: str
    hint: str
    draft: str
    grows: bool = False


@dataclass(frozen=True)
class Paper:
    """One form. kind: as in HostRecord. opens: what stays closed without it. above: which list it is about."""

    kind: str
    title: str
    intro: str
    opens: Opens
    questions: tuple[Question, ...]
    above: str = ""


#: What readers see of the forms on the about page: form, question, and what stands beside it (DSA art. 11, 12).
PUBLIC = (
    ("accountable", "who", "Who answers for this place"),
    ("safety_lead", "who", "Who answers for safety"),
    ("contact", "users", "How to reach us"),
    ("contact", "authorities", "For authorities"),
)
RECORDS = Prepared(HostRecord.objects.all)
LINE_CHECKS = Prepared(LineCheck.objects.all)


@cache
def papers() -> dict[str, Paper]:
    """Every form, by kind: first those that comments need, then those of groups, then that of the young."""
    raw: dict[str, Any] = {}
    for file in SHIPPED:
        raw |= tomllib.loads(file.read_text(encoding="utf-8"))
    return {kind: _paper(kind, form) for kind, form in raw.items()}


def _paper(kind: str, form: dict[str, Any]) -> Paper:
    questions = tuple(Question(**question) for question in form["questions"])
    if form.get("above") == "hazards":
        questions += tuple(Question(row.id, row.hazard, row.hint(), row.residual, grows=True) for row in hazards())
    return Paper(kind, form["title"], form["intro"], form["opens"], questions, form.get("above", ""))


def host_country() -> Country | None:
    """The country this host chose in its settings, when it is listed."""
    return load().country(settings.COUNTRY)


def to_confirm(country: Country) -> list[Emergency | Line]:
    """Every number the host has to look at itself: emergency numbers first."""
    return [*country.emergency, *country.lines]


def line_checks() -> Checks:
    """What this host has tried so far: record id -> (day, name)."""
    return {check.line_id: (check.checked_on, check.name) for check in LINE_CHECKS.objects()}


def public_answers() -> list[dict[str, str]]:
    """Who answers here and how to reach them, as far as the host has filled it in. One query."""
    filled = {record.kind: record.answers for record in RECORDS.objects()}
    said = [{"name": label, "value": filled.get(kind, {}).get(asked, "")} for kind, asked, label in PUBLIC]
    return [each for each in said if each["value"]]


def comments_may_open() -> bool:
    """Whether both forms are filled in and every number of the host's country was tried within a year."""
    return not what_is_missing()


def groups_may_open() -> bool:
    """Whether support groups may be opened, joined and written in (R107). Two queries."""
    return not missing_for_groups()


def young_spaces_may_open() -> bool:
    """Whether the host has documented spaces for 16- and 17-year-olds; never by default (R98). Three queries."""
    return groups_may_open() and not _unfilled("young")


def what_is_missing() -> list[str]:
    """What the host still has to do, one plain sentence each; empty when comments may open. Two queries."""
    return _unfilled("comments") + _lines_missing()


def missing_for_groups() -> list[str]:
    """What groups still wait for, one plain sentence each: all that comments need, and the forms of groups."""
    return _unfilled("comments", "groups") + _lines_missing()


def what_is_due() -> list[str]:
    """What was filled in more than a year ago: a reminder that closes nothing."""
    since = timezone.localdate() - YEAR
    said = []
    for record in RECORDS.objects():
        paper = papers().get(record.kind)
        if paper and record.filled_on < since:
            said.append(f"“{paper.title}” is more than a year old.")
        if paper and _has_grown(paper, record):
            said.append(f"“{paper.title}” has new rows that nobody here has looked at.")
    return said


def _has_grown(paper: Paper, record: HostRecord) -> bool:
    return any(question.grows and not record.answers.get(question.id) for question in paper.questions)


def _unfilled(*opens: Opens) -> list[str]:
    filled = {record.kind: record for record in RECORDS.objects()}
    asked = [paper for paper in papers().values() if paper.opens in opens]
    return [f"“{paper.title}” is not filled in." for paper in asked if not _filled(paper, filled)]


def _filled(paper: Paper, filled: dict[str, HostRecord]) -> bool:
    record = filled.get(paper.kind)
    asked = [question.id for question in paper.questions if not question.grows]
    return bool(record and record.name and all(record.answers.get(each) for each in asked))


def _lines_missing() -> list[str]:
    if settings.DEMO:  # made-up people can't have tried a line; the crisis page says so (decision 7)
        return []
    country = host_country()
    if country is None:
        return ["No country is chosen for the crisis lines (HEARTEN_COUNTRY), or it is not in the directory."]
    checks, today = line_checks(), timezone.localdate()
    waiting = [entry for entry in to_confirm(country) if state(entry, checks, today) != "checked"]
    return [f"Crisis lines of {country.name} that nobody here has tried within a year."] if waiting else []
