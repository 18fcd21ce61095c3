"""The pages: choose, look, start, watch, work through. Only its therapist sees any of it."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from hearten.blog.models import Post
from hearten.events.worker import work
from hearten.imports import actions, forms
from hearten.imports.models import ArchivedItem, Import, Outcome, State
from tests.archives import written as w
from tests.imports.conftest import looked

pytestmark = pytest.mark.django_db
HELD = "<p>If I helped you, please leave me a review and tell your friends.</p>"
CLEAR = "<p>A regular evening helps many people to sleep.</p>"


@pytest.fixture
def desk(signed_in, cast) -> Client:
    return signed_in(cast.ana)


def send(client: Client, data: bytes, name: str = "blog.xml"):
    return client.post("/desk/import/", {"archive": SimpleUploadedFile(name, data)})


def text(response) -> str:
    return response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_from_a_file_to_a_report_with_the_worker_doing_the_work(desk, ana) -> None:  # R32
    sent = send(desk, w.wxr([w.wxr_item(1, title="One", text=CLEAR), w.wxr_item(2, title="Two", text=HELD)]))
    assert sent.status_code == 302
    address = sent["Location"]
    assert "being looked through" in text(desk.get(address))
    work(name="w", queues=["*"], once=True)
    ready = text(desk.get(address))
    assert "What would come" in ready
    assert "One" in ready
    assert not Post.objects.filter(therapist=ana).exists()
    desk.post(address + "start/")
    assert 'hx-trigger="every 2s"' in text(desk.get(address))
    work(name="w", queues=["*"], once=True)
    report = text(desk.get(address))
    assert "2 pieces: 1 clear, 1 held." in report
    assert "Two" in report, "what is held comes first"
    assert not DBTaskResult.objects.failed().exists()


def test_progress_asks_again_until_it_has_ended(desk, ana) -> None:
    row = looked(w.wxr(w.plain_items(3)), ana)
    Import.objects.filter(pk=row.pk).update(state=State.RUNNING, done=2)
    address = reverse("import", args=[row.pk])
    part = desk.get(address, HTTP_HX_REQUEST="true")
    assert '<progress class="full" max="3" value="2"' in text(part)
    assert "<html" not in text(part)
    assert "HX-Refresh" not in part
    Import.objects.filter(pk=row.pk).update(state=State.DONE, done=3)
    assert desk.get(address, HTTP_HX_REQUEST="true")["HX-Refresh"] == "true"


def test_a_refused_file_says_why_and_what_to_do(desk, ana) -> None:
    row = looked(b"hello", ana)
    page = text(desk.get(reverse("import", args=[row.pk])))
    assert "none of the exports" in page
    assert "Choose another file" in page


def test_too_large_a_file_answers_413_and_says_what_to_do(desk, monkeypatch) -> None:
    monkeypatch.setattr(forms, "MAX_BYTES", 1000)
    answer = send(desk, b"x" * 5000)
    assert answer.status_code == 413
    assert "hearten import”" in text(answer)
    assert not Import.objects.exists()


def test_more_than_a_picture_fits(desk) -> None:
    """The ceiling of pictures, 10 MB, does not stand here."""
    assert send(desk, b"x" * (11 * 1024 * 1024)).status_code == 302
    actions.throw_away(Import.objects.get(), by=Import.objects.get().therapist.account)


def test_no_file_and_an_empty_file_are_said_plainly(desk) -> None:
    assert desk.post("/desk/import/").status_code == 422
    assert "This file is empty" in text(send(desk, b""))


def test_a_form_without_its_token_is_refused(cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert send(client, b"x").status_code == 403
    assert not Import.objects.exists()


def test_a_full_disk_is_our_fault_and_says_so(desk, monkeypatch) -> None:
    def full(file: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hearten.imports.source.keep", full)
    answer = send(desk, b"x")
    assert answer.status_code == 507
    assert "our fault" in text(answer)


def addresses(row: Import) -> list[str]:
    piece = row.items.first()
    return [
        reverse("import", args=[row.pk]),
        reverse("import_report", args=[row.pk, "csv"]),
        reverse("import_item", args=[row.pk, piece.pk]),
    ]


def test_nobody_else_finds_any_of_it(bring, signed_in, cast, farid) -> None:  # I4
    row = bring(w.wxr([w.wxr_item(1, title="One", text=HELD)]))
    for person in (cast.ben, cast.farid, cast.dov, cast.grace):
        client = signed_in(person)
        for address in addresses(row):
            assert client.get(address).status_code == 404
        for verb in ("start", "stop", "throw-away"):
            assert client.post(f"/desk/import/{row.pk}/{verb}/").status_code == 404
        assert client.post(addresses(row)[2], {"worked_through": "yes"}).status_code == 404
    assert signed_in(cast.ben).get("/desk/import/").status_code == 404
    assert not ArchivedItem.objects.filter(worked_through=True).exists()


def test_a_piece_of_another_import_is_not_found_under_mine(bring, desk, farid) -> None:  # I4
    mine = bring(w.wxr([w.wxr_item(1, title="One", text=CLEAR)]))
    theirs = bring(w.wxr([w.wxr_item(2, title="Two", text=CLEAR)]), farid)
    assert desk.get(reverse("import_item", args=[mine.pk, theirs.items.get().pk])).status_code == 404


def test_the_report_is_worked_through_like_letters(bring, desk) -> None:
    row = bring(w.wxr([w.wxr_item(1, title="One", text=HELD), w.wxr_item(2, title="Two", text=CLEAR)]))
    address = reverse("import", args=[row.pk])
    held = row.items.get(outcome=Outcome.HELD)
    assert "One" in text(desk.get(address))
    assert "Two" not in text(desk.get(address))
    assert "Two" in text(desk.get(address + "?show=clear"))
    tick = reverse("import_item", args=[row.pk, held.pk])
    assert desk.post(tick, {"worked_through": "yes"}).status_code == 302
    assert "worked through" in text(desk.get(address + "?show=held"))
    desk.post(tick, {"worked_through": "no"})
    assert not ArchivedItem.objects.get(pk=held.pk).worked_through


def test_old_comments_stand_on_their_pieces_page_as_text(bring, desk) -> None:
    comments = w.wxr_comment("Berit <b>", "Thank you <script>alert(1)</script>")
    row = bring(w.wxr([w.wxr_item(1, title="One", text=CLEAR, comments=comments)]))
    page = text(desk.get(reverse("import_item", args=[row.pk, row.items.get().pk])))
    assert "Berit &lt;b&gt;" in page
    assert "<script>alert" not in page


def test_the_report_leaves_as_a_table_and_as_data(bring, desk) -> None:
    row = bring(w.wxr([w.wxr_item(1, title="=HYPERLINK(1)", text=HELD), w.wxr_item(2, title="Two", text=CLEAR)]))
    table = list(csv.DictReader(io.StringIO(text(desk.get(reverse("import_report", args=[row.pk, "csv"]))))))
    assert [(line["title"], line["outcome"]) for line in table] == [("'=HYPERLINK(1)", "held"), ("Two", "clear")]
    data = json.loads(desk.get(reverse("import_report", args=[row.pk, "json"])).content)
    assert data["pieces"][0]["rules"]
    assert desk.get(reverse("import_report", args=[row.pk, "pdf"])).status_code == 404


def test_throwing_away_forgets_the_file_and_keeps_drafts(ana, desk, django_capture_on_commit_callbacks) -> None:
    row = looked(w.wxr(w.plain_items(1)), ana)
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(f"/desk/import/{row.pk}/throw-away/").status_code == 302
    assert not Import.objects.exists()


def test_start_twice_starts_once(ana, desk) -> None:
    row = looked(w.wxr(w.plain_items(1)), ana)
    for _ in range(2):
        desk.post(f"/desk/import/{row.pk}/start/")
    assert DBTaskResult.objects.filter(task_path__contains="events.tasks.react").count() == 2  # upload, start


@pytest.mark.parametrize("many", [1, 50])
def test_pages_cost_the_same_however_much_is_in_them(bring, desk, django_assert_max_num_queries, many: int) -> None:
    row = bring(w.wxr(w.wxr_item(n, title=f"T {n}", text="x") for n in range(many)))
    for address in [*addresses(row), "/desk/import/"]:
        with django_assert_max_num_queries(12):
            assert desk.get(address).status_code == 200


def test_a_long_report_goes_on_on_the_next_page(bring, desk) -> None:
    row = bring(w.wxr(w.wxr_item(n, title=f"T-{n}-", text="Nothing much.") for n in range(60)))
    first = text(desk.get(reverse("import", args=[row.pk])))
    assert "Show more" in first
    assert "T-49-" in first
    assert "T-50-" not in first
    last = row.items.order_by("pk")[49]
    second = text(desk.get(reverse("import", args=[row.pk]) + f"?show=clear&after={last.pk}"))
    assert "T-59-" in second
    assert "everything" in second
    assert desk.get(reverse("import", args=[row.pk]) + "?after=x&show=%00").status_code == 200
