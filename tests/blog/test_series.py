"""Series: parts in order, a pace, a calendar that says nothing, and nobody is told of a day without a new part."""

from datetime import UTC, date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from hearten.blog.actions.publish import publish
from hearten.blog.models import Post, Series
from hearten.blog.models.post import Cadence
from hearten.blog.series import NEUTRAL, calendar, next_day
from tests.blog.pieces import draft
from tests.cast import Cast

DATA = {"title": "Small steps", "slug": "small-steps", "cadence": "weekly", "from_day": "2026-01-05", "note": ""}


def a_series(cast: Cast, **more) -> Series:
    words = {"title": "Living with panic", "slug": "steps", "cadence": Cadence.WEEKLY, "from_day": date(2026, 1, 5)}
    return Series.objects.create(therapist=cast.ana.therapist, **{**words, **more})


@pytest.mark.parametrize(
    ("cadence", "first", "today", "expected"),
    [
        ("weekly", date(2026, 1, 5), date(2026, 1, 1), date(2026, 1, 5)),
        ("weekly", date(2026, 1, 5), date(2026, 1, 5), date(2026, 1, 5)),
        ("weekly", date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 12)),
        ("fortnight", date(2026, 1, 5), date(2026, 1, 13), date(2026, 1, 19)),
        ("monthly", date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28)),
        ("monthly", date(2026, 1, 15), date(2026, 12, 16), date(2027, 1, 15)),
        ("sometimes", date(2026, 1, 5), date(2026, 1, 4), date(2026, 1, 5)),
        ("sometimes", date(2026, 1, 5), date(2026, 1, 6), None),
        ("weekly", None, date(2026, 1, 6), None),
    ],
)
def test_the_next_day_is_counted_from_the_first(cadence, first, today, expected) -> None:  # R59
    assert next_day(Series(cadence=cadence, from_day=first), today) == expected


def test_a_day_without_a_new_part_leaves_no_trace(cast: Cast) -> None:  # R59, I37
    series = a_series(cast, from_day=timezone.localdate() - timedelta(days=700))
    page = Client().get(f"/@ana/series/{series.slug}/").content.decode().casefold()
    assert "next day" in page
    assert not [word for word in ("missed", "late", "overdue", "behind", "streak") if f" {word}" in page]


def test_the_calendar_can_be_read_and_names_no_subject(cast: Cast) -> None:  # R59
    series = a_series(cast)
    answer = Client().get(f"/@ana/series/{series.slug}/calendar.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert b"panic" not in answer.content.lower()
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == NEUTRAL
    assert event["RRULE"]["FREQ"] == ["WEEKLY"]
    assert Client().get(answer.request["PATH_INFO"], HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


@pytest.mark.parametrize("cadence", Cadence.values)
def test_the_calendar_and_the_page_agree_on_the_next_day(cast: Cast, cadence: str) -> None:
    series = a_series(cast, cadence=cadence, from_day=date(2026, 1, 31))
    event = Calendar.from_ical(calendar(series)).walk("VEVENT")[0]
    if cadence == Cadence.SOMETIMES:
        assert "RRULE" not in event
        return
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=datetime(2026, 1, 31, tzinfo=UTC))
    for today in (date(2026, 1, 31), date(2026, 2, 3), date(2026, 3, 31), date(2026, 4, 2)):
        coming = rule.after(datetime(today.year, today.month, today.day, tzinfo=UTC), inc=True)
        assert coming.date() == next_day(series, today)


def test_a_series_is_begun_renamed_and_taken_away(cast: Cast, signed_in) -> None:  # R59
    browser = signed_in(cast.ana)
    assert browser.post("/desk/series/", DATA).status_code == 302
    assert browser.post("/desk/series/", DATA).status_code == 422
    series = Series.objects.get()
    post = draft(cast.ana, series=series)
    publish(post, by=cast.ana)
    assert browser.post(f"/desk/series/{series.pk}/", {**DATA, "title": "Slow steps"}).status_code == 302
    assert "Slow steps" in Client().get(f"/@ana/{post.slug}/").content.decode()
    assert browser.post(f"/desk/series/{series.pk}/remove/").status_code == 302
    assert "Slow steps" not in Client().get(f"/@ana/{post.slug}/").content.decode()
    assert Post.objects.get().series is None


def test_nobody_changes_the_series_of_somebody_else(cast: Cast, signed_in) -> None:  # I3
    series = a_series(cast)
    browser = signed_in(cast.farid)
    assert browser.post(f"/desk/series/{series.pk}/", DATA).status_code == 404
    assert browser.post(f"/desk/series/{series.pk}/remove/").status_code == 404
    assert Series.objects.get().title == series.title


def test_the_page_shows_only_what_is_public_in_order(cast: Cast) -> None:  # R59
    series = a_series(cast)
    draft(cast.ana, title="Not yet", series=series)
    for order, title in ((2, "Second"), (1, "First")):
        publish(draft(cast.ana, title=title, series=series, series_order=order), by=cast.ana)
    page = Client().get(f"/@ana/series/{series.slug}/").content.decode()
    assert page.index("First") < page.index("Second")
    assert "Not yet" not in page
    assert "general information" in page  # I44


@pytest.mark.parametrize("parts", [1, 50])
def test_the_page_takes_as_long_with_many_parts(cast: Cast, parts: int, django_assert_max_num_queries) -> None:
    series = a_series(cast)
    for number in range(parts):
        post = draft(cast.ana, series=series, series_order=number)
        if number == 0:
            publish(post, by=cast.ana)
            first = post
            first.refresh_from_db()
        else:
            edition = first.editions.create(number=number + 1, title="A", body="b", html="b", rules_version="1")
            Post.objects.filter(pk=post.pk).update(state="published", published_at=timezone.now(), edition=edition)
    with django_assert_max_num_queries(12):
        assert Client().get(f"/@ana/series/{series.slug}/").status_code == 200
