"""Addresses of the desk."""

from django.urls import path

from hearten.blog.views import (
    desk,
    desk_elsewhere,
    desk_episode,
    desk_publish,
    desk_review,
    desk_second,
    desk_shelf,
    podcast,
    series,
    sourcing,
)

urlpatterns = [
    path("", desk.home, name="desk"),
    path("posts/new/", desk.new, name="post_new"),
    path("posts/<int:pk>/", desk.edit, name="post_edit"),
    path("posts/<int:pk>/autosave/", desk.autosave, name="post_autosave"),
    path("posts/<int:pk>/episode/", desk_episode.edit, name="post_episode"),
    path("posts/<int:pk>/episode/autosave/", desk_episode.autosave, name="post_episode_autosave"),
    path("posts/<int:pk>/episode/captions/", desk_episode.captions, name="post_episode_captions"),
    path("posts/<int:pk>/preview/", desk.preview, name="post_preview"),
    path("posts/<int:pk>/check/", desk.check, name="post_check"),
    path("posts/<int:pk>/publish/", desk_publish.publish, name="post_publish"),
    path("posts/<int:pk>/plan/", desk_publish.plan, name="post_plan"),
    path("posts/<int:pk>/withdraw/", desk_publish.withdraw, name="post_withdraw"),
    path("posts/<int:pk>/ask/", desk_second.ask, name="post_ask"),
    path("posts/<int:pk>/still-right/", desk_review.reviewed, name="post_reviewed"),
    path("posts/<int:pk>/elsewhere/", desk_elsewhere.elsewhere_page, name="post_elsewhere"),
    path("posts/<int:pk>/elsewhere/<slug:network>/", desk_elsewhere.elsewhere_page, name="post_elsewhere_for"),
    path("posts/<int:pk>/elsewhere/<slug:shape>.png", desk_elsewhere.card, name="post_card"),
    path("posts/<int:pk>/source/", sourcing.asked, name="post_source"),
    path("posts/<int:pk>/versions/", desk_shelf.revisions, name="post_revisions"),
    path("posts/<int:pk>/versions/<int:revision>/restore/", desk_shelf.revision_restore, name="revision_restore"),
    path("looks/<int:pk>/", desk_second.look, name="look"),
    path("looks/<int:pk>/release/", desk_second.release, name="look_release"),
    path("resources/", desk_shelf.resources, name="resources"),
    path("resources/new/", desk_shelf.resource, name="resource_new"),
    path("resources/<int:pk>/", desk_shelf.resource, name="resource"),
    path("resources/<int:pk>/remove/", desk_shelf.resource_remove, name="resource_remove"),
    path("podcast/", podcast.podcast_settings, name="podcast_settings"),
    path("series/", series.series, name="series"),
    path("series/<int:pk>/", series.series_edit, name="series_edit"),
    path("series/<int:pk>/remove/", series.series_remove, name="series_remove"),
]
