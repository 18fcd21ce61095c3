"""The podcast: its feed and its picture for apps, its settings for its author."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hearten.accounts.http import AccountRequest
from hearten.blog import notice
from hearten.blog.podcast import name_of, settings_of, show
from hearten.blog.podcast_form import PodcastForm
from hearten.blog.stored import packed, unpacked
from hearten.blog.views.desk import own_page
from hearten.blog.views.frame import desk_page
from hearten.directory.models import Therapist
from hearten.media.square import as_jpeg
from hearten.ui.forms import describe

#: The picture of podcasts whose author chose none.
CALM = "ui/img/podcast.jpg"


@login_not_required
@require_safe
def feed(request: HttpRequest, handle: str) -> HttpResponse:
    """The feed, the same bytes for everybody who asks."""
    who = get_object_or_404(Therapist.objects.visible_to(None), handle=handle)
    body = render_to_string("blog/public/podcast.xml", {"show": show(who)}).lstrip()
    response = HttpResponse(body, content_type="application/rss+xml; charset=utf-8")
    return unpacked(request, *packed(response))


@login_not_required
@require_safe
def artwork(request: HttpRequest, handle: str) -> HttpResponse:
    """Its square picture as JPEG."""
    who = get_object_or_404(Therapist.objects.visible_to(None), handle=handle)
    response = HttpResponse(picture_of(who), content_type="image/jpeg")
    return unpacked(request, *packed(response))


def picture_of(who: Therapist) -> bytes:
    """What its author chose, while it is there; otherwise the calm one."""
    chosen = settings_of(who)
    try:
        return as_jpeg(chosen.artwork_id) if chosen.artwork_id else calm()
    except FileNotFoundError:
        return calm()


def calm() -> bytes:
    """The host's own picture."""
    path = finders.find(CALM)
    if not isinstance(path, str):
        raise FileNotFoundError(CALM)
    with open(path, "rb") as file:
        return file.read()


@require_http_methods(["GET", "POST"])
def podcast_settings(request: AccountRequest) -> HttpResponse:
    """How the podcast stands in apps."""
    therapist = own_page(request)
    chosen = settings_of(therapist)
    form = PodcastForm(request.POST or None, instance=chosen)
    address = notice.absolute(reverse("podcast", args=[therapist.handle]))
    if request.method == "POST" and form.is_valid():
        chosen.guid = chosen.guid or name_of(address)
        form.save()
        return redirect(reverse("podcast_settings") + "?n=saved")
    data = {
        "form": describe(form),
        "address": address,
        "artwork": reverse("podcast_artwork", args=[therapist.handle]),
    }
    status = 422 if request.method == "POST" else 200
    return desk_page(request, "blog/desk/podcast.html", data, title="Your podcast", status=status)
