"""Uploads: re-encoded, stripped, described."""

from django.apps import AppConfig
from django.core.checks import register

from hearten.media.checks import can_prepare_recordings, isolated_origin


class MediaConfig(AppConfig):
    name = "hearten.media"

    def ready(self) -> None:
        """`manage.py check` and `doctor` look at the two origins and for ffmpeg."""
        register(isolated_origin)
        register(can_prepare_recordings)
