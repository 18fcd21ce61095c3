"""The demo's groups and collections come in through the front door, and say that they are looked at by two."""

from typing import Any

import pytest
from django.test import Client

from hearten.config import community, community_library
from hearten.library.models import Collection, OutsideGroup
from hearten.moderation.review import read
from tests.cast import Cast
from tests.config.demo_content import grade
from tests.library.things import resource

DEMO = community.table("library")


@pytest.mark.parametrize(
    "given", [*DEMO["groups"], *DEMO["collections"]], ids=lambda given: given.get("name", given.get("title"))
)
def test_its_words_are_plain_and_pass_the_guard(given: dict[str, Any]) -> None:  # R28 R100
    words = " ".join(value for value in given.values() if isinstance(value, str) and " " in value)
    assert grade(words) <= 9
    assert not [item.quote for item in read(words, purpose="article").findings if item.severity == "hold"]


@pytest.mark.parametrize("given", DEMO["groups"], ids=lambda given: given["name"])
def test_a_made_up_group_leads_to_nobody(given: dict[str, Any]) -> None:
    assert given["url"].startswith(("https://example.org/", "https://example.com/", "https://example.net/"))


@pytest.mark.django_db
def test_they_come_in_once_and_are_public(cast: Cast) -> None:  # R15
    community.bring_topics()
    resource(cast.ana, "A small book", topics=[])
    for _twice in range(2):
        community_library.bring_groups()
        community_library.bring_collections()
    assert OutsideGroup.objects.count() == 3
    assert Collection.objects.count() == 2
    page = Client().get("/library/groups/").content.decode()
    assert "The Empty Chair" in page
    assert "Not looked at since" in page
    assert "The Empty Chair" in Client().get("/library/collections/first-weeks/").content.decode()
