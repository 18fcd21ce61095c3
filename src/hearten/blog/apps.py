"""Therapist pages: posts, stories, comments, feeds."""

from django.apps import AppConfig


class BlogConfig(AppConfig):
    name = "hearten.blog"
