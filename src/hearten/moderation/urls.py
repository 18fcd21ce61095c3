"""Addresses of this app."""

from django.urls import URLPattern, path

from hearten.moderation.views import crisis, service_worker

urlpatterns: list[URLPattern] = [
    path("crisis/", crisis.crisis, name="crisis"),
    path("crisis/<slug:code>/", crisis.crisis_country, name="crisis_country"),
    path("sw.js", service_worker.service_worker, name="service_worker"),
]
