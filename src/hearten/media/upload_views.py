"""Uploads that go on after a lost connection: tus 1.0 (tus.io), with creation, expiration and termination.

A page of ours sends them (ui/js/elements/h-upload.js); any tus client that is signed in can.
"""

from __future__ import annotations

import base64
import binascii
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods

from hearten.accounts.http import AccountRequest, View, needs_role
from hearten.accounts.models import Role
from hearten.media import arriving, landing
from hearten.media.models import Recording, RecordingUpload
from hearten.media.probe import Refused

VERSION = "1.0.0"
#: What is sent with a piece.
PIECE_TYPE = "application/offset+octet-stream"


def tus(status: int, words: str = "", **headers: str | int) -> HttpResponse:
    """An answer of the protocol. Names of headers are written with `_`; words are for the person who waits."""
    response = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response[name.replace("_", "-")] = str(value)
    return response


def speaks_tus(view: View) -> View:
    """Refuse other versions with 412, and give refusals as words."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: str) -> HttpResponse:
        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            return tus(412, Tus_Version=VERSION)
        try:
            return view(request, **kwargs)
        except Refused as answer:
            return tus(answer.status, answer.message)

    return guarded


@require_http_methods(["OPTIONS", "POST"])
@needs_role(Role.THERAPIST)
@speaks_tus
def uploads(request: AccountRequest) -> HttpResponse:
    """What this server can do; and the beginning of an upload."""
    if request.method == "OPTIONS":
        most = max(arriving.ceiling("video"), arriving.ceiling("audio"))
        extension = "creation,expiration,termination"
        return tus(204, Tus_Version=VERSION, Tus_Extension=extension, Tus_Max_Size=most)
    length = number(request, "Upload-Length")
    if length is None:
        return tus(400, "Say how large the file is.")
    told = metadata(request.headers.get("Upload-Metadata", ""))
    upload = arriving.begin(
        owner=request.user,
        name=told.get("filename", ""),
        declared=told.get("filetype", ""),
        length=length,
        stamp=told.get("stamp", ""),
    )
    return tus(201, Location=reverse("recording-upload", kwargs={"upload_id": upload.pk}), **until(upload))


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@needs_role(Role.THERAPIST)
@speaks_tus
def upload(request: AccountRequest, upload_id: str) -> HttpResponse:
    """One upload of one's own: how far it is, its next piece, its end."""
    row = RecordingUpload.objects.filter(pk=upload_id, owner=request.user).first()
    if row is None:
        return arrived_before(request, upload_id)
    if row.expires_at < timezone.now():
        return tus(410, "This upload waited too long and was thrown away. Please begin again.")
    if request.method == "HEAD":
        return tus(200, Upload_Offset=landing.received(row.pk), Upload_Length=row.length, **until(row))
    if request.method == "DELETE":
        arriving.give_up(row)
        return tus(204)
    return piece(request, row)


def piece(request: AccountRequest, row: RecordingUpload) -> HttpResponse:
    """The next bytes."""
    at = number(request, "Upload-Offset")
    if request.content_type != PIECE_TYPE or at is None:
        return tus(415 if at is not None else 400, "This is not a piece of an upload.")
    if int(request.META.get("CONTENT_LENGTH") or 0) > max(0, row.length - at):
        return tus(413, "This piece is longer than what is missing.")
    arriving.require_disk(row.length - at)
    try:
        size = arriving.add(row, request.read, at=at)
    except arriving.Elsewhere as answer:
        return tus(409, "The upload is at another place.", Upload_Offset=answer.at)
    except landing.Busy:
        return tus(423, "This upload goes on in another window.")
    except UnreadablePostError:  # the connection broke; what arrived is kept
        return tus(400)
    except OSError as error:
        raise arriving.no_room() from error
    return tus(204, Upload_Offset=size, **until(row))


def arrived_before(request: AccountRequest, upload_id: str) -> HttpResponse:
    """For whoever missed the last answer: it is a recording now. Else there is nothing here."""
    if not Recording.objects.filter(pk=upload_id, owner=request.user).exists():
        raise Http404
    return tus(410, Location=reverse("recording", kwargs={"recording_id": upload_id}))


def until(row: RecordingUpload) -> dict[str, str]:
    """When it is thrown away if nothing more comes."""
    return {"Upload_Expires": http_date(row.expires_at.timestamp())}


def number(request: HttpRequest, header: str) -> int | None:
    """A header that holds a whole number; None when it does not."""
    value = request.headers.get(header, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None


def metadata(header: str) -> dict[str, str]:
    """Names with values in Base64, with commas between them. What can't be read is left out."""
    told = {}
    for pair in filter(str.strip, header.split(",")):
        name, _, value = pair.strip().partition(" ")
        try:
            told[name] = base64.b64decode(value, validate=True).decode("utf-8")
        except (binascii.Error, ValueError):
            continue
    return told
