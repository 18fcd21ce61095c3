"""The shelves: what is recommended here, filtered as somebody likes and ordered by title alone (R5, I25)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.urls import reverse

from hearten.accounts.models import Account
from hearten.blog.models import Resource
from hearten.blog.queries import COSTS, INTERESTS, RESOURCE_KINDS
from hearten.directory.models import Therapist, Topic
from hearten.library.linkstate import Check, LinkState, checks_of, link_state

#: Resources on one page of a shelf.
PAGE = 24
#: Resources on the page of a topic.
ABOUT = 5
#: Languages offered in the filter.
MOST_LANGUAGES = 40
EASE = dict(Resource._meta.get_field("reading_ease").choices or [])


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; "" for anything. It lives in the address, unless somebody keeps theirs (R5)."""

    topic: str = ""
    kind: str = ""
    cost: str = ""
    ease: str = ""
    language: str = ""


@dataclass(frozen=True)
class Item:
    """One recommendation as readers see it. interest: what its recommender earns, "" for nothing (R4)."""

    pk: int
    title: str
    url: str
    why: str
    maker: str
    kind: str
    cost: str
    ease: str
    language: str
    interest: str
    by: str
    by_href: str
    link: LinkState


@dataclass(frozen=True)
class Part:
    """Part of a shelf that ends. after: the id to go on after, "" at the end (I37)."""

    items: list[Item] = field(default_factory=list)
    after: str = ""


def public_resources() -> QuerySet[Resource]:
    """What everybody may see: the shelves of open pages."""
    return Resource.objects.filter(therapist__in=Therapist.objects.listed()).select_related("therapist")


def resources_of(who: Therapist) -> QuerySet[Resource]:
    """One professional's shelf. who: a page that the viewer may see."""
    return Resource.objects.filter(therapist=who).select_related("therapist")


def page_of(handle: str, viewer: Account | None) -> Therapist | None:
    """The professional at an address as this viewer may see them."""
    return Therapist.objects.visible_to(viewer).filter(handle=handle).first()


def filtered(rows: QuerySet[Resource], wanted: Wanted) -> QuerySet[Resource]:
    """Only what was asked for."""
    given: dict[str, Any] = {
        "topics": wanted.topic,
        "kind": wanted.kind,
        "cost": wanted.cost,
        "reading_ease": wanted.ease,
        "language": wanted.language,
    }
    return rows.filter(**{name: value for name, value in given.items() if value})


def in_order(rows: QuerySet[Resource]) -> QuerySet[Resource, Resource]:
    """By title, then by age: nothing paid, pressed or popular has any weight (I25)."""
    return rows.annotate(by_title=Lower("title")).order_by("by_title", "pk")


def part(rows: QuerySet[Resource], *, after: str = "") -> Part:
    """The next part of a shelf. after: the id of the last item before. Three statements at most."""
    ordered = in_order(rows)
    if after.isascii() and after.isdigit() and len(after) < 19:
        last = Resource.objects.filter(pk=int(after)).values_list(Lower("title"), "pk").first()
        if last:
            ordered = ordered.filter(Q(by_title__gt=last[0]) | Q(by_title=last[0], pk__gt=last[1]))
    found = list(ordered[: PAGE + 1])
    return Part(items(found[:PAGE]), str(found[PAGE - 1].pk) if len(found) > PAGE else "")


def about(topic: str) -> list[Item]:
    """Some of what is recommended about one topic, for its page. Two statements."""
    return items(in_order(public_resources().filter(topics=topic))[:ABOUT])


def items(rows: Iterable[Resource]) -> list[Item]:
    """Rows as plain data, each with the state of its link. One statement."""
    rows = list(rows)
    checks = checks_of([row.url for row in rows])
    return [item(row, checks.get(row.url, [])) for row in rows]


def item(row: Resource, checks: list[Check]) -> Item:
    """One row as plain data."""
    return Item(
        pk=row.pk,
        title=row.title,
        url=row.url,
        why=row.why,
        maker=row.maker,
        kind=str(RESOURCE_KINDS.get(row.kind, "")),
        cost=str(COSTS.get(row.cost, "")),
        ease=str(EASE.get(row.reading_ease, "")),
        language=row.language,
        interest=INTERESTS[row.interest],
        by=row.therapist.name,
        by_href=reverse("therapist_resources", args=[row.therapist.handle]),
        link=link_state(checks, opened_on=row.checked_on),
    )


def choices(rows: QuerySet[Resource]) -> dict[str, list[tuple[str, str]]]:
    """What the filter offers: only what this shelf has. Two statements."""
    names = Topic.objects.filter(resources__in=rows.values("pk")).distinct().order_by("name")
    languages = rows.order_by("language").values_list("language", flat=True).distinct()[:MOST_LANGUAGES]
    return {
        "topic": list(names.values_list("slug", "name")),
        "kind": [(str(key), str(label)) for key, label in RESOURCE_KINDS.items()],
        "cost": [(str(key), str(label)) for key, label in COSTS.items()],
        "ease": [(str(key), str(label)) for key, label in EASE.items()],
        "language": [(name, name) for name in languages],
    }


def link_words(link: LinkState, day: Any) -> str:
    """What is said of a link in files. day: how a date is written."""
    opened: date | None = link.opened_on
    said = [
        f"opened by a person on {day(opened)}" if opened else "",
        f"worked on {day(link.worked_on)}" if link.worked_on else "",
        "did not answer lately" if link.dead else "",
    ]
    return "; ".join(word for word in said if word)
