"""Office hours, own words beside them, and one switch that closes everything for now (R26)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from hearten.blog.actions.comments import is_open
from hearten.blog.actions.publish import publish
from hearten.blog.models import Post
from hearten.directory.hours import NOT_WATCHED, day_words, in_hours, line, next_start, open_for_readers
from hearten.directory.models import Therapist
from hearten.events.models import Event
from tests.blog.pieces import HELD, draft
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HOURS = {"hours_from": "09:00", "hours_until": "16:00", "hours_zone": "Europe/Stockholm", "comments_a_day": 0}


def keeps(days: str = "12345", **more: str) -> Therapist:
    return Therapist(name="Ana Lindqvist", hours_days=days, **{**HOURS, **more})


def at(text: str, zone: str = "Europe/Stockholm") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        ("2026-03-02T09:00", True),  # a Monday
        ("2026-03-02T08:59", False),
        ("2026-03-02T15:59", True),
        ("2026-03-02T16:00", False),
        ("2026-03-07T12:00", False),  # a Saturday
    ],
)
def test_hours_begin_and_end_on_the_minute(moment: str, inside: bool) -> None:
    assert in_hours(keeps(), at(moment)) is inside


def test_hours_are_meant_by_the_therapists_own_clock() -> None:
    assert in_hours(keeps(), at("2026-03-02T08:30", "UTC"))  # 9:30 in Stockholm
    assert not in_hours(keeps(hours_zone="America/New_York"), at("2026-03-02T08:30", "UTC"))


def test_summer_time_moves_with_the_place() -> None:
    assert in_hours(keeps(), at("2026-07-06T07:30", "UTC"))
    assert not in_hours(keeps(), at("2026-03-02T07:30", "UTC"))


def test_whoever_names_no_hours_is_never_outside_them() -> None:
    assert in_hours(keeps(""), at("2026-03-07T03:00"))
    assert line(keeps("")) == ""
    assert next_start(keeps(""), at("2026-03-07T03:00")) == ""


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("12345", "on weekdays"),
        ("1234567", "every day"),
        ("3", "on Wednesdays"),
        ("125", "on Mondays, Tuesdays and Fridays"),
    ],
)
def test_days_are_said_as_people_say_them(days: str, words: str) -> None:
    assert day_words(days) == words


def test_the_line_always_says_that_nobody_watches() -> None:  # I13
    said = line(keeps(hours_words="I answer in general."))
    assert said.startswith("Ana Lindqvist reads comments on weekdays from 9:00 to 16:00, Stockholm time.")
    assert NOT_WATCHED in said
    assert said.endswith("I answer in general.")


@pytest.mark.parametrize(
    ("moment", "begins"),
    [
        ("2026-03-02T07:00", "Monday, 9:00"),
        ("2026-03-02T17:00", "Tuesday, 9:00"),
        ("2026-03-06T17:00", "Monday, 9:00"),
    ],
)
def test_the_desk_knows_when_the_hours_begin_next(moment: str, begins: str) -> None:
    assert next_start(keeps(), at(moment)) == begins


def test_readers_find_the_hours_on_the_page_and_beside_the_place_to_write(cast, signed_in, comments_open) -> None:
    post = published(cast)
    form = {**HOURS, "hours_days": ["1", "2", "3"], "hours_words": "I answer in general."}
    assert signed_in(cast.ana).post("/desk/your-hours/change/", form).status_code == 302
    for path in ("/@ana/", f"/@ana/{post.slug}/"):
        page = signed_in(None).get(path).content.decode()
        assert "Mondays, Tuesdays and Wednesdays" in page
        assert NOT_WATCHED in page
    assert "I answer in general." in signed_in(cast.ben).get(f"/@ana/{post.slug}/").content.decode()


def test_a_stored_copy_of_the_page_learns_of_new_hours(cast, signed_in, comments_open) -> None:
    post = published(cast)
    assert NOT_WATCHED not in signed_in(None).get(f"/@ana/{post.slug}/").content.decode()
    signed_in(cast.ana).post("/desk/your-hours/change/", {**HOURS, "hours_days": ["1"], "hours_words": ""})
    assert NOT_WATCHED in signed_in(None).get(f"/@ana/{post.slug}/").content.decode()


def test_ones_own_words_are_read_first_and_come_back(cast, signed_in) -> None:  # R33
    answer = signed_in(cast.ana).post(
        "/desk/your-hours/change/", {**HOURS, "hours_days": ["1"], "hours_words": HELD}
    )
    assert answer.status_code == 422
    assert "five-star" in answer.content.decode()
    cast.ana.therapist.refresh_from_db()
    assert cast.ana.therapist.hours_words == ""


@pytest.mark.parametrize(
    "wrong", [{"hours_until": "08:00"}, {"hours_zone": "Mars/Olympus"}, {"hours_from": "late"}]
)
def test_hours_that_make_no_sense_are_refused(cast, signed_in, wrong) -> None:
    form = {**HOURS, "hours_days": ["1"], "hours_words": "", **wrong}
    assert signed_in(cast.ana).post("/desk/your-hours/change/", form).status_code == 422


def published(cast: Cast) -> Post:
    post = draft(cast.ana)
    publish(post, by=cast.ana)
    return post


class TestTheSwitch:
    def test_one_press_closes_every_page_and_keeps_it_readable(self, cast, signed_in, comments_open) -> None:
        post = published(cast)
        signed_in(cast.ana).post("/desk/your-hours/rest/", {"resting": "yes"})
        page = signed_in(cast.ben).get(f"/@ana/{post.slug}/")
        assert page.status_code == 200
        assert "Comments on this page are closed" in page.content.decode()
        sent = signed_in(cast.ben).post(f"/@ana/{post.slug}/comments/", {"body": "Thank you for this."})
        assert sent.status_code == 403
        assert "Thank you for this." in sent.content.decode()

    def test_apps_that_take_words_can_ask(self, cast) -> None:
        therapist = keeps()
        assert open_for_readers(therapist, at("2026-03-07T03:00")).questions
        assert not open_for_readers(therapist, at("2026-03-07T03:00")).in_hours
        therapist.resting = True
        closed = open_for_readers(therapist, at("2026-03-02T10:00"))
        assert not closed.comments
        assert not closed.questions

    def test_opening_again_brings_back_how_it_was(self, cast, signed_in) -> None:
        closed, open_one = published(cast), draft(cast.ana, slug="open-one")
        publish(open_one, by=cast.ana)
        Post.objects.filter(pk=closed.pk).update(comments_closed=True)
        ana = signed_in(cast.ana)
        ana.post("/desk/your-hours/rest/", {"resting": "yes"})
        assert not any(is_open(post) for post in posts())
        ana.post("/desk/your-hours/rest/", {"resting": "no"})
        assert {post.slug: is_open(post) for post in posts()} == {closed.slug: False, "open-one": True}

    def test_a_second_press_changes_and_records_nothing(self, cast, signed_in) -> None:
        for _press in range(2):
            signed_in(cast.ana).post("/desk/your-hours/rest/", {"resting": "yes"})
        assert Event.objects.filter(kind="therapist.changed").count() == 1

    def test_it_is_for_its_owner(self, cast, signed_in) -> None:
        assert signed_in(cast.ben).post("/desk/your-hours/rest/", {"resting": "yes"}).status_code == 404
        signed_in(cast.farid).post("/desk/your-hours/rest/", {"resting": "yes"})
        assert not Therapist.objects.get(handle="ana").resting


def posts() -> list[Post]:
    return list(Post.objects.select_related("therapist"))


def test_the_page_takes_few_statements(cast, signed_in, django_assert_max_num_queries) -> None:
    ana = signed_in(cast.ana)
    with django_assert_max_num_queries(6):
        assert ana.get("/desk/your-hours/").status_code == 200
