"""The first page, learning by topic, and search: what everyone may read, in lists that end (R93, I37)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import SlugField
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from hearten.blog import notice
from hearten.blog.article import robots
from hearten.blog.lists import Pieces
from hearten.blog.models import Post
from hearten.blog.stored import revalidated
from hearten.directory.models import Facet, Topic
from hearten.groups import choosing
from hearten.home.search import LONGEST_QUERY, search, words_of
from hearten.library import found, groups, shelf
from hearten.prepared import Given
from hearten.ui.shortcuts import page

#: The newest few for the first page, everything that is public, and what there is about one topic.
FIRST_PAGE = Pieces(Post.objects.public, size=6)
EVERYTHING = Pieces(Post.objects.public)
ABOUT = Pieces(lambda: Post.objects.public().filter(topics=Given("topic", SlugField[str, str]())))


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Three doors: learn, connect, talk to a professional (R93)."""
    data = {
        "groups_open": choosing.any_listed(),
        "list": FIRST_PAGE.part(),
        "general": notice.GENERAL,
        "robots": robots(),
        "canonical": notice.absolute(reverse("home")),
    }
    return revalidated(request, page(request, "home/home.html", data, title="Welcome"))


@login_not_required
@require_safe
def learn(request: HttpRequest) -> HttpResponse:
    """Every topic by its side, and the newest pieces."""
    before = request.GET.get("before", "")
    data = {
        "facets": topics_by_facet(),
        "list": EVERYTHING.part(before),
        "first_part": not before,
        "general": notice.GENERAL,
        "robots": robots(),
    }
    return revalidated(request, page(request, "home/learn.html", data, title="Learn"))


def topics_by_facet() -> list[dict[str, Any]]:
    """The four sides a topic can belong to, with the topics of each (R2)."""
    rows = list(Topic.objects.order_by("name"))
    return [
        {
            "name": str(facet.label),
            "topics": [
                {"label": row.name, "href": reverse("topic", args=[row.pk])} for row in rows if row.facet == facet
            ],
        }
        for facet in Facet
    ]


@login_not_required
@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """What there is about one topic; with a condition, when to get help in person (R22)."""
    row = Topic.objects.filter(pk=slug).first()
    if row is None:
        raise Http404
    before = request.GET.get("before", "")
    data = {
        "topic": {"name": row.name, "facet": str(Facet(row.facet).label), "href": reverse("topic", args=[slug])},
        "is_condition": row.facet == Facet.CONDITION,
        "list": ABOUT.part(before, topic=slug),
        "first_part": not before,
        "general": notice.GENERAL,
        "assessment": notice.ASSESSMENT,
        "topic_slug": slug,
        "shelf": shelf.about(slug),
        "groups": groups.about(slug),
        "own_groups": choosing.about(slug),
        "ways_on": notice.ways_on(),
        "robots": robots(),
    }
    return revalidated(request, page(request, "home/topic.html", data, title=row.name))


@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Search. The title says nothing of what was looked for, because it stays in the browser's history (I27)."""
    query = request.GET.get("q", "").replace("\x00", "")[:LONGEST_QUERY]
    before = request.GET.get("before", "")
    data = {
        "query": query,
        "results": search(query, before=before),
        "beside": found.find([] if before else words_of(query)),
        "first_part": not before,
        "general": notice.GENERAL,
        "ways_on": notice.ways_on(),
    }
    return page(request, "home/search.html", data, title="Search")
