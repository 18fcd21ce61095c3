"""What everyone may read: a therapist's page and its pieces, without account, cookie or script (R1, R32)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from hearten.accounts.http import AccountRequest, stream, viewer
from hearten.blog import queries
from hearten.blog.actions.story_review import claim
from hearten.blog.actions.thanks import say
from hearten.blog.article import article_page
from hearten.blog.front import front_page
from hearten.blog.models import Kind, Post
from hearten.blog.stored import copy_at, key_of, revalidated, stored
from hearten.directory.queries import find
from hearten.ui.shortcuts import page


@login_not_required
@require_safe
def therapist(request: HttpRequest, handle: str) -> HttpResponse:
    """Who this is, what they write about, and what they have written."""
    who = find(handle, viewer(request))
    if who is None:
        raise Http404
    data = front_page(who, before=request.GET.get("before", ""))
    return revalidated(request, page(request, "blog/public/therapist.html", data, title=who.name))


@login_not_required
@require_safe
def article(request: HttpRequest, handle: str, slug: str) -> HttpResponse:
    """One piece, with everything that belongs to it. For an open page that listens: what was said so far, alone."""
    if asks_for_a_part(request) and viewer(request) is None:
        raise Http404  # logged out meanwhile: the page then offers to be loaded anew
    copy = copy_at(request, handle, slug)
    if copy is not None:
        return copy
    post = post_for(request, handle, slug)

    def make() -> HttpResponse:
        data = article_page(
            post, viewer(request), after=request.GET.get("after", ""), answer=request.GET.get("answer", "")
        )
        if asks_for_a_part(request):
            return page(request, "blog/public/_thread.html", data, title="")
        data |= {"stream": stream(request, post.topic), "newer": request.get_full_path()}
        return page(request, "blog/public/article.html", data, title=data["post"]["title"])

    return stored(request, key_of(post), make)


def asks_for_a_part(request: HttpRequest) -> bool:
    """Whether an open page wants to swap the comments in."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Target") == "thread"


@csrf_exempt  # it names nobody and counts nothing, so there is nothing to forge; and readers get no cookie (R1)
@login_not_required
@require_POST
def thanks(request: HttpRequest, handle: str, slug: str) -> HttpResponse:
    """ "I relate" or "thank you". Who says it is not even looked at (R7)."""
    post = public_post(handle, slug)
    try:
        say(post, word=request.POST.get("word", ""))
    except ValueError:
        raise Http404 from None
    return redirect(f"{request.path.removesuffix('thanks/')}?n=thanks")


def about_me(request: AccountRequest, handle: str, slug: str) -> HttpResponse:
    """ "This may be about me": one question, and afterwards the same calm words for everybody (R18, I3)."""
    post = public_post(handle, slug)
    if post.kind != Kind.STORY:
        raise Http404
    here = {"href": request.path.removesuffix("about-me/"), "action": request.path}
    if request.method != "POST":
        data = {"here": here, "asked": False}
        return page(request, "blog/public/about_me.html", data, title="A question", zone="host")
    claim(post, by=request.user)
    return page(request, "blog/public/about_me.html", {"here": here, "asked": True}, title="Thank you", zone="host")


def post_for(request: HttpRequest, handle: str, slug: str) -> Post:
    """The post as this viewer may see it. Raises Http404."""
    post = queries.article(handle, slug, viewer(request))
    if post is None:
        raise Http404
    return post


def public_post(handle: str, slug: str) -> Post:
    """The post when the world may read it. Raises Http404, also for its author."""
    posts = Post.objects.public().select_related("therapist__account")
    post = posts.filter(therapist__handle=handle, slug=slug).first()
    if post is None:
        raise Http404
    return post
