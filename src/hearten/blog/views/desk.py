"""The desk: what a therapist has written and is writing."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hearten.accounts.http import AccountRequest
from hearten.accounts.models import Role
from hearten.blog import desk
from hearten.blog.actions.episodes import save_episode
from hearten.blog.actions.write import StaleDraft, begin, save_draft
from hearten.blog.draft import apply_suggestion, holder, read_draft
from hearten.blog.facts import COLUMNS, as_meant, as_read, as_typed, overlay
from hearten.blog.forms import PostForm, Sources
from hearten.blog.models import Episode, Post
from hearten.blog.models.post import Kind
from hearten.blog.views.frame import desk_page
from hearten.directory.models import Therapist
from hearten.moderation.review import GuardUnavailable

SOURCES_WRONG = "One of your sources needs another look. Below, under “Sources and dates”, you see which."


@require_GET
def home(request: AccountRequest) -> HttpResponse:
    """Drafts, plans and published pieces, with what colleagues and readers said. It begins with a page."""
    therapist = Therapist.objects.owned_by(request.user).first()
    if therapist is None and request.user.has_role(Role.THERAPIST):
        return redirect("start")
    if therapist is None:
        raise Http404
    return desk_page(request, "blog/desk/home.html", desk.overview(therapist), title="Your desk")


@require_POST
def new(request: AccountRequest) -> HttpResponse:
    """Begin a draft of the chosen kind."""
    kind = request.POST.get("kind", Kind.ARTICLE)
    post = begin(own_page(request), kind=kind if kind in Kind.values else Kind.ARTICLE)
    return redirect("post_edit", pk=post.pk)


@require_http_methods(["GET", "POST"])
def edit(request: AccountRequest, pk: int) -> HttpResponse:
    """The editor. POST saves; its buttons may also apply a suggested wording or lead on to publishing."""
    post = own_post(request, pk)
    if request.method == "GET":
        form = PostForm(instance=overlay(post), initial={"topics": as_meant(post)["topics"]})
        return editor(request, post, form, desk.source_forms(post))
    form, sources = PostForm(request.POST, instance=own_post(request, pk)), Sources(request.POST, prefix="source")
    if not (form.is_valid() & sources.is_valid()):
        if not sources.is_valid():
            form.add_error(None, SOURCES_WRONG)
        return editor(request, post, form, sources, status=422)
    try:
        post = keep(post, form, sources, seen_version=seen(request))
    except StaleDraft as stale:
        return editor(request, stale.post, form, sources, status=409, stale=True)
    return after_saving(request, post)


def after_saving(request: AccountRequest, post: Post) -> HttpResponse:
    """Where the pressed button leads."""
    if "apply" in request.POST:
        apply_one(post, request.POST["apply"])
        return redirect(reverse("post_edit", args=[post.pk]) + "#check")
    if request.POST.get("go") == "publish":
        return redirect("post_publish", pk=post.pk)
    return redirect(reverse("post_edit", args=[post.pk]) + "?n=saved")


@require_POST
def autosave(request: AccountRequest, pk: int) -> JsonResponse:
    """Keep what is being typed: 200 {version}, 409 with the other tab's words, 422 when a field is impossible."""
    post = own_post(request, pk)
    form, sources = PostForm(request.POST, instance=own_post(request, pk)), Sources(request.POST, prefix="source")
    if not (form.is_valid() & sources.is_valid()):
        return JsonResponse({"errors": form.errors}, status=422)
    try:
        post = keep(post, form, sources, seen_version=seen(request))
    except StaleDraft as stale:
        fields = {name: getattr(stale.post, name) for name in ("title", "summary", "body")}
        return JsonResponse({"version": str(stale.post.draft_version), "fields": fields}, status=409)
    return JsonResponse({"version": str(post.draft_version)})


@require_POST
def preview(request: AccountRequest, pk: int) -> HttpResponse:
    """How the words will look, as a fragment; nothing is saved."""
    post = typed(request, own_post(request, pk))
    return HttpResponse(desk.preview_html(post))


@require_POST
def check(request: AccountRequest, pk: int) -> HttpResponse:
    """What the Guard says of the words being typed, as a fragment; nothing is saved."""
    post = typed(request, own_post(request, pk))
    acknowledged = request.POST.getlist("acknowledge")
    return desk_page(request, "blog/desk/_check.html", desk.check_data(post, acknowledged), title="")


def editor(
    request: HttpRequest, post: Post, form: PostForm, sources: Any, *, status: int = 200, stale: bool = False
) -> HttpResponse:
    """The editor page, with what was typed."""
    data = desk.editor_data(post, form, sources, stale=stale)
    return desk_page(request, "blog/desk/edit.html", data, title="Write", status=status)


def keep(post: Post, form: PostForm, sources: Any, *, seen_version: int) -> Post:
    """Save the form, its topics and its sources; what readers see already waits for the next edition (R42)."""
    changes, topics = form.changes(), form.cleaned_data["topics"]
    if post.edition_id:
        meant = as_typed(changes, topics, sources.cleaned_data)
        words = {name: value for name, value in changes.items() if name not in COLUMNS}
        waiting = {} if meant == as_read(post) else meant
        return save_draft(post, changes={**words, "waiting": waiting}, seen_version=seen_version)
    saved = save_draft(post, changes=changes, seen_version=seen_version)
    desk.keep_lists(saved, topics=topics, sources=sources.cleaned_data)
    return saved


def apply_one(post: Post, number: str) -> None:
    """Put one suggested wording into the text and save it."""
    try:
        reading = read_draft(post)
    except GuardUnavailable:
        return
    chosen = next((item for item in reading.placed if str(item.number) == number), None)
    if chosen and apply_suggestion(post, chosen):
        keep_one(post, chosen.field)


def keep_one(post: Post, field: str) -> None:
    """Save one field that was changed in memory, wherever it is kept."""
    row = holder(post, field)
    changes = {field: getattr(row, field)}
    if isinstance(row, Episode):
        save_episode(row, changes=changes, seen_version=row.version)
    else:
        save_draft(post, changes=changes, seen_version=post.draft_version)


def own_page(request: AccountRequest) -> Therapist:
    """The signed-in therapist's page; 404 for everyone else."""
    return get_object_or_404(Therapist.objects.owned_by(request.user))


def own_post(request: AccountRequest, pk: int) -> Post:
    """The signed-in therapist's post; 404 for everyone else."""
    return get_object_or_404(Post.objects.editable_by(request.user).select_related("therapist__account"), pk=pk)


def typed(request: HttpRequest, post: Post) -> Post:
    """The post with the words that are being typed, in memory only."""
    for name in ("title", "summary", "body", "kind"):
        setattr(post, name, request.POST.get(name, getattr(post, name)))
    post.story_source = request.POST.get("story_source") or None
    return post


def seen(request: HttpRequest) -> int:
    """Which saved state the author's page was made from."""
    given = request.POST.get("version", "")
    return int(given) if given.isdigit() else -1
