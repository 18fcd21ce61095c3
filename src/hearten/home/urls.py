"""Addresses of pages that compose many apps."""

from django.urls import path

from hearten.home import views

urlpatterns = [
    path("", views.home, name="home"),
]
