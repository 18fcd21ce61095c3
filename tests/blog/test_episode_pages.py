"""What readers get of an episode: a player that works without scripts, its words, its chapters, and the notice."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from hearten.blog.actions.episodes import save_episode
from hearten.blog.models import Episode, EpisodeEdition, Post
from hearten.blog.notice import GENERAL
from hearten.media.models import Recording
from tests.blog.episodes import CAPTIONS, TRANSCRIPT, episode, published
from tests.blog.pieces import draft, form_of
from tests.cast import Cast
from tests.media.recorded import a_recording


def raw_of(post: Post, more: str = "") -> str:
    return Client().get(f"/@ana/{post.slug}/{more}").content.decode()


def page_of(post: Post, more: str = "") -> str:
    return unescape(raw_of(post, more))


@pytest.mark.parametrize("kind", ["audio", "video"])
def test_it_plays_without_scripts_and_never_by_itself(cast: Cast, kind: str) -> None:  # R24, I37
    page = page_of(published(cast.ana, kind=kind))
    assert f"<{kind} " in page
    assert "controls" in page
    assert "autoplay" not in page
    assert f'src="/@ana/{Post.objects.get().slug}/captions.vtt"' in page


def test_the_page_has_chapters_words_and_sizes(cast: Cast) -> None:  # R24, R53
    page = page_of(published(cast.ana, kind="video"))
    assert "A longer breath out" in page
    assert 'data-start="2500"' in page
    assert "kB)" in page
    assert GENERAL in page


def test_a_video_can_be_heard_alone_without_any_script(cast: Cast) -> None:  # R53
    post = published(cast.ana, kind="video")
    assert "Listen without the picture" not in page_of(post), "one from before its sound was made"
    with_sound(Recording.objects.get())
    page = page_of(post)
    assert re.search(r'<a href="[^"]+/sound\.mp3" data-sound>Listen without the picture \(\d+ kB\)</a>', page)
    assert page.count("sound.mp3") == 1, "neither a source of the video nor a size of it"


def with_sound(row: Recording, size: int = 5000) -> None:
    """As the worker leaves a video now."""
    sound = {"name": "sound.mp3", "type": "audio/mpeg", "bytes": size, "width": 0, "height": 0}
    Recording.objects.filter(pk=row.pk).update(files=[*row.files, sound])
    caches["pages"].clear()


def test_captions_and_chapters_come_from_the_pages_own_origin(cast: Cast) -> None:  # R24
    post = published(cast.ana)
    captions = Client().get(f"/@ana/{post.slug}/captions.vtt")
    assert (captions["Content-Type"], captions.content.decode()) == ("text/vtt; charset=utf-8", CAPTIONS)
    chapters = json.loads(page_of(post, "chapters.json"))
    assert chapters["chapters"][1] == {"startTime": 30.0, "title": "A longer breath out"}


@pytest.mark.parametrize("more", ["captions.vtt", "chapters.json", "transcript/"])
def test_nothing_of_a_draft_or_of_an_article_is_there(cast: Cast, more: str) -> None:  # I3
    hidden = episode(cast.ana).post
    written = draft(cast.ana)
    for post in (hidden, written):
        assert Client().get(f"/@ana/{post.slug}/{more}").status_code == 404


def test_what_its_author_changes_is_not_read_before_it_is_published(cast: Cast) -> None:  # R42
    post = published(cast.ana)
    save_episode(post.episode, changes={"captions": "", "transcript": "Secret."}, seen_version=post.episode.version)
    assert raw_of(post, "captions.vtt") == CAPTIONS
    assert "Secret" not in page_of(post) + page_of(post, "transcript/")


def test_the_transcript_has_a_page_with_the_notice(cast: Cast) -> None:  # R19, I44
    page = page_of(published(cast.ana, captions=""), "transcript/")
    assert TRANSCRIPT in page
    assert GENERAL in page


def test_readers_see_by_when_missing_words_come(cast: Cast) -> None:  # R24
    due = timezone.localdate() + timedelta(days=20)
    post = published(cast.ana, kind="video", captions="", transcript="", was_public=True, transcript_due=due)
    assert "No transcript yet. It comes by" in page_of(post)
    assert "No transcript yet" in Client().get("/@ana/podcast.xml").content.decode()


def test_lists_say_how_long_it_plays(cast: Cast) -> None:
    published(cast.ana)
    assert "Audio, 2 minutes" in Client().get("/@ana/").content.decode()


def test_every_feed_carries_what_plays(cast: Cast) -> None:  # R24
    published(cast.ana)
    for name in ("feed.xml", "atom.xml", "feed.json"):
        assert "episode.mp3" in Client().get(f"/@ana/{name}").content.decode(), name


@pytest.mark.parametrize(("kind", "told"), [("audio", "PodcastEpisode"), ("video", "VideoObject")])
def test_search_engines_are_told_what_it_is(cast: Cast, kind: str, told: str) -> None:
    page = raw_of(published(cast.ana, kind=kind))
    block = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    data = json.loads(block)
    assert data["@type"] == told
    assert data["disambiguatingDescription"] == GENERAL  # I44


def test_hostile_words_stay_words(cast: Cast) -> None:  # I34
    words = {"transcript": "<script>alert(1)</script> Hello.", "chapters": [{"start_ms": 0, "title": "<b>x</b>"}]}
    post = published(cast.ana, captions="", **words)
    assert "<script>alert" not in raw_of(post) + raw_of(post, "transcript/")
    assert "<b>x</b>" not in raw_of(post)


def test_the_page_takes_few_statements(cast: Cast, django_assert_max_num_queries) -> None:
    post = published(cast.ana, kind="video")
    with django_assert_max_num_queries(12):
        page_of(post)


def sent(row: Episode, **more) -> dict:
    data = {"version": row.version, "recording": row.recording_id or "", "captions": row.captions}
    return {**data, "transcript": row.transcript, "marks": "0:00 Arriving\n0:30 A longer breath out", **more}


def test_an_author_sets_recording_words_and_chapters(cast: Cast, signed_in) -> None:  # R24
    browser, row = signed_in(cast.ana), episode(cast.ana, chapters=[])
    url = f"/desk/posts/{row.post_id}/episode/"
    assert browser.get(url).status_code == 200
    assert browser.post(url, sent(row)).status_code == 302
    row.refresh_from_db()
    assert row.chapters[1] == {"start_ms": 30_000, "title": "A longer breath out"}


def test_the_captions_make_a_transcript_in_one_press(cast: Cast, signed_in) -> None:  # R24
    row = episode(cast.ana, transcript="")
    signed_in(cast.ana).post(f"/desk/posts/{row.post_id}/episode/", sent(row, go="transcript"))
    assert Episode.objects.get().transcript == "Let your shoulders drop. Breathe out & out, a little longer."


def test_captions_with_mistakes_are_kept_and_told(cast: Cast, signed_in) -> None:  # I16
    row, wrong = episode(cast.ana), "WEBVTT\n\n00:00:05.000 --> 00:00:01.000\nmy words"
    browser = signed_in(cast.ana)
    url = f"/desk/posts/{row.post_id}/episode/"
    assert browser.post(url, sent(row, captions=wrong)).status_code == 302
    assert Episode.objects.get().captions == wrong
    assert "Line 3: it ends before it starts" in browser.get(url).content.decode()


def test_a_chapter_that_cannot_be_read_is_told_and_nothing_is_lost(cast: Cast, signed_in) -> None:  # I16
    row = episode(cast.ana)
    answer = signed_in(cast.ana).post(f"/desk/posts/{row.post_id}/episode/", sent(row, marks="0:00 A\nlater B"))
    assert answer.status_code == 422
    assert "Line 2: write the time first" in answer.content.decode()
    assert "later B" in answer.content.decode()


def test_a_file_of_subtitles_becomes_captions(cast: Cast, signed_in) -> None:
    row = episode(cast.ana)
    url = f"/desk/posts/{row.post_id}/episode/captions/"
    browser = signed_in(cast.ana)
    srt = b"1\r\n00:00:01,000 --> 00:00:02,000\r\nHello.\r\n"
    assert browser.post(url, {"file": SimpleUploadedFile("a.srt", srt)}).status_code == 302
    assert Episode.objects.get().captions.startswith("WEBVTT\n\n00:00:01.000")
    for hostile in (b"\xff\xfe\x00", b"\x00\x00", b"a" * 1_000_001):
        assert browser.post(url, {"file": SimpleUploadedFile("a.vtt", hostile)}).status_code == 422


def test_what_is_typed_is_saved_and_two_tabs_are_told(cast: Cast, signed_in) -> None:  # I16
    row, browser = episode(cast.ana), signed_in(cast.ana)
    url = f"/desk/posts/{row.post_id}/episode/autosave/"
    first = browser.post(url, sent(row, transcript="One."))
    assert first.json() == {"version": "1"}
    stale = browser.post(url, sent(row, transcript="Two."))
    assert (stale.status_code, stale.json()["fields"]["transcript"]) == (409, "One.")
    whole = browser.post(url.removesuffix("autosave/"), sent(row, transcript="Two."))
    assert (whole.status_code, "Two." in whole.content.decode()) == (409, True)


def test_nobody_reaches_the_words_of_somebody_elses_draft(cast: Cast, signed_in) -> None:  # I3
    row = episode(cast.ana)
    url = f"/desk/posts/{row.post_id}/episode/"
    for browser in (signed_in(cast.farid), signed_in(cast.ben)):
        assert browser.get(url).status_code in {403, 404}
        assert browser.post(url + "autosave/", sent(row)).status_code in {403, 404}


def test_only_ones_own_recordings_of_the_kind_can_be_chosen(cast: Cast, signed_in) -> None:  # I3
    row, browser = episode(cast.ana), signed_in(cast.ana)
    for other in (a_recording(cast.farid), a_recording(cast.ana, kind="video")):
        answer = browser.post(f"/desk/posts/{row.post_id}/episode/", sent(row, recording=other.pk))
        assert answer.status_code == 422


def test_an_article_has_no_sound(cast: Cast, signed_in) -> None:
    post = draft(cast.ana)
    assert signed_in(cast.ana).get(f"/desk/posts/{post.pk}/episode/").status_code == 404


def test_the_editor_leads_to_the_sound_and_says_what_is_missing(cast: Cast, signed_in) -> None:
    browser, post = signed_in(cast.ana), draft(cast.ana, kind="video")
    page = unescape(browser.get(f"/desk/posts/{post.pk}/").content.decode())
    assert f"/desk/posts/{post.pk}/episode/" in page
    assert "Choose a recording." in page
    assert browser.post(f"/desk/posts/{post.pk}/", form_of(post)).status_code == 302


def test_an_edition_keeps_what_played(cast: Cast) -> None:  # R42
    post = published(cast.ana)
    assert EpisodeEdition.objects.get().recording_id == post.episode.recording_id


def test_the_browser_may_load_captions_from_the_pages_own_origin(cast: Cast) -> None:  # R24
    post = published(cast.ana, kind="video")
    policy = Client().get(f"/@ana/{post.slug}/")["Content-Security-Policy"]
    sources = next(part for part in policy.split(";") if part.strip().startswith("media-src")).split()
    assert "'self'" in sources
    assert "*" not in policy
