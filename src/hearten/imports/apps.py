"""What a therapist published elsewhere, brought here as drafts."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "hearten.imports"
