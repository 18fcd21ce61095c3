"""Addresses under `/@handle/`."""

from django.urls import path

from hearten.blog import feeds
from hearten.blog.views import blocking, comments, differing, episodes, history, podcast, public, series, sourcing

urlpatterns = [
    path("", public.therapist, name="therapist"),
    path("feed.xml", feeds.rss, name="feed_rss"),
    path("atom.xml", feeds.atom, name="feed_atom"),
    path("feed.json", feeds.json_feed, name="feed_json"),
    path("podcast.xml", podcast.feed, name="podcast"),
    path("podcast.jpg", podcast.artwork, name="podcast_artwork"),
    path("series/<slug:slug>/", series.series_page, name="series_page"),
    path("series/<slug:slug>/calendar.ics", series.series_calendar, name="series_calendar"),
    path("<slug:slug>/", public.article, name="article"),
    path("<slug:slug>/captions.vtt", episodes.captions, name="episode_captions"),
    path("<slug:slug>/chapters.json", episodes.chapters, name="episode_chapters"),
    path("<slug:slug>/transcript/", episodes.transcript, name="episode_transcript"),
    path("<slug:slug>/changes/", history.history_page, name="article_changes"),
    path("<slug:slug>/thanks/", public.thanks, name="thanks"),
    path("<slug:slug>/about-me/", public.about_me, name="about_me"),
    path("<slug:slug>/differing/", differing.side_by_side, name="differing"),
    path("<slug:slug>/needs-a-source/", sourcing.flag, name="source_flag"),
    path("<slug:slug>/comments/", comments.add, name="comment_add"),
    path("<slug:slug>/comments/check/", comments.check, name="comment_check"),
    path("<slug:slug>/comments/<int:pk>/", comments.edit, name="comment_edit"),
    path("<slug:slug>/comments/<int:pk>/block/", blocking.block, name="comment_block"),
    path("<slug:slug>/comments/<int:pk>/delete/", comments.delete, name="comment_delete"),
]
