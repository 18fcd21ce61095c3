"""Search finds ways of working and what stands on the shelves, for what is public and with nothing weighed."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.library.things import resource

pytestmark = pytest.mark.django_db


def html(query: str) -> str:
    answer = Client().get("/search/", {"q": query})
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def test_a_way_of_working_is_found_by_its_words(cast: Cast) -> None:  # R43
    page = html("EMDR eyes")
    assert 'href="/approaches/emdr/"' in page
    assert 'href="/approaches/cbt/"' not in page


def test_a_resource_is_found_by_title_maker_or_reason(cast: Cast) -> None:
    resource(cast.ana, "Bright mornings", maker="Quill Press", why="It is about owls.")
    for query in ("bright", "quill", "owls", "bright owls"):
        assert "Bright mornings" in html(query)
    assert "Bright mornings" not in html("bright quokka")


def test_a_page_that_is_not_open_is_not_found(cast: Cast) -> None:  # I1
    resource(cast.farid, "Bright mornings")
    cast.farid.therapist.closed = True
    cast.farid.therapist.save()
    assert "Bright mornings" not in html("bright")


def test_nothing_is_asked_without_words(cast: Cast) -> None:
    resource(cast.ana, "Bright mornings")
    for query in ("", "%", "_", "'"):
        assert "Bright mornings" not in html(query)


@pytest.mark.parametrize("count", [1, 50])
def test_few_statements_whatever_the_number(cast: Cast, django_assert_max_num_queries: Any, count: int) -> None:
    for number in range(count):
        resource(cast.ana, f"Bright morning {number}")
    with django_assert_max_num_queries(12):
        assert "Bright morning" in html("bright")
