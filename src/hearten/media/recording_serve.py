"""Where recordings and voice notes are played from: the media origin, in parts, with every lock on (I34)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from hearten.accounts.limits import address
from hearten.accounts.places import Places
from hearten.media.ranges import OutOfRange, part
from hearten.media.recordings import TYPES, servable_recording, served_name
from hearten.media.views import LASTING, SERVED_WITH, on_media_origin, sent_by_the_proxy
from hearten.media.voice import servable_voice, voice_file

#: Bytes of one partial answer. Handed to the server in one go, so that a slow listener holds no thread, and small,
#: because it stays in memory until it is sent. Players ask for the next part by themselves.
PIECE = 1024 * 1024
#: A whole large file is sent piece by piece and keeps a thread busy: so many at once, per process.
WHOLE = Places(3, each=2)
#: Seconds after which somebody who wanted a whole file may come back.
COME_BACK = 20
#: From this status on, an answer is not for keeping.
FAILED = 400


@dataclass(frozen=True)
class Served:
    """One file in storage, by its name there. mark: stands for bytes that never change. bytes: how many."""

    name: str
    type: str
    bytes: int
    mark: str


@login_not_required
@require_safe
def serve_recording(request: HttpRequest, recording_id: str, name: str) -> HttpResponseBase:
    """One file of a recording; everywhere else, and without a right to it, there is nothing."""
    row = servable_recording(recording_id, request.GET.get("s", "")) if on_media_origin(request) else None
    kept = next((file for file in row.files if file["name"] == name), None) if row else None
    if row is None or kept is None:
        raise Http404
    mark = f'"{row.pk}-{kept["name"]}-{kept["bytes"]}"'
    response = sent(request, Served(served_name(row.pk, kept["name"]), kept["type"], int(kept["bytes"]), mark))
    if row.public and response.status_code < FAILED:
        response["Cache-Control"] = LASTING
    return response


@login_not_required
@require_safe
def serve_voice(request: HttpRequest, note_id: str) -> HttpResponseBase:
    """A voice note, to whoever holds an address of this hour; everywhere else there is nothing."""
    note = servable_voice(note_id, request.GET.get("s", "")) if on_media_origin(request) else None
    if note is None:
        raise Http404
    return sent(request, Served(voice_file(note.pk), TYPES["mp3"], note.bytes, f'"{note.pk}-{note.bytes}"'))


def sent(request: HttpRequest, file: Served) -> HttpResponseBase:
    """A file with what every answer says. Raises Http404 when it is gone."""
    response = answer(request, file)
    for header, value in headers(file).items():
        response[header] = value
    return response


def headers(file: Served) -> dict[str, str]:
    """What every answer says."""
    return SERVED_WITH | {
        "Content-Type": file.type,
        "Accept-Ranges": "bytes",
        "ETag": file.mark,
        "Access-Control-Allow-Origin": settings.ORIGIN,
        "Cache-Control": "no-store, private",
    }


def answer(request: HttpRequest, kept: Served) -> HttpResponseBase:
    """304, 416, a part or the whole. Raises Http404 when it is gone."""
    if kept.mark in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304)
    if settings.X_ACCEL:
        return sent_by_the_proxy(kept.name)
    wanted = request.headers.get("Range", "") if request.headers.get("If-Range", kept.mark) == kept.mark else ""
    try:
        asked = part(wanted, kept.bytes)
    except OutOfRange:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{kept.bytes}"})
    if request.method == "HEAD":
        return HttpResponse(headers={"Content-Length": str(kept.bytes)})
    try:
        file = default_storage.open(kept.name)
    except FileNotFoundError as error:
        raise Http404 from error
    return some(file, asked, kept.bytes) if asked else whole(file, kept.bytes, address(request))


def some(file: File[bytes], asked: tuple[int, int], size: int) -> HttpResponse:
    """The part that was asked for, or its beginning when it is long."""
    first = asked[0]
    with file:
        file.seek(first)
        content = file.read(min(asked[1] - first + 1, PIECE))
    told = {"Content-Range": f"bytes {first}-{first + len(content) - 1}/{size}"}
    return HttpResponse(content, status=206, headers=told)


def whole(file: File[bytes], size: int, who: str) -> HttpResponseBase:
    """Everything: at once when it is short, piece by piece when few others are being sent a long one."""
    if size <= PIECE:
        with file:
            return HttpResponse(file.read())
    leave = WHOLE.enter(who)
    if leave is None:
        file.close()
        return busy()
    return Whole(file, done=leave)


def busy() -> HttpResponse:
    """503, in words for whoever opens the file by itself."""
    words = "Many people are being sent recordings at this moment. Please try again in half a minute."
    return HttpResponse(words, status=503, headers={"Retry-After": str(COME_BACK)})


class Whole(FileResponse):
    """A file that says when it was sent, or nobody waits for it any more."""

    def __init__(self, file: File[bytes], *, done: Callable[[], None]) -> None:
        super().__init__(file)
        self.done = done

    def close(self) -> None:
        """Called once or more, whatever happened."""
        super().close()
        done, self.done = self.done, lambda: None
        done()
