"""Refuses a host whose uploads would come from the same origin as its pages (I34); warns of one without ffmpeg."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

from hearten.media import ffmpeg

NO_FFMPEG = "No ffmpeg can be started, so recordings that people upload have to wait."
MEND_FFMPEG = "Install ffmpeg with the system's package manager, or set HEARTEN_FFMPEG to where it is."


def isolated_origin(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """An error when HEARTEN_MEDIA_ORIGIN shares its host name with HEARTEN_ORIGIN: cookies know no ports."""
    if urlsplit(settings.MEDIA_ORIGIN).hostname != urlsplit(settings.ORIGIN).hostname:
        return []
    hint = "Give uploads a name of their own, such as https://media.example.org, and point it at this server."
    return [
        Error("HEARTEN_MEDIA_ORIGIN must not be the host of HEARTEN_ORIGIN.", hint=hint, id="hearten.media.E001")
    ]


def can_prepare_recordings(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """A warning when the program that prepares sound and video is not there (R24)."""
    return [] if has_ffmpeg() else [Warning(NO_FFMPEG, hint=MEND_FFMPEG, id="hearten.media.W001")]


def has_ffmpeg() -> bool:
    """Whether there is one to start."""
    try:
        ffmpeg.program()
    except ffmpeg.Missing:
        return False
    return True
