"""Addresses of library."""

from django.urls import URLPattern, URLResolver, path

from hearten.library.views import links, shelves

urlpatterns: list[URLPattern | URLResolver] = [
    path("library/", shelves.library, name="library"),
    path("library/export.csv", shelves.library_csv, name="library_csv"),
    path("library/export.opml", shelves.library_opml, name="library_opml"),
    path("desk/links/", links.links, name="links"),
    path("desk/links/<int:pk>/opened/", links.link_opened, name="link_opened"),
]
