"""Pages are read again in time: the desk asks, one press answers, and the box says so once a month (R22, R72)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from hearten.blog.actions.publish import publish
from hearten.blog.actions.reviewing import NOTICE, due, pace, remind, still_right
from hearten.blog.models import Post
from hearten.events.models import Event
from hearten.home.box import OTHERWISE, words
from hearten.home.search import index, search
from tests.blog.pieces import draft
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def a_piece(cast: Cast, **dates: date | None) -> Post:
    post = draft(cast.ana)
    publish(post, by=cast.ana)
    Post.objects.filter(pk=post.pk).update(**dates)
    post.refresh_from_db()
    return post


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


@pytest.mark.parametrize(("ahead", "asked"), [(-100, True), (0, True), (30, True), (31, False)])
def test_the_desk_asks_from_thirty_days_before(cast, signed_in, ahead: int, asked: bool) -> None:
    a_piece(cast, next_review_on=days(ahead))
    assert ("Worth reading again" in signed_in(cast.ana).get("/desk/").content.decode()) is asked


@pytest.mark.parametrize(("age", "asked"), [(365, False), (705, True)])
def test_without_a_date_the_desk_asks_before_readers_are_warned(cast, age: int, asked: bool) -> None:
    a_piece(cast, written_on=days(-age), reviewed_on=None, next_review_on=None)
    assert due(Post.objects.all(), today=timezone.localdate()).exists() is asked


def test_a_draft_is_never_asked_about(cast) -> None:
    post = draft(cast.ana)
    Post.objects.filter(pk=post.pk).update(next_review_on=days(-5))
    assert not due(Post.objects.all(), today=timezone.localdate()).exists()


def test_one_press_says_that_it_is_still_right(cast, signed_in) -> None:
    post = a_piece(cast, reviewed_on=days(-200), next_review_on=days(-20))
    ana = signed_in(cast.ana)
    assert "may be out of date" in ana.get(f"/@ana/{post.slug}/").content.decode()
    assert ana.post(f"/desk/posts/{post.pk}/still-right/").status_code == 302
    post.refresh_from_db()
    assert (post.reviewed_on, post.next_review_on) == (days(0), days(180))
    assert "may be out of date" not in signed_in(None).get(f"/@ana/{post.slug}/").content.decode()
    assert "Worth reading again" not in ana.get("/desk/").content.decode()


def test_two_presses_are_one(cast) -> None:
    post = a_piece(cast, reviewed_on=days(-200), next_review_on=days(-20))
    first = still_right(post, by=cast.ana)
    again = still_right(post, by=cast.ana)
    assert first.next_review_on == again.next_review_on
    assert Event.objects.filter(kind="post.reviewed").count() == 1


@pytest.mark.parametrize(("reviewed", "following", "expected"), [(-400, -35, 365), (-10, 0, 31), (-1500, -1, 730)])
def test_the_next_date_keeps_the_authors_pace_within_reason(reviewed, following, expected) -> None:
    post = Post(reviewed_on=days(reviewed), next_review_on=days(following))
    assert pace(post).days == expected


def test_only_its_author_can_say_so(cast, signed_in) -> None:  # I3
    post = a_piece(cast, next_review_on=days(-20))
    for stranger in (cast.farid, cast.ben, cast.grace):
        assert signed_in(stranger).post(f"/desk/posts/{post.pk}/still-right/").status_code == 404
    unpublished = draft(cast.ana, slug="not-yet")
    assert signed_in(cast.ana).post(f"/desk/posts/{unpublished.pk}/still-right/").status_code == 404


def test_the_box_gets_one_neutral_line_a_month_whatever_is_due(cast) -> None:  # I37
    a_piece(cast, next_review_on=days(-20))
    second = draft(cast.ana, slug="another")
    publish(second, by=cast.ana)
    Post.objects.filter(pk=second.pk).update(next_review_on=days(3))
    remind()
    remind()
    assert [row.kind for row in cast.ana.notices.all()] == [NOTICE]
    assert words(NOTICE) != OTHERWISE
    assert "night" not in words(NOTICE)
    assert not cast.farid.notices.exists()


def test_three_years_without_a_look_and_search_leaves_it_out_until_it_is_read_again(cast) -> None:
    post = a_piece(cast, written_on=days(-1200), reviewed_on=None, next_review_on=None)
    index(Post.objects.select_related("edition", "therapist").get(pk=post.pk))
    assert not search("night").hits
    still_right(post, by=cast.ana)
    assert search("night").hits


@pytest.mark.parametrize("rows", [1, 50])
def test_the_desk_takes_as_many_statements_for_one_as_for_fifty(
    cast, signed_in, rows, django_assert_max_num_queries
) -> None:
    post = a_piece(cast, next_review_on=days(-20))
    for number in range(rows - 1):
        more = Post.objects.create(therapist=cast.ana.therapist, slug=f"more-{number}", title="More")
        more.edition = more.editions.create(number=1, title="More", body="x", html="x", rules_version="1")
        more.state, more.published_at, more.next_review_on = "published", timezone.now(), days(-1)
        more.save()
    ana = signed_in(cast.ana)
    with django_assert_max_num_queries(12):
        page = ana.get("/desk/").content.decode()
    assert page.count("still right<span") == rows
    assert post.slug in page
