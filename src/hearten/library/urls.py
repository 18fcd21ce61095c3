"""Addresses of library."""

from django.urls import URLPattern, URLResolver, path

from hearten.library.views import guides, links, shelves

urlpatterns: list[URLPattern | URLResolver] = [
    path("library/", shelves.library, name="library"),
    path("library/export.csv", shelves.library_csv, name="library_csv"),
    path("library/export.opml", shelves.library_opml, name="library_opml"),
    path("approaches/", guides.approaches, name="approaches"),
    path("approaches/<slug:slug>/", guides.approach, name="approach"),
    path("approaches/<slug:slug>/changes/", guides.approach_changes, name="approach_changes"),
    path("approaches/<slug:slug>/edit/", guides.approach_edit, name="approach_edit"),
    path("desk/links/", links.links, name="links"),
    path("desk/links/<int:pk>/opened/", links.link_opened, name="link_opened"),
]
