"""Addresses under one professional's handle; config/urls.py puts them before the blog's."""

from django.urls import path

from hearten.library.views import shelves

urlpatterns = [
    path("resources/", shelves.therapist_resources, name="therapist_resources"),
    path("resources/export.csv", shelves.therapist_resources_csv, name="therapist_resources_csv"),
    path("resources/export.opml", shelves.therapist_resources_opml, name="therapist_resources_opml"),
]
