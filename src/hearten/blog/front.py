"""Everything a therapist's own page shows, as plain data."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField
from django.urls import reverse

from hearten.blog import notice
from hearten.blog.answering import open_on_this_host
from hearten.blog.article import robots
from hearten.blog.lists import Pieces
from hearten.blog.models import Post
from hearten.blog.structured import person_data
from hearten.directory.byline import byline
from hearten.directory.hours import line
from hearten.directory.models import Therapist
from hearten.prepared import Given

#: What one professional has written.
WRITTEN = Pieces(lambda: Post.objects.public().filter(therapist=Given("who", BigIntegerField())))


def front_page(who: Therapist, *, before: str = "") -> dict[str, Any]:
    """The page in one statement besides the one that found `who`.

    who: annotated with `first_credential`. before: where the list of pieces goes on.
    """
    by = byline(who)
    here = reverse("therapist", args=[who.handle])
    return {
        "by": by,
        "headline": who.headline,
        "purpose": who.purpose,
        "audience": who.audience,
        "wont_do": paragraphs(who.wont_do),
        "about": reverse("therapist-about", args=[who.handle]),
        "ask": reverse("ask", args=[who.handle]) if who.takes_questions and open_on_this_host() else "",
        "hours": line(who),
        "policy": reverse("therapist-policy", args=[who.handle]),
        "list": WRITTEN.part(before, who=who.pk),
        "here": here,
        "canonical": notice.absolute(here),
        "general": notice.GENERAL,
        "ways_on": notice.ways_on(),
        "preview": notice.for_preview(who.headline),
        "structured": person_data(by, who.headline),
        "robots": robots(),
        "is_open": who.is_listed and not who.closed,
        "first_part": not before,
    }


def paragraphs(text: str) -> list[str]:
    """A plain text as its paragraphs."""
    return [line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
