"""What search finds here beside pieces: ways of working, and things on the shelves (R93)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.db.models import CharField, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from hearten.blog.models import Resource
from hearten.library.guides import guides
from hearten.library.shelf import Item, in_order, items, public_resources
from hearten.prepared import Given, Prepared

#: Of each kind at most; the shelf itself can be filtered.
SOME = 5


@dataclass(frozen=True)
class Page:
    """One way of working that holds every word."""

    title: str
    href: str
    text: str


@dataclass(frozen=True)
class Found:
    """What was found, in the library's own order: nothing is weighed (I25)."""

    pages: list[Page]
    items: list[Item]


def find(words: Sequence[str]) -> Found:
    """What holds every one of these words. Three statements; none without words."""
    if not words:
        return Found([], [])
    given = {f"word{number}": word for number, word in enumerate(words)}
    return Found(pages(words), items(holding(len(words)).objects(**given)))


@cache
def holding(count: int) -> Prepared[Resource]:
    """Things on open shelves that hold every one of so many words."""
    return Prepared(lambda: in_order(those_with(count))[:SOME])


def those_with(count: int) -> QuerySet[Resource]:
    """Public resources, and each word in one of their texts."""
    rows = public_resources()
    for number in range(count):
        word = Given(f"word{number}", CharField())
        rows = rows.filter(Q(title__icontains=word) | Q(maker__icontains=word) | Q(why__icontains=word))
    return rows


def pages(words: Sequence[str]) -> list[Page]:
    """Ways of working that are not too old to be found (R72)."""
    small, today = [word.casefold() for word in words], timezone.localdate()
    found = [
        Page(one.name, reverse("approach", args=[one.slug]), one.summary)
        for one in guides()
        if not one.age(today).delisted and holds(f"{one.name} {one.summary} {one.body}", small)
    ]
    return found[:SOME]


def holds(text: str, words: Sequence[str]) -> bool:
    """Whether a text holds every word. words: in small letters."""
    text = text.casefold()
    return all(word in text for word in words)
