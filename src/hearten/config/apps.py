"""The top: settings, routes, reactions, commands. Nothing imports it."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "hearten.config"
