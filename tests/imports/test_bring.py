"""What was written elsewhere arrives once, whole, as drafts, with its history, read by the Guard."""

import os
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hearten.blog.actions.write import save_draft
from hearten.blog.models import Episode, Kind, Post
from hearten.directory.models import Topic
from hearten.events.models import Event
from hearten.imports import actions, report, source
from hearten.imports.models import ArchivedComment, ArchivedItem, Import, OldPath, Outcome, State
from hearten.media.models import Image, Shows
from hearten.moderation.review import GuardUnavailable
from tests.archives import written as w
from tests.imports.conftest import looked, picture

pytestmark = pytest.mark.django_db

CLEAR = "<p>A regular evening helps many people to sleep. Dim the light an hour before bed.</p>"
HELD = "<p>If I helped you, please leave me a review and tell your friends.</p>"


def test_a_post_arrives_as_a_draft_with_its_day_and_its_topics(bring, ana) -> None:  # R72
    Topic.objects.create(slug="sleep", name="Sleep", facet="life")
    row = bring(
        w.wxr([w.wxr_item(1, title="Small <b>steps</b>", text=CLEAR, tags=["SLEEP", "Other"], excerpt="Short.")])
    )
    post = Post.objects.get(therapist=ana)
    assert (post.title, post.summary, post.state, post.kind) == ("Small steps", "Short.", "draft", Kind.ARTICLE)
    assert post.body == "A regular evening helps many people to sleep. Dim the light an hour before bed."
    assert post.written_on == date(2014, 5, 2)
    assert post.begun_at == datetime(2014, 5, 2, 10, tzinfo=UTC)
    assert (post.published_at, post.edition, post.reviewed_on) == (None, None, None)
    assert [topic.slug for topic in post.topics.all()] == ["sleep"]
    assert post.suggested_topic == ""
    assert post.slug.startswith("piece-"), "its address says nothing about its subject"  # I27
    assert post.revisions.count() == 1
    assert (row.state, row.done, row.total, row.stored) == (State.DONE, 1, 1, "")


def test_a_tag_that_is_no_topic_is_suggested(bring, ana) -> None:
    bring(w.wxr([w.wxr_item(1, title="A", text=CLEAR, tags=["Birch trees", "Snow"])]))
    assert Post.objects.get(therapist=ana).suggested_topic == "Birch trees"


def test_a_day_to_come_is_not_when_it_was_written(bring, ana) -> None:  # R72
    bring(w.wxr([w.wxr_item(1, title="A", text=CLEAR, status="future", when=timezone.now() + timedelta(days=90))]))
    post = Post.objects.get(therapist=ana)
    assert post.written_on == timezone.localdate()
    assert post.begun_at <= timezone.now()


def test_what_comes_is_never_a_story_and_one_that_becomes_one_rests_from_that_day(bring, ana) -> None:  # I20 R45
    bring(w.wxr([w.wxr_item(1, title="A man I knew", text=CLEAR, tags=["story"])]))
    post = Post.objects.get(therapist=ana)
    assert (post.kind, post.story_source) == (Kind.ARTICLE, None)
    post = save_draft(post, changes={"kind": Kind.STORY}, seen_version=post.draft_version)
    assert post.rests_until is not None
    assert post.rests_until > timezone.now() + timedelta(days=13)


def test_the_report_says_what_the_guard_said(bring) -> None:  # R32
    row = bring(w.wxr([w.wxr_item(1, title="One", text=CLEAR), w.wxr_item(2, title="Two", text=HELD)]))
    clear, held = row.items.all()
    assert (clear.outcome, held.outcome) == (Outcome.CLEAR, Outcome.HELD)
    assert held.findings
    assert all(set(finding) == {"rule", "severity"} for finding in held.findings), "rules, never words"  # I27
    assert report.about(held) == ["praise from clients"]
    assert report.summary(report.counted(row), row.here) == "2 pieces: 1 clear, 1 held"


def test_a_held_piece_is_kept_to_its_last_word(bring, ana) -> None:  # I16
    bring(w.wxr([w.wxr_item(1, title="Two", text=HELD)]))
    assert (
        Post.objects.get(therapist=ana).body == "If I helped you, please leave me a review and tell your friends."
    )


def test_what_the_guard_could_not_read_is_held(bring, monkeypatch) -> None:  # I19
    def silent(*args: object, **kwargs: object) -> None:
        raise GuardUnavailable("busy")

    monkeypatch.setattr("hearten.imports.prepared.read_draft", silent)
    row = bring(w.wxr([w.wxr_item(1, title="One", text=CLEAR)]))
    assert [item.outcome for item in row.items.all()] == [Outcome.HELD]
    assert report.entry(row.items.get())["unread"]


def test_the_same_archive_again_makes_nothing_twice_and_touches_no_edit(bring, ana) -> None:
    data = w.wxr([w.wxr_item(1, title="One", text=CLEAR), w.wxr_item(2, title="Two", text=CLEAR)])
    bring(data)
    post = Post.objects.filter(therapist=ana).order_by("pk")[0]
    save_draft(post, changes={"body": "My new words."}, seen_version=post.draft_version)
    again = bring(data + b"\n")
    assert Post.objects.filter(therapist=ana).count() == 2
    assert Post.objects.get(pk=post.pk).body == "My new words."
    assert (again.here, again.done, again.items.count()) == (2, 2, 0)


def test_a_longer_archive_adds_what_is_missing(bring, ana) -> None:
    bring(w.wxr(w.plain_items(3)))
    again = bring(w.wxr(w.plain_items(5)))
    assert (Post.objects.filter(therapist=ana).count(), again.here) == (5, 3)


def test_a_piece_that_is_twice_in_an_archive_comes_once(bring, ana) -> None:
    item = w.wxr_item(1, title="One", text=CLEAR)
    row = bring(w.wxr([item, item]))
    assert (Post.objects.filter(therapist=ana).count(), row.done, row.here) == (1, 2, 1)


def test_two_therapists_may_bring_the_same_archive(bring, ana, farid) -> None:
    data = w.wxr([w.wxr_item(1, title="One", text=CLEAR)])
    bring(data)
    bring(data, farid)
    assert Post.objects.filter(therapist__in=[ana, farid]).count() == 2


def test_an_empty_piece_is_left_out_and_named(bring, ana) -> None:
    row = bring(w.wxr([w.wxr_item(1, title="", text=""), w.wxr_item(2, title="Long", text="word " * 45_000)]))
    assert Post.objects.filter(therapist=ana).count() == 0
    assert [item.left_out for item in row.items.all()] == [{"empty": 1}, {"too-long": 1}]
    again = bring(w.wxr([w.wxr_item(1, title="Now with words", text=CLEAR)]))
    assert again.items.get().outcome == Outcome.CLEAR, "what was left out may come later"


def test_no_word_of_a_long_title_is_lost(bring, ana) -> None:  # I16
    title = "word " * 50
    bring(w.wxr([w.wxr_item(1, title=title, text=CLEAR)]))
    post = Post.objects.get(therapist=ana)
    assert len(post.title) <= 160
    assert post.body.startswith(title.strip())


def test_pictures_come_out_of_the_archive_with_their_words_and_only_from_there(bring, ana) -> None:  # I21 I34
    text = (
        f'<p><img src="{w.BLOG}/wp-content/uploads/2014/05/door-300x200.jpg" alt="A red door"></p>'
        f'<p><img src="{w.BLOG}/wp-content/uploads/2014/05/door.jpg" alt=""></p>'
        f'<p><img src="https://elsewhere.example/tree.jpg" alt="A tree"></p>{CLEAR}'
    )
    archive = w.zipped(
        {"blog.xml": w.wxr([w.wxr_item(1, title="A", text=text), w.wxr_item(2, title="B", text=text)]),
         "uploads/2014/05/door.jpg": picture()}
    )  # fmt: skip
    row = bring(archive)
    image = Image.objects.get(owner=ana.account)
    assert (image.alt, image.shows, image.public) == ("A red door", Shows.UNSURE, False)
    bodies = list(Post.objects.filter(therapist=ana).values_list("body", flat=True))
    assert all(f"![A red door](image:{image.pk})" in body for body in bodies)
    assert all("[A tree](https://elsewhere.example/tree.jpg)" in body for body in bodies)
    assert row.items.first().left_out == {"picture-elsewhere": 1, "picture-without-words": 1}
    assert "without a description" in " ".join(report.left_out(row.items.first().left_out))


def test_a_file_that_only_says_it_is_a_picture_is_named_and_left_out(bring, ana) -> None:  # I34
    text = '<p><img src="door.jpg" alt="A red door"></p>' + CLEAR
    row = bring(w.zipped({"blog.xml": w.wxr([w.wxr_item(1, title="A", text=text)]), "door.jpg": b"<svg onload=x>"}))
    assert not Image.objects.exists()
    assert row.items.get().left_out == {"picture-refused": 1}


def test_old_comments_are_an_archive_for_the_author(bring) -> None:
    comments = w.wxr_comment("Berit", "Thank you, this helped.")
    row = bring(w.wxr([w.wxr_item(1, title="A", text=CLEAR, comments=comments)]))
    kept = ArchivedComment.objects.get(item__brought_by=row)
    assert (kept.name, kept.text) == ("Berit", "Thank you, this helped.")
    assert "example" not in repr(kept.__dict__)


def test_an_episode_arrives_without_its_recording_which_is_only_named(bring, ana) -> None:  # R24 I21
    row = bring(w.rss([w.episode(1), w.episode(2, type="video/mp4")]))
    one, two = Post.objects.filter(therapist=ana).order_by("pk")
    assert (one.kind, two.kind) == (Kind.AUDIO, Kind.VIDEO)
    assert one.body == "Show **notes** & more."
    episode = Episode.objects.get(post=one)
    assert (episode.guid, episode.was_public, episode.transcript_due) == ("ep-1", True, None)
    assert "not fetched" in episode.enclosure_note
    assert row.items.first().enclosure == "https://sound.example/1.mp3?a=1&b=2"


def test_ghost_and_markdown_take_the_same_way(bring, ana) -> None:
    bring(w.ghost([w.ghost_post(1, html=CLEAR)]))
    bring(w.zipped({"one.md": "---\ntitle: From a file\ndate: 2016-02-03\n---\nWords of *mine*."}))
    assert list(Post.objects.filter(therapist=ana).order_by("pk").values_list("title", "written_on")) == [
        ("Ghost piece 1", date(2019, 1, 2)), ("From a file", date(2016, 2, 3)),
    ]  # fmt: skip


def test_a_look_brings_nothing(ana) -> None:
    data = w.zipped({
        "blog.xml": w.wxr(
            [w.wxr_item(1, title="A", text='<img src="door.jpg" alt="Door">'), w.wxr_item(2, title="", text="")]
        ),
        "door.jpg": picture(),
    })  # fmt: skip
    row = looked(data, ana)
    found = report.looked(row)
    assert (row.state, row.total, found["articles"], found["titles"]) == (State.LOOKED, 2, 1, ["A"])
    assert not Post.objects.filter(therapist=ana).exists()
    assert not Image.objects.exists()
    assert not ArchivedItem.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        w.wxr([w.wxr_item(1, title="A", text=CLEAR)] * 45)[:-30],
        w.zipped({"a.md": "x", "../b.md": "y"}),
        w.zipped({"a.md": CLEAR, "z.md": b"\xff\xfe\xfa"}),
        b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>",
        w.wxr([]),
    ],
)
def test_a_broken_archive_is_refused_before_anything_of_it_is_here(ana, data: bytes) -> None:
    row = looked(data, ana)
    assert (row.state, row.stored) == (State.REFUSED, "")
    assert row.reason.endswith(".")
    assert not actions.start(row, by=ana.account)
    assert not Post.objects.filter(therapist=ana).exists()


def test_a_refused_file_is_not_kept(ana) -> None:
    row = actions.take_in(SimpleUploadedFile("x", b"nothing"), therapist=ana, by=ana.account)
    name = row.stored
    assert source.room().exists(name)
    actions.look(row)
    assert not source.room().exists(name)


def test_the_file_is_forgotten_when_all_is_here(ana) -> None:
    row = looked(w.wxr(w.plain_items(2)), ana)
    name = row.stored
    actions.start(row, by=ana.account)
    row.refresh_from_db()
    actions.bring(row)
    assert not source.room().exists(name)


def test_stop_keeps_what_is_here_and_go_on_brings_the_rest(ana) -> None:
    row = looked(w.wxr(w.plain_items(45)), ana)
    actions.start(row, by=ana.account)
    row.refresh_from_db()

    def tired(done: int, total: int) -> None:
        actions.stop(row, by=ana.account)

    actions.bring(row, tell=tired)
    row.refresh_from_db()
    assert (row.state, row.done, Post.objects.filter(therapist=ana).count()) == (State.STOPPED, 10, 10)
    actions.start(row, by=ana.account)
    row.refresh_from_db()
    actions.bring(row)
    row.refresh_from_db()
    assert (row.state, row.done, row.here, Post.objects.filter(therapist=ana).count()) == (State.DONE, 45, 0, 45)


def test_two_workers_on_one_import_write_each_piece_once(ana) -> None:
    row = looked(w.wxr(w.plain_items(30)), ana)
    actions.start(row, by=ana.account)
    one, two = Import.objects.get(pk=row.pk), Import.objects.get(pk=row.pk)
    assert actions.bring(one, seconds=0) is True
    assert actions.bring(two) is False, "the second finds that its place has moved on, and leaves"
    assert actions.bring(Import.objects.get(pk=row.pk)) is False
    row.refresh_from_db()
    assert (row.state, row.done, Post.objects.filter(therapist=ana).count()) == (State.DONE, 30, 30)


def test_events_hold_ids_only(bring) -> None:  # I27
    bring(w.wxr([w.wxr_item(1, title="My secret title", text=CLEAR)]))
    assert [event.kind for event in Event.objects.filter(kind__startswith="import.").order_by("pk")] == [
        "import.uploaded", "import.started", "import.ended",
    ]  # fmt: skip
    assert not any("secret" in repr(event.__dict__) for event in Event.objects.all())


def test_old_files_that_nobody_started_are_forgotten(ana) -> None:
    row = looked(w.wxr(w.plain_items(1)), ana)
    Import.objects.filter(pk=row.pk).update(begun_at=timezone.now() - timedelta(days=8))
    name = row.stored
    actions.forget_old()
    row.refresh_from_db()
    assert (row.state, row.stored) == (State.STOPPED, "")
    assert not source.room().exists(name)


def test_an_archive_that_no_row_names_is_forgotten_the_day_after(ana) -> None:  # killed between the two
    row = looked(w.wxr(w.plain_items(1)), ana)
    old, new = (source.keep(ContentFile(b"<rss>")) for _ in range(2))
    for name in (old, row.stored):
        os.utime(source.room().path(name), (0, 0))
    actions.forget_old()
    assert [source.room().exists(name) for name in (old, new, row.stored)] == [False, True, True]


def test_an_old_path_is_its_first_pieces(bring, ana) -> None:
    bring(w.zipped({f"{n}.md": "---\npermalink: /same/\n---\nWords." for n in range(2)}))
    assert OldPath.objects.filter(therapist=ana, path="/same").count() == 1
