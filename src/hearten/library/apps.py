"""Resources worth knowing, groups run elsewhere, and plain pages about approaches."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "hearten.library"
