"""The design system; knows no domain word."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "hearten.ui"
