"""A queryset that is compiled once says the same as one that is built each time, for every value."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import CharField, DateField, DateTimeField, F, IntegerField
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hearten.blog.models import Post
from hearten.prepared import Given, Prepared
from tests.blog.reading import published
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BY_SLUG = Prepared(lambda: Post.objects.public().filter(slug=Given("slug", CharField())).values("slug", "kind"))


def slugs(rows: list[dict[str, object]]) -> list[object]:
    return [row["slug"] for row in rows]


def test_each_run_has_values_of_its_own(cast: Cast) -> None:
    published(cast.ana, slug="one")
    published(cast.ana, slug="two")
    assert BY_SLUG.run(slug="one") == [{"slug": "one", "kind": "article"}]
    assert BY_SLUG.run(slug="two") == [{"slug": "two", "kind": "article"}]
    assert BY_SLUG.run(slug="three") == []


def test_a_value_is_never_read_as_sql(cast: Cast) -> None:
    published(cast.ana, slug="one")
    for value in ("' OR 1=1 --", "%s", "%(slug)s", "one' --"):
        assert BY_SLUG.run(slug=value) == []


def test_a_value_that_was_forgotten_is_an_error_and_not_everything(cast: Cast) -> None:
    with pytest.raises(KeyError):
        BY_SLUG.run()


def test_the_rule_about_who_sees_what_is_asked_each_time(cast: Cast) -> None:  # I3
    post = published(cast.ana, slug="one")
    assert slugs(BY_SLUG.run(slug="one")) == ["one"]
    Post.objects.filter(pk=post.pk).update(hidden_until=timezone.now())
    assert BY_SLUG.run(slug="one") == []
    Post.objects.filter(pk=post.pk).update(hidden_until=None)
    cast.ana.paused = "a reason"
    cast.ana.save()
    assert BY_SLUG.run(slug="one") == []


def test_days_moments_and_numbers_go_in_and_come_out_as_what_they_are(cast: Cast) -> None:
    post = published(cast.ana, slug="one")
    columns = ("pk", "published_at", "written_on", "comments_closed", "acknowledged")
    prepared = Prepared(
        lambda: (
            Post.objects.filter(
                pk=Given("pk", IntegerField()),
                published_at__lt=Given("before", DateTimeField()),
                written_on__gte=Given("since", DateField()),
            )
            .order_by("pk")
            .values(*columns)
        )
    )
    given = {"pk": post.pk, "before": timezone.now(), "since": date(2000, 1, 1)}
    assert prepared.run(**given) == list(Post.objects.values(*columns))
    assert prepared.run(**{**given, "before": timezone.now() - timedelta(days=1)}) == []
    assert prepared.run(**{**given, "since": timezone.localdate() + timedelta(days=2)}) == []


def test_it_is_built_once_and_costs_one_statement_each_time(cast: Cast) -> None:
    built = []

    def rows():
        built.append(1)
        return Post.objects.public().order_by("-pk").values("slug")[:1]

    prepared = Prepared(rows)
    with CaptureQueriesContext(connection) as queries:
        assert [prepared.run() for _ in range(3)] == [[]] * 3
    published(cast.ana, slug="one")
    published(cast.ana, slug="two")
    assert slugs(prepared.run()) == ["two"]
    assert (len(queries), len(built)) == (3, 1)


def test_a_given_value_may_stand_in_a_list(cast: Cast) -> None:
    for slug in ("one", "two", "three"):
        published(cast.ana, slug=slug)
    places = [Given(name, CharField()) for name in ("a", "b")]
    prepared = Prepared(lambda: Post.objects.public().filter(slug__in=places).order_by("slug").values("slug"))
    assert slugs(prepared.run(a="one", b="two")) == ["one", "two"]
    assert slugs(prepared.run(a="three", b="three")) == ["three"]


def test_models_come_with_what_they_select_beside_them(cast: Cast) -> None:
    post = published(cast.ana, slug="one")
    prepared = Prepared(
        lambda: (
            Post.objects.filter(pk=Given("pk", IntegerField()))
            .select_related("edition", "therapist__account", "series")
            .annotate(twice=F("id") * 2)
        )
    )
    prepared.objects(pk=post.pk)
    with CaptureQueriesContext(connection) as queries:
        (found,) = prepared.objects(pk=post.pk)
        told = (found.edition.title, found.therapist.account.login, found.series, found.twice)
    assert told == (post.title, "ana", None, 2 * post.pk)
    assert len(queries) == 1
    assert found == post
    assert found.published_at == post.published_at
    assert not found._state.adding


def test_a_value_that_has_no_place_is_an_error(cast: Cast) -> None:
    with pytest.raises(KeyError):
        BY_SLUG.run(slug="one", viewer="somebody")


def test_distinct_rows_leave_out_what_they_are_sorted_by(cast: Cast) -> None:
    published(cast.ana, slug="one")
    rows = Prepared(lambda: Post.objects.order_by(F("written_on").desc()).distinct().values("slug"))
    assert rows.run() == [{"slug": "one"}]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by its own statistics")
def test_rows_that_are_asked_for_by_their_keys_are_found_by_them(cast: Cast) -> None:
    published(cast.ana, slug="one")
    keys = [Given(f"key{number}", IntegerField()) for number in range(40)]
    for by_key, way in ((True, "INTEGER PRIMARY KEY"), (False, "INDEX post_")):
        prepared = Prepared(lambda: Post.objects.public().filter(pk__in=keys).values("slug"), by_key=by_key)
        with CaptureQueriesContext(connection) as queries:
            prepared.run(**{f"key{number}": number for number in range(40)})
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}".replace("%", "%%"))
            assert way in str(cursor.fetchall()[0]), by_key
