"""Sound and words: the recording of an episode, its captions beside the player, its transcript, its chapters."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hearten.accounts.http import AccountRequest
from hearten.blog import desk, webvtt
from hearten.blog.actions.episodes import StaleEpisode, episode_of, save_episode
from hearten.blog.episode_form import CaptionsFile, EpisodeForm
from hearten.blog.models import Episode, Post
from hearten.blog.models.post import EPISODES
from hearten.blog.spoken import what_is_unheard
from hearten.blog.views.desk import own_post
from hearten.blog.views.frame import desk_page
from hearten.media.recordings import playable
from hearten.ui.forms import describe


@require_http_methods(["GET", "POST"])
def edit(request: AccountRequest, pk: int) -> HttpResponse:
    """Everything that is set beside the text. POST saves; one button makes a transcript of the captions."""
    episode = own_episode(request, pk)
    if request.method == "GET":
        return shown(request, episode, EpisodeForm(instance=episode))
    form = EpisodeForm(request.POST, instance=own_episode(request, pk))
    if not form.is_valid():
        return shown(request, episode, form, status=422)
    try:
        save_episode(episode, changes=changes(request, form), seen_version=seen(request))
    except StaleEpisode as stale:
        return shown(request, stale.episode, form, status=409, stale=True)
    where = "post_edit" if request.POST.get("go") == "text" else "post_episode"
    return redirect(reverse(where, args=[pk]) + "?n=saved")


def changes(request: HttpRequest, form: EpisodeForm) -> dict[str, Any]:
    """What was set; with a transcript from the captions when that button was pressed."""
    found = form.changes()
    if request.POST.get("go") == "transcript":
        found["transcript"] = webvtt.transcript(webvtt.parse(found["captions"]).cues) or found["transcript"]
    return found


@require_POST
def autosave(request: AccountRequest, pk: int) -> JsonResponse:
    """Keep what is being typed: 200 {version}, 409 with the other tab's words, 422 when a field is impossible."""
    episode = own_episode(request, pk)
    form = EpisodeForm(request.POST, instance=own_episode(request, pk))
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    try:
        saved = save_episode(episode, changes=form.changes(), seen_version=seen(request))
    except StaleEpisode as stale:
        fields = {name: getattr(stale.episode, name) for name in ("captions", "transcript")}
        return JsonResponse({"version": str(stale.episode.version), "fields": fields}, status=409)
    return JsonResponse({"version": str(saved.version)})


@require_POST
def captions(request: AccountRequest, pk: int) -> HttpResponse:
    """Take in a file of captions."""
    episode = own_episode(request, pk)
    file = CaptionsFile(request.POST, request.FILES)
    if not file.is_valid():
        return shown(request, episode, EpisodeForm(instance=episode), file=file, status=422)
    save_episode(episode, changes={"captions": file.cleaned_data["file"]}, seen_version=episode.version)
    return redirect(reverse("post_episode", args=[pk]) + "?n=saved#captions")


def shown(
    request: HttpRequest,
    episode: Episode,
    form: EpisodeForm,
    *,
    file: CaptionsFile | None = None,
    status: int = 200,
    stale: bool = False,
) -> HttpResponse:
    """The page, with what was typed."""
    post = episode.post
    recording = episode.recording
    found = playable(recording) if recording else None
    data = {
        "post": {"pk": post.pk, "title": post.title or "Without a title yet", "kind": post.kind},
        "version": str(episode.version),
        "form": describe(form, quiet=True),
        "file": describe(file or CaptionsFile()),
        "playable": found,
        "missing": what_is_unheard(post),
        "mistakes": [str(mistake) for mistake in mistakes(form, episode)],
        "note": episode.enclosure_note,
        "stale": stale,
        "theirs": {"captions": episode.captions, "transcript": episode.transcript} if stale else None,
        **desk.check_data(post, post.acknowledged),
    }
    return desk_page(request, "blog/desk/episode.html", data, title="Sound and words", status=status)


def mistakes(form: EpisodeForm, episode: Episode) -> list[webvtt.Mistake]:
    """What can't be read in the captions as they stand in the form."""
    text = str(form.data.get("captions", "")) if form.is_bound else episode.captions
    return webvtt.parse(text).mistakes if text.strip() else []


def own_episode(request: AccountRequest, pk: int) -> Episode:
    """The episode of one's own post; 404 for everyone else, and for what does not play."""
    post: Post = own_post(request, pk)
    if post.kind not in EPISODES:
        raise Http404
    episode = episode_of(post)
    episode.post = post
    return episode


def seen(request: HttpRequest) -> int:
    """Which saved state the author's page was made from."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() else -1
