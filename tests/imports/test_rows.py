"""Rows that an import leaves: the same whatever the way, added up rightly, and seen by their therapist alone."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog.models import Post
from hearten.imports import actions, report
from hearten.imports.forms import MAX_BYTES, TOO_LARGE, ArchiveForm
from hearten.imports.models import ArchivedComment, ArchivedItem, Import, OldPath, Outcome, State
from hearten.imports.moved import address_now, normal
from hearten.media.ceiling import was_too_large
from tests.archives import written as w
from tests.imports.conftest import looked
from tests.imports.test_moved import let_out

pytestmark = pytest.mark.django_db

CLEAR = "<p>Dim the light an hour before bed.</p>"
HELD = "<p>If I helped you, please leave me a review and tell your friends.</p>"
ITEMS = [w.wxr_item(n, title=f"T {n}", text=HELD if n % 5 == 0 else CLEAR if n % 7 else "") for n in range(1, 24)]
ITEMS[13] = w.wxr_item(14, title="", text="")


def outcome_of(therapist) -> list[tuple[str, str, str]]:
    """What is here, whatever order it came in."""
    items = ArchivedItem.objects.filter(therapist=therapist).select_related("post")
    return sorted((item.key, item.outcome, item.post.body if item.post else "") for item in items)


def paths_of(therapist) -> list[str]:
    return sorted(OldPath.objects.filter(therapist=therapist).values_list("path", flat=True))


def in_steps(row: Import, by: Account) -> int:
    """Brought one batch at a time, stopped and started again between. Returns how many steps that took."""
    steps = 1
    actions.start(row, by=by)
    row.refresh_from_db()
    while actions.bring(row, seconds=0):
        actions.stop(row, by=by)
        assert actions.start(row, by=by)
        row = Import.objects.get(pk=row.pk)
        steps += 1
    return steps


def test_many_small_steps_leave_the_same_rows_as_one(ana, farid, bring) -> None:
    bring(w.wxr(ITEMS), farid)
    assert in_steps(looked(w.wxr(ITEMS), ana), ana.account) >= 3
    assert outcome_of(ana) == outcome_of(farid)
    assert paths_of(ana) == paths_of(farid)
    assert len(outcome_of(ana)) == 23


def test_the_order_of_an_archive_changes_nothing_that_is_here(ana, farid, bring) -> None:
    bring(w.wxr(ITEMS))
    bring(w.wxr(reversed(ITEMS)), farid)
    assert outcome_of(ana) == outcome_of(farid)


def test_reordered_archives_one_after_the_other_bring_nothing_twice(ana, bring) -> None:
    bring(w.wxr(ITEMS))
    before = outcome_of(ana)
    again = bring(w.wxr(ITEMS[::-1] + ITEMS[:4]))
    assert outcome_of(ana) == before
    assert again.here == 22 + 4, "all but the one that is empty were here, and four stand in it twice"
    assert (again.done, again.total) == (27, 27)


def test_the_numbers_of_a_report_add_up(bring) -> None:
    row = bring(w.wxr(ITEMS))
    counts = report.counted(row)
    assert sum(counts.values()) + row.here == row.total == row.done
    assert (counts["held"], counts["skipped"]) == (4, 1)
    assert len(list(report.rows(row))) == row.items.count()
    assert Post.objects.filter(archived__brought_by=row).count() == row.total - counts["skipped"]


def test_a_look_counts_what_then_comes(ana, bring) -> None:
    row = bring(w.wxr(ITEMS))
    found = report.looked(row)
    assert found["articles"] == 22
    assert found["left_out"] == ["1 piece has neither title nor text."]
    assert len(found["titles"]) == actions.SAMPLES
    assert found["days"] == [datetime(2014, 5, 2, tzinfo=UTC).date(), datetime(2014, 5, 24, tzinfo=UTC).date()]
    assert report.looked(looked(w.wxr(ITEMS) + b"\n", ana))["here"] == 22


def test_everybody_of_the_cast_but_its_therapist_gets_a_404(bring, signed_in, cast, client) -> None:  # I4
    row = bring(w.wxr([w.wxr_item(1, title="One", text=CLEAR)]))
    item = row.items.get()
    reads = [f"/desk/import/{row.pk}/", f"/desk/import/{row.pk}/report.csv", f"/desk/import/{row.pk}/report.json"]
    reads.append(f"/desk/import/{row.pk}/pieces/{item.pk}/")
    people = [person for person in vars(cast).values() if isinstance(person, Account) and person != cast.ana]
    assert len(people) >= 4
    for person in people:
        theirs = signed_in(person)
        assert {theirs.get(path).status_code for path in reads} == {404}
        assert not Import.objects.owned_by(person).exists()
    for path in reads:
        assert client.get(path).status_code in {302, 404}
    assert signed_in(cast.ana).get(reads[0]).status_code == 200


def test_while_an_account_is_paused_its_imports_do_not_exist(bring, ana) -> None:
    bring(w.wxr([w.wxr_item(1, title="One", text=CLEAR)]))
    assert Import.objects.owned_by(ana.account).count() == 1
    Account.objects.filter(pk=ana.account.pk).update(paused="self")
    assert not Import.objects.owned_by(Account.objects.get(pk=ana.account.pk)).exists()


def test_what_old_readers_said_goes_with_its_piece_and_stays_with_its_therapist(bring, ana, farid) -> None:  # I31
    comments = "".join(w.wxr_comment(f"Reader {n}", f"Said {n}\u0007") for n in range(3))
    row = bring(w.wxr([w.wxr_item(1, title="One", text=CLEAR, comments=comments)]))
    bring(w.wxr([w.wxr_item(1, title="One", text=CLEAR, comments=comments)]), farid)
    mine = ArchivedComment.objects.filter(item__brought_by=row).order_by("pk")
    assert [said.text for said in mine] == ["Said 0", "Said 1", "Said 2"]
    assert {said.written_at for said in mine} == {datetime(2014, 5, 3, 8, tzinfo=UTC)}
    row.items.all().delete()
    assert ArchivedComment.objects.count() == 3


def test_no_more_old_comments_are_kept_than_anyone_reads(bring, monkeypatch) -> None:
    monkeypatch.setattr(actions, "COMMENTS", 2)
    comments = "".join(w.wxr_comment("B", f"Said {n}") for n in range(4))
    row = bring(w.wxr([w.wxr_item(1, title="One", text=CLEAR, comments=comments)]))
    assert [said.text for said in ArchivedComment.objects.filter(item__brought_by=row)] == ["Said 0", "Said 1"]


def test_a_piece_whose_draft_was_deleted_may_come_again(bring, ana) -> None:
    data = w.wxr([w.wxr_item(1, title="One", text=CLEAR)])
    bring(data)
    Post.objects.filter(therapist=ana).delete()
    again = bring(data)
    assert (Post.objects.filter(therapist=ana).count(), again.here, again.items.count()) == (1, 0, 1)


def test_a_cell_of_the_report_is_words_and_never_a_formula(bring) -> None:
    formulas = ["=1+1", "+cmd", "-2", "@sum(a1)", "=HYPERLINK(1)"]
    words = ["Plain", 'A "b", c', "Søvn; ro", "1=1"]
    row = bring(w.wxr(w.wxr_item(n, title=title, text=CLEAR) for n, title in enumerate(formulas + words)))
    table = list(csv.DictReader(io.StringIO(report.as_csv(row))))
    assert [line["title"] for line in table] == [f"'{title}" for title in formulas] + words


def test_a_recordings_old_address_is_no_formula_either(bring) -> None:
    row = bring(w.rss([w.episode(1, url="=cmd|calc")]))
    (line,) = csv.DictReader(io.StringIO(report.as_csv(row)))
    assert line["recording"] == "'=cmd|calc"


def test_a_report_with_nothing_in_it_is_an_empty_table(bring) -> None:
    data = w.wxr([w.wxr_item(1, title="One", text=CLEAR)])
    bring(data)
    again = bring(data + b"\n")
    assert report.as_csv(again) == ""
    assert list(report.rows(again)) == []


def test_the_report_as_data_has_one_shape(bring, signed_in, cast) -> None:
    row = bring(w.wxr(ITEMS[:15]))
    answer = signed_in(cast.ana).get(reverse("import_report", args=[row.pk, "json"]))
    assert answer["Content-Disposition"] == 'attachment; filename="report.json"'
    pieces = json.loads(answer.content)["pieces"]
    names = {"title", "written_on", "outcome", "rules", "left_out", "recording", "worked_through"}
    assert all(set(piece) == names for piece in pieces)
    assert all(isinstance(value, str) for piece in pieces for value in piece.values())
    assert {piece["outcome"] for piece in pieces} <= set(Outcome.values)
    (empty,) = [piece for piece in pieces if piece["outcome"] == "skipped"]
    assert (empty["title"], empty["written_on"]) == ("Without a title", "")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("", "held"), ("held", "held"), ("clear", "clear"), ("skipped", "skipped"), ("x", "held"), ("HELD", "held")],
)
def test_the_report_opens_where_something_is_asked_of_its_author(bring, asked: str, shown: str) -> None:
    row = bring(w.wxr(ITEMS[:15]))
    page = report.inbox(row, show=asked, after="")
    assert page["show"] == shown
    assert [each.key for each in page["filters"]] == ["held", "clear", "skipped"]
    assert row.items.filter(outcome=shown).count() == len(page["items"])


@pytest.mark.parametrize("after", ["-1", "x", "1" * 30, "²", "1.5", "0"])
def test_an_odd_place_to_go_on_from_is_the_beginning(bring, after: str) -> None:
    row = bring(w.wxr(ITEMS[:3]))
    assert len(report.inbox(row, show="clear", after=after)["items"]) == 3


def test_which_old_paths_lead_here(bring, ana) -> None:
    bring(w.zipped({"a.md": "---\npermalink: https://old.example/s%C3%B8vn/og%20ro/?utm=1#x\n---\nWords."}))
    post = Post.objects.get(therapist=ana)
    lead = ["/søvn/og ro", "/søvn/og ro/", "/søvn/og ro///", "/@ana/søvn/og ro/"]
    assert {address_now(path) for path in lead} == {None}, "a draft leads nowhere"  # I3
    let_out(post)
    assert {address_now(path) for path in lead} == {f"/@ana/{post.slug}/"}
    lead_nowhere = [
        "/Søvn/og ro",
        "/søvn/og%20ro",
        "/søvn",
        "/søvn/og ro/more",
        "/@farid/søvn/og ro",
        "/@nobody/søvn/og ro",
        "/@ANA/søvn/og ro",
        "/@ana/",
        "//søvn/og ro",
        "søvn/og ro",
        "",
    ]
    assert {address_now(path) for path in lead_nowhere} == {None}


@pytest.mark.parametrize("path", ["/" + "a" * 398 + "/b", "/a/", "//", "/é", "/e\u0301/", "/" + "ø/" * 300, "/\0/"])
def test_a_path_in_its_one_form_stays_in_it(path: str) -> None:
    once = normal(path)
    assert normal(once) == once
    assert len(once) <= 400
    assert not once.endswith("/")


@pytest.mark.parametrize(
    ("when", "day"),
    [
        (datetime(1970, 1, 2, tzinfo=UTC), (1970, 1, 2)),
        (datetime(1999, 12, 31, 12, tzinfo=UTC), (1999, 12, 31)),
        (datetime(2016, 2, 29, 12, tzinfo=UTC), (2016, 2, 29)),
    ],
)
def test_an_old_day_stays_the_day_it_was(bring, ana, when: datetime, day: tuple[int, int, int]) -> None:  # R72
    bring(w.wxr([w.wxr_item(1, title="A", text=CLEAR, when=when)]))
    written = Post.objects.get(therapist=ana).written_on
    assert (written.year, written.month, written.day) == day


def test_a_day_beyond_belief_is_today(bring, ana) -> None:
    bring(w.zipped({"a.md": "---\ndate: 9999-12-31\n---\nWords.", "b.md": "---\ndate: 0001-01-01\n---\nWords."}))
    assert {post.written_on for post in Post.objects.filter(therapist=ana)} == {timezone.localdate()}


def test_an_import_never_goes_beyond_its_end(ana) -> None:
    row = looked(w.wxr(ITEMS[:2]), ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Import.objects.filter(pk=row.pk).update(done=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Import.objects.filter(pk=row.pk).update(state="half")


def test_a_piece_is_here_once_for_one_therapist_whoever_asks_twice(bring, ana) -> None:
    row = bring(w.wxr(ITEMS[:1]))
    key = row.items.get().key
    with pytest.raises(IntegrityError), transaction.atomic():
        ArchivedItem.objects.create(brought_by=row, therapist=ana, key=key, outcome=Outcome.CLEAR)


@pytest.mark.parametrize("state", [State.UPLOADED, State.RUNNING, State.DONE, State.REFUSED])
def test_only_what_is_ready_or_stopped_can_start(ana, state: str) -> None:
    row = looked(w.wxr(ITEMS[:2]), ana)
    Import.objects.filter(pk=row.pk).update(state=state)
    assert not actions.start(row, by=ana.account)
    row.refresh_from_db()
    assert row.state == state


def test_stopping_what_does_not_run_changes_nothing(ana) -> None:
    row = looked(w.wxr(ITEMS[:2]), ana)
    actions.stop(row, by=ana.account)
    row.refresh_from_db()
    assert row.state == State.LOOKED


def test_what_runs_is_not_forgotten_however_old_it_is(ana) -> None:
    row = looked(w.wxr(ITEMS[:2]), ana)
    Import.objects.filter(pk=row.pk).update(state=State.RUNNING, begun_at=timezone.now() - timedelta(days=30))
    actions.forget_old()
    row.refresh_from_db()
    assert row.stored
    assert row.state == State.RUNNING


@pytest.mark.parametrize(
    ("length", "too_large"),
    [(str(MAX_BYTES), False), (str(MAX_BYTES + 1), True), ("", False), ("-1", False), ("x", False), ("²", False)],
)
def test_a_form_without_its_file_says_when_it_was_too_large(length: str, too_large: bool) -> None:
    meta = {"CONTENT_LENGTH": length}
    assert was_too_large(meta, MAX_BYTES) is too_large
    form = ArchiveForm({}, {}, meta=meta)
    assert not form.is_valid()
    assert (form.errors["archive"] == [TOO_LARGE]) is too_large
