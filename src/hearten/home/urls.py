"""Addresses of pages that compose many apps."""

from django.urls import path

from hearten.home import privacy_pages, views, you, younger

urlpatterns = [
    path("", views.home, name="home"),
    path("you/", you.you, name="you"),
    path("you/export/", privacy_pages.export, name="you_export"),
    path("you/erase/", privacy_pages.erase, name="you_erase"),
    path("you/keep/", privacy_pages.keep, name="you_keep"),
    path("account/younger/", younger.younger, name="account_younger"),
]
