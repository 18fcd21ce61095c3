"""The first page and every list walk down an index: the newest pieces cost the same however many there are."""

import pytest
from django.db import connection

from hearten.blog.lists import entry_rows
from hearten.blog.models import Post
from tests.blog.reading import published
from tests.cast import Cast


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by its own statistics")
def test_the_newest_pieces_are_found_without_sorting_all(cast: Cast) -> None:  # R93
    for number in range(3):
        published(cast.ana, slug=f"piece-{number}")
    sql, values = entry_rows(Post.objects.public().order_by("-published_at", "-id"))[:7].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        plan = [str(row[3]) for row in cursor.fetchall()]
    assert any("USING INDEX post_newest" in step for step in plan), plan
    assert not [step for step in plan if "TEMP B-TREE" in step], plan
