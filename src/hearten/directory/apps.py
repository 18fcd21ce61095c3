"""Therapists, their credentials and policies, topics."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "hearten.directory"
