"""The day of a piece's last look stands beside each of its topics."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from hearten.blog.actions.publish import publish
from hearten.blog.actions.reviewing import still_right
from hearten.blog.around import around, beside
from hearten.blog.models import Post, PostTopic
from hearten.directory.models import Topic
from tests.blog.pieces import draft
from tests.blog.reading import published
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SLEEP = [("sleep", "Sleep", "condition")]


def days(post: Post) -> set[date | None]:
    return set(PostTopic.objects.filter(post=post).values_list("looked_on", flat=True))


def test_a_new_topic_has_the_day_of_its_piece(cast: Cast) -> None:
    post = draft(cast.ana, written_on=date(2020, 1, 2))
    assert days(post) == {date(2020, 1, 2)}
    Post.objects.filter(pk=post.pk).update(reviewed_on=date(2024, 3, 4))
    post.topics.add(Topic.objects.create(slug="worry", facet="condition", name="Worry"))
    assert date(2024, 3, 4) in days(post)


def test_standing_by_a_piece_moves_the_day(cast: Cast) -> None:  # R41
    post, other = published(cast.ana, slug="here", written_on=date(2020, 1, 2)), published(cast.ana, slug="there")
    before = days(other)
    still_right(post, by=cast.ana)
    assert days(post) == {timezone.localdate()}
    assert days(other) == before


def test_what_waited_gives_its_day_when_it_goes_out(cast: Cast) -> None:  # R42
    post = draft(cast.ana, written_on=date(2020, 1, 2))
    publish(post, by=cast.ana)
    Post.objects.filter(pk=post.pk).update(reviewed_on=date(2025, 5, 6), body=f"{post.body} And rest.")
    post.refresh_from_db()
    publish(post, by=cast.ana)
    assert days(post) == {date(2025, 5, 6)}


def test_what_stands_beside_is_public_at_this_moment_and_never_the_piece_itself(cast: Cast) -> None:  # I3
    post, other = published(cast.ana, slug="here"), published(cast.farid, slug="there")
    draft(cast.farid, slug="draft")
    assert [item.pk for item in around(post, SLEEP).others] == [other.pk]
    cast.farid.paused = "restricted"
    cast.farid.save()
    assert around(post, SLEEP).others == []


def test_a_piece_on_two_of_the_topics_stands_there_once(cast: Cast) -> None:
    worry = Topic.objects.create(slug="worry", facet="condition", name="Worry")
    post, other = published(cast.ana, slug="here"), published(cast.farid, slug="there")
    post.topics.add(worry), other.topics.add(worry)
    assert [item.pk for item in around(post, [*SLEEP, ("worry", "Worry", "condition")]).others] == [other.pk]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by its own statistics")
def test_it_is_found_without_sorting_everything_on_the_topic(cast: Cast) -> None:
    around(published(cast.ana), SLEEP)
    made = beside(1, False)._made["sqlite"]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {made.sql}", [0] * len(made.values))
        plan = [str(row[3]) for row in cursor.fetchall()]
    assert any("topic_last_looked" in step for step in plan), plan
    assert not [step for step in plan if "TEMP B-TREE" in step or step.startswith("SCAN")], plan
