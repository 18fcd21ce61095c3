"""Support groups: people in the same boat, under a name that leads nowhere."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "hearten.groups"
