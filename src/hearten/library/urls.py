"""Addresses of library."""

from django.urls import URLPattern, URLResolver, path

from hearten.library.views import groups, guides, links, shelves

urlpatterns: list[URLPattern | URLResolver] = [
    path("library/", shelves.library, name="library"),
    path("library/export.csv", shelves.library_csv, name="library_csv"),
    path("library/export.opml", shelves.library_opml, name="library_opml"),
    path("approaches/", guides.approaches, name="approaches"),
    path("approaches/<slug:slug>/", guides.approach, name="approach"),
    path("approaches/<slug:slug>/changes/", guides.approach_changes, name="approach_changes"),
    path("approaches/<slug:slug>/edit/", guides.approach_edit, name="approach_edit"),
    path("library/groups/", groups.groups, name="outside_groups"),
    path("library/groups/keep/", groups.keep, name="groups_keep"),
    path("library/groups/keep/new/", groups.look, name="group_new"),
    path("library/groups/keep/<int:pk>/", groups.look, name="group_look"),
    path("library/groups/keep/<int:pk>/confirm/", groups.confirm, name="group_confirm"),
    path("library/groups/keep/<int:pk>/refuse/", groups.refuse, name="group_refuse"),
    path("desk/groups/suggest/", groups.suggest, name="group_suggest"),
    path("desk/links/", links.links, name="links"),
    path("desk/links/<int:pk>/opened/", links.link_opened, name="link_opened"),
]
