"""Addresses of the directory as a whole."""

from django.urls import path

from hearten.directory.views import public

urlpatterns = [
    path("therapists/", public.directory, name="directory"),
    path("about/credentials/", public.credentials, name="credentials"),
]
