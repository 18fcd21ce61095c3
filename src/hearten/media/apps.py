"""Uploads: re-encoded, stripped, described."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "hearten.media"
