"""Addresses of library."""

from django.urls import URLPattern, URLResolver, path

from hearten.library.views import collections, groups, guides, kept, links, shelves

urlpatterns: list[URLPattern | URLResolver] = [
    path("library/", shelves.library, name="library"),
    path("library/choices/", kept.keep, name="choices_keep"),
    path("library/choices/forget/", kept.forget, name="choices_forget"),
    path("library/export.csv", shelves.library_csv, name="library_csv"),
    path("library/export.opml", shelves.library_opml, name="library_opml"),
    path("approaches/", guides.approaches, name="approaches"),
    path("approaches/<slug:slug>/", guides.approach, name="approach"),
    path("approaches/<slug:slug>/changes/", guides.approach_changes, name="approach_changes"),
    path("approaches/<slug:slug>/edit/", guides.approach_edit, name="approach_edit"),
    path("library/collections/", collections.collections, name="collections"),
    path("library/collections/<slug:slug>/", collections.collection, name="collection"),
    path("library/collections/<slug:slug>/export.csv", collections.collection_csv, name="collection_csv"),
    path("desk/collections/", collections.desk_collections, name="desk_collections"),
    path("desk/collections/<int:pk>/", collections.desk_collection, name="desk_collection"),
    path("desk/collections/<int:pk>/add/", collections.collection_add, name="collection_add"),
    path("desk/collections/<int:pk>/items/<int:item>/", collections.collection_move, name="collection_move"),
    path("desk/collections/<int:pk>/invite/", collections.collection_invite, name="collection_invite"),
    path("desk/collections/invitations/<int:pk>/", collections.collection_answer, name="collection_answer"),
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
