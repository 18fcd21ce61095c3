"""Plain pages about ways of working, and about the first meeting: shipped as files, reworded by a host (R43)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog.freshness import Freshness, freshness
from hearten.directory.policy import Paragraph, changes
from hearten.events.actions import record
from hearten.library.models import HostText
from hearten.moderation.review import Finding, read
from hearten.prepared import Prepared

FOLDER = Path(__file__).parent / "data" / "approaches"
#: The guide that stands before the approaches.
FIRST = "first-meeting"


@dataclass(frozen=True)
class Source:
    """Where a claim comes from. url: "" when the page has no address that lasts."""

    title: str
    meta: str
    url: str


@dataclass(frozen=True)
class Guide:
    """One page as it stands now. version: 0 as shipped. reviewer: "" when nobody has reviewed it."""

    slug: str
    name: str
    order: int
    summary: str
    body: str
    written_on: date
    next_review_on: date
    sources: list[Source] = field(default_factory=list)
    version: int = 0
    because: str = ""
    reviewer: str = ""
    reviewer_role: str = ""
    reviewed_on: date | None = None

    def age(self, today: date) -> Freshness:
        """Whether readers are told that it is old, and whether search leaves it out (R22, R72)."""
        return freshness(
            written_on=self.written_on,
            reviewed_on=self.reviewed_on,
            next_review_on=self.next_review_on,
            today=today,
        )


@dataclass(frozen=True)
class Change:
    """One version and how it differs from the one before."""

    version: int
    day: date
    because: str
    reviewer: str
    paragraphs: list[Paragraph]


@cache
def shipped() -> dict[str, Guide]:
    """Every page as it came with the product, in its order."""
    guides = [from_file(file) for file in FOLDER.glob("*.md")]
    return {guide.slug: guide for guide in sorted(guides, key=lambda guide: guide.order)}


def from_file(file: Path) -> Guide:
    """One file: facts in TOML, then the words in Markdown."""
    _start, front, body = file.read_text(encoding="utf-8").split("+++\n", 2)
    facts: dict[str, Any] = tomllib.loads(front)
    sources = [Source(one["title"], f"{one['publisher']}, {one['year']}", one["url"]) for one in facts["sources"]]
    return Guide(
        slug=file.stem,
        name=facts["name"],
        order=facts["order"],
        summary=facts["summary"],
        body=body.strip(),
        written_on=facts["written"],
        next_review_on=facts["next_review"],
        sources=sources,
    )


def guide(slug: str) -> Guide | None:
    """The page as this host says it now, or None. One statement."""
    known = shipped().get(slug)
    if known is None:
        return None
    row = HostText.objects.filter(slug=slug).order_by("-version").first()
    return reworded(known, row) if row else known


def guides() -> list[Guide]:
    """Every page as this host says it now. One statement."""
    newest: dict[str, HostText] = {}
    for row in REWORDED.objects():
        newest[row.slug] = row
    return [reworded(one, newest[one.slug]) if one.slug in newest else one for one in shipped().values()]


#: What this host changed, every version, the newest last.
REWORDED = Prepared(lambda: HostText.objects.filter(slug__in=shipped()).order_by("slug", "version"))


def reworded(known: Guide, row: HostText) -> Guide:
    """The shipped page with the host's words and reviewer."""
    return Guide(
        slug=known.slug,
        name=known.name,
        order=known.order,
        summary=known.summary,
        body=row.body,
        written_on=known.written_on,
        next_review_on=row.next_review_on,
        sources=known.sources,
        version=row.version,
        because=row.because,
        reviewer=row.reviewer,
        reviewer_role=row.reviewer_role,
        reviewed_on=row.reviewed_on,
    )


def history(known: Guide) -> list[Change]:
    """Every version of the host's, newest first, each against the one before (R43). One statement."""
    found, before = [], shipped()[known.slug].body
    for row in HostText.objects.filter(slug=known.slug).order_by("version"):
        reviewer = f"{row.reviewer}, {row.reviewer_role}"
        found.append(Change(row.version, row.reviewed_on, row.because, reviewer, changes(before, row.body)))
        before = row.body
    return found[::-1]


def findings(body: str) -> list[Finding]:
    """What the Guard says of the words. Raises GuardUnavailable: unread words don't go out (I19)."""
    return read(body, purpose="article").findings


def still_open(found: list[Finding], *, seen: bool) -> list[Finding]:
    """What stands in the way: holds, and advice that nobody has seen yet."""
    holds = [one for one in found if one.severity == "hold"]
    return holds + [one for one in found if one.severity == "advise" and not seen]


@transaction.atomic
def reword(slug: str, *, facts: dict[str, Any], by: Account) -> HostText:
    """Make a new version public. The words were read by the Guard just before (`still_open`).

    facts: body, because, reviewer, reviewer_role, next_review_on.
    """
    last = HostText.objects.filter(slug=slug).aggregate(last=Max("version"))["last"] or 0
    row = HostText.objects.create(slug=slug, version=last + 1, reviewed_on=timezone.localdate(), by=by, **facts)
    record("guide.reworded", subject=row, by=by)
    return row
