"""What happened, and the tasks that follow."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "hearten.events"
