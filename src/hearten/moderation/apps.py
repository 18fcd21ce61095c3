"""The Guard's door, reports, decisions, the safety queue, the host's paperwork."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "hearten.moderation"
