"""What people read about an import, and what is kept of them."""

import json
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hearten.events.models import Event
from hearten.events.tasks import PAUSES
from hearten.events.worker import work
from hearten.home.erasure import erase
from hearten.home.your_copy import data_of
from hearten.imports import actions, reactions, report, source
from hearten.imports.models import ArchivedComment, ArchivedItem, ArchivedPicture, Import, OldPath, State
from hearten.imports.prepared import begun_at, cut, key_of, linked, matching, words_of, written_on
from hearten_archives import ArchivedPost
from tests.archives import written as w
from tests.imports.conftest import looked, picture

COMMENT = w.wxr_comment("Berit Berg", "Thank you, this helped.")
ITEM = w.wxr_item(1, title="One", text="<p>Dim the light.</p>", comments=COMMENT)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            {"picture-without-words": 1},
            "1 picture without a description was left out. Add it, and say what it shows.",
        ),
        ({"picture-elsewhere": 2}, "2 pictures are not in the archive. A link stands in their place."),
        ({"picture-elsewhere": 1}, "1 picture is not in the archive. A link stands in its place."),
        ({"gallery": 1}, "1 gallery was left out: the archive doesn’t say which pictures were in it."),
        ({"empty": 1}, "1 piece has neither title nor text."),
        ({"too-long": 2}, "2 pieces have more than 200,000 characters. Split them there, then bring them again."),
        ({"summary-cut": 1}, "1 summary was longer than 200 characters and is cut."),
    ],
)
def test_what_is_left_out_is_said_in_whole_sentences(counts: dict[str, int], said: str) -> None:
    assert report.left_out(counts) == [said]


def test_every_reason_has_a_sentence_for_one_and_for_many() -> None:
    for key in report.LEFT_OUT:
        assert report.left_out({key: 1}) != report.left_out({key: 2})
    assert report.left_out({}) == []


@pytest.mark.parametrize(
    ("counts", "here", "line"),
    [
        ({"clear": 187, "held": 9, "advice": 18, "skipped": 0}, 0, "214 pieces: 187 clear, 9 held, 18 with advice"),
        (
            {"clear": 1, "held": 0, "advice": 0, "skipped": 2},
            0,
            "1 piece: 1 clear; 2 left out",
        ),
        (
            {"clear": 4000, "held": 0, "advice": 0, "skipped": 0},
            1200,
            "4,000 pieces: 4,000 clear; 1,200 were here already",
        ),
    ],
)
def test_the_one_line(counts: dict[str, int], here: int, line: str) -> None:
    assert report.summary(counts, here) == line


def test_words_are_cut_between_words() -> None:
    assert cut("one two three", 20) == "one two three"
    assert cut("one two three", 9) == "one two…"
    assert len(cut("x" * 300, 160)) == 160


def test_tags_that_are_topics_win_over_the_first_tag() -> None:
    topics = {"sleep": "sleep", "søvn": "sleep", "grief": "grief"}
    assert matching(("Trees", "SØVN", "sleep", "Grief"), topics) == (["sleep", "grief"], "")
    assert matching(("Trees", "Snow"), topics) == ([], "Trees")
    assert matching((), topics) == ([], "")


@pytest.mark.parametrize(
    ("address", "said", "kind"),
    [
        ("https://x.example/a (1).jpg", "[A ( red door](https://x.example/a%20%281%29.jpg)", "picture-elsewhere"),
        ("/uploads/a.jpg", "", "picture-missing"),
        ("javascript:alert(1)", "", "picture-missing"),
        ("http://[broken", "", "picture-missing"),
    ],
)
def test_a_picture_elsewhere_is_a_plain_link(address: str, said: str, kind: str) -> None:  # I21
    counts: Counter[str] = Counter()
    assert linked(address, "A [ red door", counts) == said
    assert counts == {kind: 1}


def test_a_post_without_a_day_begins_today() -> None:
    post = ArchivedPost("g", "article", "t", "x", "html")
    assert written_on(post) == timezone.localdate()
    assert begun_at(post) <= timezone.now()
    old = ArchivedPost("g", "article", "t", "x", "html", published_at=datetime(1999, 1, 1, tzinfo=UTC))
    assert begun_at(old).year == 1999


def test_a_piece_is_the_same_piece_whatever_else_changes() -> None:
    one = ArchivedPost("g", "article", "t", "x", "html")
    assert key_of(one) == key_of(ArchivedPost("g", "page", "other", "y", "markdown"))
    assert key_of(one) != key_of(ArchivedPost("h", "article", "t", "x", "html"))


def test_a_look_only_counts_pictures() -> None:
    class Archive:
        def picture(self, source: str, post: ArchivedPost) -> str:
            return source

    post = ArchivedPost("g", "article", "t", '<img src="a.jpg" alt="Door"><img src="b.jpg">', "html")
    words = words_of(post, Archive(), None)  # type: ignore[arg-type]
    assert words.left_out == {"picture-without-words": 1}


@pytest.mark.django_db
def test_the_copy_holds_the_report_and_no_name_of_an_old_reader(bring, ana) -> None:  # I32
    bring(w.wxr([ITEM]))
    part = data_of(ana.account)["apps"]["imports"]
    text = json.dumps(part)
    assert part["pieces"][0]["outcome"] == "clear"
    assert part["old_paths"][0]["path"] == "/2014/05/02/piece-1"
    assert "Thank you, this helped." in text
    assert "Berit" not in text


@pytest.mark.django_db
def test_after_an_erasure_no_row_and_no_file_is_left(bring, ana) -> None:  # I31
    archive = {"b.xml": w.wxr([w.wxr_item(1, title="A", text='<img src="d.jpg" alt="Door">', comments=COMMENT)])}
    bring(w.zipped({**archive, "d.jpg": picture()}))
    waiting = looked(w.wxr([ITEM]), ana)
    erase(ana.account)
    for table in (Import, ArchivedItem, ArchivedComment, ArchivedPicture, OldPath):
        assert not table._default_manager.exists()
    assert not source.room().exists(waiting.stored)


@pytest.mark.django_db
def test_when_our_side_breaks_for_good_the_page_says_whose_fault_it_was(ana, monkeypatch) -> None:
    row = looked(w.wxr([ITEM]), ana)
    actions.start(row, by=ana.account)
    monkeypatch.setattr(actions, "bring", lambda *args, **kwargs: 1 / 0)
    assert reactions.work.func(row.pk) == "again"
    row.refresh_from_db()
    assert row.state == State.RUNNING, "it is tried again"
    with pytest.raises(RuntimeError):
        reactions.work.func(row.pk, attempt=len(PAUSES))
    row.refresh_from_db()
    assert (row.state, row.reason) == (State.STOPPED, reactions.OUR_FAULT)
    assert report.progress(row)["can_go_on"]


@pytest.mark.django_db
def test_work_on_what_was_thrown_away_is_no_failure(ana) -> None:
    row = looked(w.wxr([ITEM]), ana)
    number = row.pk
    row.delete()
    assert reactions.work.func(number) == "done"


@pytest.mark.django_db
def test_a_stored_file_that_vanished_stops_with_a_sentence(ana) -> None:
    row = looked(w.wxr([ITEM]), ana)
    actions.start(row, by=ana.account)
    source.forget(row.stored)
    row.refresh_from_db()
    assert actions.bring(row) is False
    assert (row.state, row.reason) == (State.STOPPED, source.GONE)


@pytest.mark.django_db(transaction=True)
def test_a_long_import_leaves_room_for_other_tasks_between_its_steps(ana, monkeypatch) -> None:
    monkeypatch.setattr(reactions, "STEP", 0.0)
    row = looked(w.wxr(w.wxr_item(n, title=f"T {n}", text="Nothing much.") for n in range(25)), ana)
    actions.start(row, by=ana.account)
    work(name="w", queues=["*"], once=True)
    row.refresh_from_db()
    steps = DBTaskResult.objects.filter(task_path="hearten.imports.reactions.work")
    assert (row.state, row.done) == (State.DONE, 25)
    assert steps.count() >= 4, "one to look, three to bring"
    assert {step.queue_name for step in steps} == {"bulk"}
    assert all(step.priority < 0 for step in steps)
    assert Event.objects.filter(kind="import.ended").count() == 1
