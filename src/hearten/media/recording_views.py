"""The shelf of one's own recordings: what is there, what is on its way, and a plain way to add one."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.media import arriving, landing, sniff
from hearten.media.landing_form import Landed, Landing
from hearten.media.models import Recording, RecordingUpload
from hearten.media.probe import Refused
from hearten.media.recording_actions import remove_recording, take_in
from hearten.media.recording_shelf import on_shelf, recordings_page
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page


class RecordingForm(forms.Form):
    """A recording, for browsers without scripts; with them, the same field is sent piece by piece."""

    recording = forms.FileField(
        label="Recording",
        widget=forms.FileInput(attrs={"accept": "audio/*,video/*,.mkv,.m4a,.flac,.opus"}),
        error_messages={
            "required": "Please choose a recording from your device.",
            "empty": "This file is empty. Please choose it again.",
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as it came
        hidden = "Up to 4 hours. Hidden data, such as the place, is taken out."
        self.fields["recording"].help_text = f"{sniff.TAKEN}. {arriving.limits()} {hidden}"


@csrf_exempt  # the check comes right after: a file may only be read once it is known where to put it
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(Role.THERAPIST)
def recordings(request: AccountRequest) -> HttpResponse:
    """The shelf, and the plain form."""
    handler = Landing(request)
    request.upload_handlers = [handler]
    return csrf_protect(lambda request: shelf(request, handler))(request)


def shelf(request: AccountRequest, handler: Landing) -> HttpResponse:
    """The page, or what becomes of a file that came with the form."""
    if request.method != "POST":
        return shown(request, RecordingForm(), 200)
    form = RecordingForm(request.POST, request.FILES)
    try:
        if handler.trouble:
            raise arriving.too_large(handler.kind) if handler.trouble == "large" else arriving.no_room()
        if form.is_valid():
            row = received(request, form.cleaned_data["recording"])
            return redirect("recording", recording_id=row.pk)
    except Refused as answer:
        form.errors.pop("recording", None)
        form.add_error("recording", answer.message)
        return shown(request, form, answer.status)
    handler.discard()
    return shown(request, form, 422)


def received(request: AccountRequest, file: Landed) -> Recording:
    """What a plain form sent becomes a recording. Raises Refused, and keeps nothing then."""
    kind = arriving.kind_of(file.name or "", file.content_type or "")
    length = landing.received(file.upload_id)
    try:
        arriving.require_welcome(request.user, kind=kind, length=length)
        sniff.reader(landing.head(file.upload_id, sniff.ENOUGH))
    except Refused:
        landing.forget(file.upload_id)
        raise
    title = arriving.title_of(file.name or "")
    return take_in(RecordingUpload(pk=file.upload_id, owner=request.user, title=title, kind=kind, length=length))


def shown(request: AccountRequest, form: RecordingForm, status: int) -> HttpResponse:
    """The page of the shelf."""
    after = request.GET.get("after", "").replace("\x00", "")
    data = {"form": describe(form), **recordings_page(request.user, after=after)}
    return page(request, "media/recordings.html", data, title="Your recordings", zone="desk", status=status)


@require_safe
@needs_role(Role.THERAPIST)
def recording(request: AccountRequest, recording_id: str) -> HttpResponse:
    """One of one's own recordings: how it sounds and looks, or how far it is."""
    row = get_object_or_404(Recording, pk=recording_id, owner=request.user)
    return one(request, row)


def one(request: AccountRequest, row: Recording, *, error: str = "", status: int = 200) -> HttpResponse:
    """The page of one recording."""
    data = {"item": on_shelf(row), "back": reverse("recordings"), "error": error}
    return page(request, "media/recording.html", data, title="A recording", zone="desk", status=status)


@require_POST
@needs_role(Role.THERAPIST)
def remove(request: AccountRequest, recording_id: str) -> HttpResponse:
    """Take a recording away for good."""
    row = get_object_or_404(Recording, pk=recording_id, owner=request.user)
    try:
        remove_recording(row, by=request.user)
    except Refused as answer:
        return one(request, row, error=answer.message, status=answer.status)
    return redirect(reverse("recordings") + "?n=removed")


@require_POST
@needs_role(Role.THERAPIST)
def remove_upload(request: AccountRequest, upload_id: str) -> HttpResponse:
    """Throw away what has arrived of an upload."""
    arriving.give_up(get_object_or_404(RecordingUpload, pk=upload_id, owner=request.user))
    return redirect(reverse("recordings") + "?n=removed")
