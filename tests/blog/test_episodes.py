"""Audio and video go out with their words, as they were read, and are heard by all only while they are public."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hearten.blog.actions import publish as verbs
from hearten.blog.actions.episodes import StaleEpisode, begin_imported, episode_of, save_episode
from hearten.blog.actions.put_back import put_back
from hearten.blog.draft import compose, read_draft, what_is_missing
from hearten.blog.models import Episode, EpisodeEdition, Post
from hearten.blog.remarks import segments
from hearten.media.models import Recording
from hearten.moderation.review import NeedsChanges
from tests.blog.episodes import CAPTIONS, CHAPTERS, TRANSCRIPT, episode, published
from tests.blog.pieces import HELD, draft
from tests.cast import Cast
from tests.media.recorded import a_recording

SOON = timezone.localdate() + timedelta(days=30)
GONE = timezone.localdate() - timedelta(days=1)


def missing(row: Episode) -> str:
    return " ".join(what_is_missing(Post.objects.get(pk=row.post_id)))


def test_an_episode_with_its_words_goes_out(cast: Cast) -> None:  # R24
    post = published(cast.ana)
    shown = EpisodeEdition.objects.get(edition=post.edition_id)
    assert post.state == "published"
    assert (shown.captions, shown.transcript, shown.chapters) == (CAPTIONS, TRANSCRIPT, CHAPTERS)
    assert "shoulders" in shown.transcript_html


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        ("video", {"captions": ""}, "Add captions"),
        ("audio", {"transcript": " "}, "Add a transcript"),
        ("video", {"captions": CAPTIONS.replace("00:00:02.500 -->", "00:00:01.000 -->")}, "Captions, line 6:"),
        ("video", {"captions": CAPTIONS.replace("00:00:06", "00:09:06")}, "after the recording has ended"),
        ("audio", {"chapters": list(reversed(CHAPTERS))}, "not in the order"),
        ("audio", {"chapters": [{"start_ms": 90_000, "title": "Late"}]}, "after the recording has ended"),
    ],
)
def test_nothing_that_plays_goes_out_without_its_words(cast: Cast, kind: str, words: dict, said: str) -> None:
    # R24
    row = episode(cast.ana, kind=kind, **words)
    assert said in missing(row)
    with pytest.raises(verbs.NotReady):
        verbs.publish(row.post, by=cast.ana)
    assert Post.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("state", "said"),
    [("waiting", "being prepared"), ("working", "being prepared"), ("refused", "could not be used")],
)
def test_nothing_goes_out_before_its_recording_is_ready(cast: Cast, state: str, said: str) -> None:  # R24
    row = episode(cast.ana, recording=a_recording(cast.ana, state=state))
    assert said in missing(row)


def test_a_recording_must_be_chosen_and_be_of_the_right_kind(cast: Cast) -> None:
    assert "Choose a recording." in what_is_missing(draft(cast.ana, kind="audio"))
    row = episode(cast.ana, kind="video", recording=a_recording(cast.ana, kind="audio"))
    assert "other kind" in missing(row)


def test_nobody_publishes_the_recording_of_somebody_else(cast: Cast) -> None:  # I3
    row = episode(cast.ana, recording=a_recording(cast.farid))
    assert "of your own" in missing(row)


def test_what_was_public_elsewhere_may_owe_its_words_until_a_day(cast: Cast) -> None:  # R24
    row = begin_imported(cast.ana.therapist, kind="video", guid="old-guid-7", transcript_due=SOON)
    post = row.post
    Episode.objects.filter(pk=row.pk).update(recording=a_recording(cast.ana, kind="video"))
    whole = draft(cast.ana, kind="video")
    Post.objects.filter(pk=post.pk).update(title="Old", body="From before.", summary="Old.")
    post.topics.set(whole.topics.all())
    verbs.publish(Post.objects.get(pk=post.pk), by=cast.ana)
    shown = EpisodeEdition.objects.get(edition__post=post)
    assert (shown.transcript_due, Episode.objects.get(pk=row.pk).guid) == (SOON, "old-guid-7")


@pytest.mark.parametrize("due", [None, GONE, timezone.localdate() + timedelta(days=400)])
def test_a_promise_of_words_needs_a_day_that_is_near_and_to_come(cast: Cast, due) -> None:  # R24
    row = episode(cast.ana, kind="video", captions="", was_public=True, transcript_due=due)
    assert [said for said in ("Add captions", "choose another day") if said in missing(row)]


def test_only_what_was_imported_can_owe_its_words(cast: Cast) -> None:  # R24
    with pytest.raises(IntegrityError), transaction.atomic():
        episode(cast.ana, transcript_due=SOON)


@pytest.mark.parametrize("field", ["captions", "transcript", "chapters"])
def test_the_guard_reads_what_is_said_too(cast: Cast, field: str) -> None:  # R12, I14
    words = {
        "captions": CAPTIONS.replace("Let your shoulders drop.", f"Welcome & hello.\n{HELD}").replace(
            "& h", "&amp; h"
        ),
        "transcript": f"Welcome. {HELD}",
        "chapters": [{"start_ms": 0, "title": HELD}],
    }[field]
    row = episode(cast.ana, **{field: words})
    with pytest.raises(NeedsChanges):
        verbs.publish(row.post, by=cast.ana)
    found = next(item for item in read_draft(row.post).placed if item.finding.severity == "hold")
    assert found.field == field
    if field != "chapters":
        assert words[found.start : found.end] == found.finding.quote


def test_a_sentence_is_read_across_its_captions(cast: Cast) -> None:  # R12
    split = (
        "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nIf I helped you, please leave\n\n"
        "00:00:02.000 --> 00:00:04.000\nme a five-star review.\n"
    )
    row = episode(cast.ana, captions=split)
    held = [item for item in read_draft(row.post).placed if item.finding.severity == "hold"]
    assert [item.field for item in held] == ["captions"]
    cut = "".join(piece["text"] for piece in segments(row.post, read_draft(row.post), "captions"))
    assert cut == split


def test_what_does_not_play_is_read_as_before(cast: Cast) -> None:
    post = draft(cast.ana)
    assert compose(post) == f"{post.title}\n\n{post.summary}\n\n{post.body}"


def test_a_change_of_the_draft_never_reaches_readers(cast: Cast) -> None:  # R42
    post = published(cast.ana)
    row = post.episode
    save_episode(row, changes={"transcript": "Not yet for readers."}, seen_version=row.version)
    shown = EpisodeEdition.objects.get(edition=post.edition_id)
    assert shown.transcript == TRANSCRIPT
    verbs.publish(Post.objects.get(pk=post.pk), by=cast.ana)
    assert list(EpisodeEdition.objects.order_by("pk").values_list("transcript", flat=True)) == [
        TRANSCRIPT,
        "Not yet for readers.",
    ]


def test_pressing_twice_makes_one_edition(cast: Cast) -> None:
    post = published(cast.ana)
    verbs.publish(Post.objects.get(pk=post.pk), by=cast.ana)
    assert post.editions.count() == 1


def test_words_that_moved_while_they_were_read_are_not_published(cast: Cast) -> None:  # I19
    row = episode(cast.ana)
    reading = verbs.require_ready(row.post, acknowledged=())
    save_episode(Episode.objects.get(pk=row.pk), changes={"captions": ""}, seen_version=row.version)
    with pytest.raises(verbs.Moved):
        verbs._publish(row.post, by=cast.ana, reading=reading, acknowledged=())


def test_a_recording_is_open_only_while_it_is_public(cast: Cast) -> None:  # R24, I34
    post = published(cast.ana)
    assert Recording.objects.get().public
    verbs.withdraw(post, by=cast.ana)
    assert not Recording.objects.get().public
    verbs.publish(Post.objects.get(pk=post.pk), by=cast.ana)
    assert Recording.objects.get().public
    verbs.remove(Post.objects.get(pk=post.pk), by=cast.dov)
    assert not Recording.objects.get().public
    put_back(Post.objects.get(pk=post.pk), by=cast.dov)
    assert Recording.objects.get().public


def test_a_recording_that_another_page_uses_stays_open(cast: Cast) -> None:
    first = published(cast.ana)
    published(cast.ana, recording=Recording.objects.get())
    verbs.withdraw(first, by=cast.ana)
    assert Recording.objects.get().public


def test_the_recording_of_an_older_edition_is_closed(cast: Cast) -> None:
    post = published(cast.ana)
    old = Recording.objects.get()
    row = episode_of(post)
    new = a_recording(cast.ana)
    save_episode(row, changes={"recording": new}, seen_version=row.version)
    verbs.publish(Post.objects.get(pk=post.pk), by=cast.ana)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.public, new.public) == (False, True)


def test_two_tabs_never_overwrite_each_other(cast: Cast) -> None:  # I16
    row = episode(cast.ana)
    save_episode(row, changes={"transcript": "From one tab."}, seen_version=row.version)
    with pytest.raises(StaleEpisode):
        save_episode(row, changes={"transcript": "From the other."}, seen_version=row.version)
    assert Episode.objects.get().transcript == "From one tab."


def test_an_episode_keeps_its_guid(cast: Cast) -> None:  # R24
    post = published(cast.ana)
    before = post.episode.guid
    save_episode(post.episode, changes={"transcript": "Other words."}, seen_version=post.episode.version)
    verbs.publish(Post.objects.get(pk=post.pk), by=cast.ana)
    assert Episode.objects.get().guid == before
