"""Nothing an author types is ever lost."""

import pytest
from django.utils import timezone

from hearten.blog.actions import write
from hearten.blog.models import Post, Revision
from tests.blog.pieces import HELD, draft, form_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_two_tabs_keep_both_texts(cast: Cast, signed_in) -> None:  # I16
    post, browser = draft(cast.ana), signed_in(cast.ana)
    first, second = form_of(post, body="From the first tab."), form_of(post, body="From the second tab.")
    assert browser.post(f"/desk/posts/{post.pk}/", first).status_code == 302
    answer = browser.post(f"/desk/posts/{post.pk}/", second)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "From the first tab." in page
    assert "From the second tab." in page
    post.refresh_from_db()
    assert post.body == "From the first tab."
    assert Revision.objects.filter(body="From the second tab.", from_other_tab=True).exists()


def test_autosave_tells_the_other_tabs_words(cast: Cast, signed_in) -> None:
    post, browser = draft(cast.ana), signed_in(cast.ana)
    url = f"/desk/posts/{post.pk}/autosave/"
    assert browser.post(url, form_of(post, body="One.")).json() == {"version": "1"}
    answer = browser.post(url, form_of(post, body="Two."))
    assert (answer.status_code, answer.json()["fields"]["body"]) == (409, "One.")


def test_the_same_words_twice_are_no_conflict(cast: Cast, signed_in) -> None:
    post, browser = draft(cast.ana), signed_in(cast.ana)
    data = form_of(post, body="The same.")
    url = f"/desk/posts/{post.pk}/autosave/"
    assert [browser.post(url, data).status_code for _ in range(3)] == [200, 200, 200]


@pytest.mark.parametrize("body", ["x" * 200_001, "é" * 1_000_000])
def test_a_text_that_is_too_long_comes_back_whole(cast: Cast, signed_in, body) -> None:
    post = draft(cast.ana)
    answer = signed_in(cast.ana).post(f"/desk/posts/{post.pk}/", form_of(post, body=body))
    assert answer.status_code == 422
    assert body in answer.content.decode()
    assert "longer than 200,000 characters" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "Not A Slug"),
        ("slug", "policy"),
        ("written_on", "31/02/2026"),
        ("starts_at", "later"),
        ("exercise_link", "javascript:alert(1)"),
        ("kind", "podcast"),
        ("story_source", "client"),
        ("wait_days", "0"),
        ("topics", "nothing-known"),
        ("title", "t" * 161),
        ("ends_at", "yesterday"),
    ],
)
def test_a_wrong_field_is_named_and_the_text_stays(cast: Cast, signed_in, field, value) -> None:
    post = draft(cast.ana)
    answer = signed_in(cast.ana).post(f"/desk/posts/{post.pk}/", form_of(post, body="Keep me.", **{field: value}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Keep me." in page
    assert f'href="#id_{field}"' in page


def test_two_pages_of_one_therapist_have_two_addresses(cast: Cast, signed_in) -> None:
    first, second = draft(cast.ana), draft(cast.ana)
    answer = signed_in(cast.ana).post(f"/desk/posts/{second.pk}/", form_of(second, slug=first.slug))
    assert answer.status_code == 422
    assert "has this address" in answer.content.decode()


def test_an_earlier_version_comes_back_and_the_present_one_stays(cast: Cast, signed_in) -> None:  # I16
    post, browser = draft(cast.ana), signed_in(cast.ana)
    browser.post(f"/desk/posts/{post.pk}/", form_of(post, body="Early words."))
    revision = Revision.objects.get(body="Early words.")
    Post.objects.filter(pk=post.pk).update(body="Late words.")
    browser.post(f"/desk/posts/{post.pk}/versions/{revision.pk}/restore/")
    post.refresh_from_db()
    assert post.body == "Early words."
    assert Revision.objects.filter(body="Late words.").exists()


def test_only_so_many_versions_are_kept(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(write, "REVISION_EVERY", timezone.timedelta(0))
    monkeypatch.setattr(write, "REVISIONS_KEPT", 5)
    post = draft(cast.ana)
    for number in range(9):
        post = write.save_draft(post, changes={"body": str(number)}, seen_version=post.draft_version)
    assert list(post.revisions.values_list("body", flat=True)) == ["8", "7", "6", "5", "4"]


def test_the_check_shows_the_words_the_reason_and_the_source(cast: Cast, signed_in) -> None:  # I17
    post = draft(cast.ana)
    answer = signed_in(cast.ana).post(f"/desk/posts/{post.pk}/check/", form_of(post, body=HELD))
    page = answer.content.decode()
    assert "Please change this" in page
    assert "Why:" in page
    assert "<mark" in page


def test_checking_and_previewing_save_nothing(cast: Cast, signed_in) -> None:
    post, browser = draft(cast.ana), signed_in(cast.ana)
    for name in ("check", "preview"):
        browser.post(f"/desk/posts/{post.pk}/{name}/", form_of(post, body=HELD))
    post.refresh_from_db()
    assert (post.body[:11], post.draft_version) == ("Most people", 0)


def test_a_suggested_wording_takes_the_place_of_the_words(cast: Cast, signed_in) -> None:
    post = draft(cast.ana, body="She committed suicide in spring.")
    browser = signed_in(cast.ana)
    answer = browser.post(f"/desk/posts/{post.pk}/", form_of(post, apply="1"))
    assert answer.status_code == 302
    post.refresh_from_db()
    assert "died by suicide" in post.body


def test_the_address_is_fixed_once_it_is_public(cast: Cast, signed_in) -> None:
    post, browser = draft(cast.ana), signed_in(cast.ana)
    browser.post(f"/desk/posts/{post.pk}/publish/")
    post.refresh_from_db()
    before = post.slug
    browser.post(f"/desk/posts/{post.pk}/", form_of(post, slug="another"))
    post.refresh_from_db()
    assert post.slug == before


def test_a_published_story_cannot_quietly_stop_being_one(cast: Cast, signed_in) -> None:  # C2, I20
    post = draft(cast.ana, kind="story", story_source="composite")
    Post.objects.filter(pk=post.pk).update(story_since=timezone.now() - timezone.timedelta(days=20))
    browser = signed_in(cast.ana)
    assert browser.post(f"/desk/posts/{post.pk}/publish/").status_code == 302
    browser.post(f"/desk/posts/{post.pk}/", form_of(post, kind="article", story_source=""))
    browser.post(f"/desk/posts/{post.pk}/", form_of(post, story_source="fictional"))
    post.refresh_from_db()
    assert (post.kind, post.story_source) == ("story", "composite")


def test_sources_need_a_title(cast: Cast, signed_in) -> None:
    post = draft(cast.ana)
    row = {"source-TOTAL_FORMS": 1, "source-0-url": "https://example.org/study"}
    answer = signed_in(cast.ana).post(f"/desk/posts/{post.pk}/", form_of(post, **row))
    assert answer.status_code == 422
    assert "Give the title of this source" in answer.content.decode()


def test_sources_and_topics_are_kept_in_order(cast: Cast, signed_in) -> None:
    post = draft(cast.ana)
    rows = {"source-TOTAL_FORMS": 2, "source-0-title": "First", "source-1-title": "Second", "source-1-year": 2020}
    signed_in(cast.ana).post(f"/desk/posts/{post.pk}/", form_of(post, **rows))
    assert list(post.sources.values_list("title", "year")) == [("First", None), ("Second", 2020)]


@pytest.mark.parametrize("count", [1, 50])
def test_the_desk_takes_the_same_few_queries_for_any_number_of_posts(
    cast: Cast, signed_in, django_assert_max_num_queries, count
) -> None:
    for _ in range(count):
        draft(cast.ana)
    browser = signed_in(cast.ana)
    with django_assert_max_num_queries(12):
        browser.get("/desk/")


@pytest.mark.parametrize("page", ["", "publish/", "ask/", "versions/"])
def test_pages_of_a_draft_take_few_queries(cast: Cast, signed_in, django_assert_max_num_queries, page) -> None:
    post, browser = draft(cast.ana), signed_in(cast.ana)
    with django_assert_max_num_queries(14):
        assert browser.get(f"/desk/posts/{post.pk}/{page}").status_code == 200


def test_members_have_no_desk(cast: Cast, signed_in) -> None:
    for person in (cast.ben, cast.dov, cast.grace, cast.hugo):
        assert signed_in(person).get("/desk/").status_code == 404
