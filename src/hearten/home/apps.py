"""Pages that compose many apps: landing, search, your data, errors, health."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "hearten.home"
