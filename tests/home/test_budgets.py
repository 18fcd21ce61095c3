"""What the pages that are read most may cost: statements and Python calls, which are the same on every machine.

The promises are those of docs/reference/performance.md (at most 4 statements and 4,000 calls for the first page of
somebody signed in; at most 12 statements for any page). What stands here is tighter: about a fifth above what was
counted, so that a page that grows is noticed.
"""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.counting import calls
from hearten.home.search import index
from tests.blog.reading import many_comments, published
from tests.cast import Cast

pytestmark = pytest.mark.django_db
#: address, who looks, statements, Python calls.
PAGES = [
    ("/", None, 2, 1_050),
    ("/", "ben", 3, 1_650),
    ("/learn/", "ben", 3, 2_300),
    ("/@ana/", None, 2, 1_700),
    ("/@ana/", "ben", 3, 2_300),
    ("/search/?q=lamp", None, 4, 2_300),
    ("/@ana/piece-0/", None, 6, 4_400),
    ("/@ana/piece-0/", "ben", 8, 4_900),
]


@pytest.fixture
def community(cast: Cast, settings) -> Cast:
    """Twenty-five pieces, the first with twenty answers; templates unchecked, as on a host."""
    settings.CHECK_TEMPLATE_DATA = False
    for number in range(25):
        post = published(cast.ana, slug=f"piece-{number}", title=f"Lamp {number}")
        index(post)
    many_comments(cast.ana.therapist.posts.get(slug="piece-0"), cast.hugo, 20)
    return cast


@pytest.mark.parametrize(("path", "who", "statements", "most"), PAGES)
def test_a_page_stays_within_its_budget(community, signed_in, path, who, statements, most) -> None:
    reader = signed_in(getattr(community, who) if who else None)

    def ask() -> None:
        assert reader.get(path).status_code == 200
        if not who:
            caches["pages"].delete(f"at:{path}")  # the article is made anew
            caches["pages"].clear()

    count = calls(ask)
    with CaptureQueriesContext(connection) as queries:
        ask()
    assert len(queries) <= statements, [query["sql"][:80] for query in queries]
    assert count <= most


def test_a_stored_article_costs_one_statement_and_next_to_nothing(community: Cast) -> None:
    reader = Client()
    count = calls(lambda: reader.get("/@ana/piece-0/"))
    with CaptureQueriesContext(connection) as queries:
        reader.get("/@ana/piece-0/")
    assert len(queries) == 1
    assert count <= 800


def test_pages_cost_the_same_with_one_piece_and_with_many(community: Cast) -> None:
    reader = Client()
    few = [calls(lambda path=path: reader.get(path)) for path in ("/", "/search/?q=lamp")]
    for number in range(25, 60):
        index(published(community.ana, slug=f"piece-{number}", title=f"Lamp {number}"))
    many = [calls(lambda path=path: reader.get(path)) for path in ("/", "/search/?q=lamp")]
    assert many == pytest.approx(few, abs=20)  # what is remembered on the way differs a little
