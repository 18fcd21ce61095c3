"""Addresses of pages that compose many apps."""

from django.urls import path

from hearten.home import host_pages, moment, privacy_pages, sitemap, views, you, younger

urlpatterns = [
    path("", views.home, name="home"),
    path("learn/", views.learn, name="learn"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("search/", views.find, name="search"),
    path("about/", host_pages.about, name="about"),
    path("accessibility/", host_pages.accessibility, name="accessibility"),
    path("privacy/", host_pages.privacy, name="privacy"),
    path("terms/", host_pages.terms, name="terms"),
    path("help-in-person/", host_pages.in_person, name="in_person"),
    path("a-moment/", moment.moment, name="moment"),
    path("leave/", host_pages.leave, name="leave"),
    path("leaving/", host_pages.leaving, name="leaving"),
    path("kit/", host_pages.kit, name="kit"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots_txt, name="robots"),
    path("you/", you.you, name="you"),
    path("you/export/", privacy_pages.export, name="you_export"),
    path("you/erase/", privacy_pages.erase, name="you_erase"),
    path("you/keep/", privacy_pages.keep, name="you_keep"),
    path("account/younger/", younger.younger, name="account_younger"),
]
