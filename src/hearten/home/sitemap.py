"""What search engines and trainers of models may visit: public pages only (I28)."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from hearten.blog.lists import entry_rows
from hearten.blog.notice import absolute
from hearten.directory.models import Therapist, Topic
from hearten.home.search import listed, oldest_listed

#: A sitemap may hold 50,000 addresses; beyond this many pieces, older ones are found through the pages themselves.
MOST = 40_000
HOST_PAGES = (
    "home",
    "learn",
    "library",
    "collections",
    "outside_groups",
    "approaches",
    "directory",
    "about",
    "accessibility",
    "privacy",
    "terms",
    "in_person",
    "crisis",
)
#: Crawlers that collect text for training, by the names they give themselves.
TRAINERS = (
    "AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot", "ClaudeBot", "cohere-ai",
    "Diffbot", "FacebookBot", "Google-Extended", "GPTBot", "Meta-ExternalAgent", "PerplexityBot",
)  # fmt: skip
CLOSED = ("/account/", "/desk/", "/you/", "/report/", "/search/", "/moderation/", "/safety/", "/leave/")


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Public pages that are fresh enough to be found (R72). Three statements."""
    pages = [absolute(reverse(name)) for name in HOST_PAGES]
    people = [f"/@{handle}/" for handle in Therapist.objects.visible_to(None).values_list("handle", flat=True)]
    topics = [reverse("topic", args=[slug]) for slug in Topic.objects.values_list("pk", flat=True)]
    rows = entry_rows(listed(oldest_listed()).order_by("-published_at", "-id"))[:MOST]
    pieces = [reverse("article", args=[row["therapist__handle"], row["slug"]]) for row in rows]
    urls = pages + [absolute(path) for path in [*people, *topics, *pieces]]
    xml = render_to_string("home/sitemap.xml", {"urls": urls}).lstrip()
    return HttpResponse(xml, content_type="application/xml; charset=utf-8")


@login_not_required
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Search engines are welcome on public pages; training of models only if the host allows it (R1)."""
    closed = [f"Disallow: {path}" for path in CLOSED]
    lines = ["User-agent: *", *closed, ""]
    if not settings.AI_TRAINING:
        lines += [*(f"User-agent: {name}" for name in TRAINERS), "Disallow: /", ""]
    lines += [f"Sitemap: {absolute(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
