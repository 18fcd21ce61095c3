"""What is asked for beside an episode: captions, chapters and transcript, on the pages' own origin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from hearten.blog import notice
from hearten.blog.models import EpisodeEdition, Post
from hearten.blog.player import player
from hearten.blog.queries import byline_of
from hearten.blog.stored import packed, revalidated, unpacked
from hearten.directory.byline import first_credential
from hearten.ui.shortcuts import page


@login_not_required
@require_safe
def captions(request: HttpRequest, handle: str, slug: str) -> HttpResponse:
    """The captions as WebVTT."""
    _post, spoken = public_episode(handle, slug)
    if not spoken.captions:
        raise Http404
    return open_file(request, HttpResponse(spoken.captions, content_type="text/vtt; charset=utf-8"))


@login_not_required
@require_safe
def chapters(request: HttpRequest, handle: str, slug: str) -> HttpResponse:
    """The chapters as podcast apps read them (podcast namespace, JSON chapters 1.2)."""
    _post, spoken = public_episode(handle, slug)
    if not spoken.chapters:
        raise Http404
    rows = [{"startTime": row["start_ms"] / 1000, "title": row["title"]} for row in spoken.chapters]
    answer = JsonResponse({"version": "1.2.0", "chapters": rows}, content_type="application/json+chapters")
    return open_file(request, answer)


@login_not_required
@require_safe
def transcript(request: HttpRequest, handle: str, slug: str) -> HttpResponse:
    """All the words on a page of their own, for podcast apps and for reading."""
    post, spoken = public_episode(handle, slug)
    shown = player(post)
    if shown is None or not shown.transcript_url:
        raise Http404
    data: dict[str, Any] = {
        "title": spoken.edition.title,
        "by": byline_of(post),
        "paragraphs": shown.paragraphs,
        "html": shown.transcript_html,
        "general": notice.GENERAL,
        "ways_on": notice.ways_on(),
        "article": f"/@{handle}/{slug}/",
    }
    made = page(request, "blog/public/transcript.html", data, title=f"Transcript: {spoken.edition.title}")
    return revalidated(request, made)


def public_episode(handle: str, slug: str) -> tuple[Post, EpisodeEdition]:
    """A post that plays, as the world sees it, and what it plays. Raises Http404."""
    rows = Post.objects.public().select_related("therapist", "edition__episode__recording")
    rows = rows.annotate(credential_title=first_credential("therapist_id"))
    post = rows.filter(therapist__handle=handle, slug=slug, edition__episode__isnull=False).first()
    if post is None or post.edition is None:
        raise Http404
    spoken: EpisodeEdition = post.edition.episode
    return post, spoken


def open_file(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same for everyone; players on other sites may read it too, as it holds nothing of a reader."""
    answer = unpacked(request, *packed(response))
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
