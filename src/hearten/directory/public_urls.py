"""Addresses under one professional's handle; config/urls.py puts them before the blog's."""

from django.urls import path

from hearten.directory.views import public

urlpatterns = [
    path("about/", public.about, name="therapist-about"),
    path("policy/", public.policy, name="therapist-policy"),
    path("policy/<int:number>/", public.policy, name="therapist-policy-version"),
]
