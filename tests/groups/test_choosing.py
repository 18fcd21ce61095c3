"""Choosing a group: plain settings, the reason beside each, nothing kept or said in the address (R55, I27)."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hearten.config.community import bring_topics, table
from hearten.directory.models import Topic
from hearten.groups import choosing
from hearten.groups.actions import joining
from hearten.groups.choosing import BECAUSE, WAYS, Choice, choice_of, topic_id
from tests.cast import Cast
from tests.config.demo_content import HEALTH_WORDS
from tests.groups.circle import joined, open_group


@pytest.fixture
def three(cast: Cast, host_ready: None) -> SimpleNamespace:
    """Grief with a moderator at the door, sleep where somebody is there now, and worry that anybody may read."""
    bring_topics()
    topic = Topic.objects.in_bulk(["grief", "sleep", "worry"])
    return SimpleNamespace(
        grief=open_group(cast, name="After a death", about=topic["grief"], format="approval"),
        sleep=open_group(cast, name="Nights awake", about=topic["sleep"], on_duty=True),
        worry=open_group(cast, name="One day at a time", about=topic["worry"], format="open_read"),
    )


def found(query: str) -> list[tuple[str, str]]:
    """The groups an address shows after a choice, each with its reason."""
    page = Client().get(f"/groups/?{query}").content.decode()
    part = page.partition('id="found"')[2].partition("next-step")[0]
    cards = re.findall(r'card__title"><a [^>]+>([^<]+)</a>(.*?)</article>', part, re.DOTALL)
    reasons = [re.search(r"<strong>You chose:</strong> ([^<]+)\.</p>", rest) for _, rest in cards]
    return [(name, match[1] if match else "") for (name, _), match in zip(cards, reasons, strict=True)]


def test_a_topic_brings_its_group_with_the_reason(three: SimpleNamespace) -> None:  # R55
    assert found(f"about={topic_id('grief')}") == [("After a death", "grief")]


def test_more_of_what_was_chosen_comes_first(three: SimpleNamespace) -> None:
    assert found(f"about={topic_id('sleep')}&way=read&now=yes") == [
        ("Nights awake", "sleep, somebody is there now"),
        ("One day at a time", BECAUSE["read"]),
    ]


def test_when_nothing_is_all_of_it_the_page_says_so_and_shows_what_is_closest(three: SimpleNamespace) -> None:
    page = Client().get(f"/groups/?about={topic_id('grief')}&now=yes").content.decode()
    assert "Nothing here is all of that" in page
    assert [name for name, _ in found(f"about={topic_id('grief')}&now=yes")] == ["After a death", "Nights awake"]


def test_when_nothing_fits_the_page_says_so_and_leads_elsewhere(three: SimpleNamespace) -> None:
    page = Client().get("/groups/?way=led").content.decode()
    assert found("way=led") == []
    assert "No group here is any of what you chose" in page
    assert 'href="/library/groups/"' in page
    assert 'href="/therapists/"' in page
    assert 'href="/crisis/"' in page


def test_who_is_there_is_asked_at_this_moment(three: SimpleNamespace) -> None:  # I13
    assert [name for name, _ in found("now=yes")] == ["Nights awake"]
    for hours in three.sleep.memberships.exclude(hours=None):
        hours.hours.all().delete()
    assert found("now=yes") == []


def test_no_health_word_stands_in_any_address_a_choice_makes(three: SimpleNamespace) -> None:  # I27
    page = Client().get("/groups/").content.decode()
    values = re.findall(r'<option value="([^"]*)"', page)
    assert len(values) > 6
    assert not [value for value in values if HEALTH_WORDS.search(value)]
    slugs = [topic["slug"] for topic in table("topics")["topics"]]
    assert not set(values) & set(slugs)
    assert len({topic_id(slug) for slug in slugs}) == len(slugs)


def test_the_title_is_the_same_whatever_was_chosen(three: SimpleNamespace) -> None:  # I27
    titles = {
        re.search(r"<title>(.*?)</title>", Client().get(f"/groups/{query}").content.decode())[1]  # type: ignore[index]
        for query in ("", f"?about={topic_id('grief')}", "?now=yes")
    }
    assert len(titles) == 1


def test_a_choice_is_kept_nowhere(three: SimpleNamespace, cast: Cast, signed_in: Any) -> None:
    browser = signed_in(cast.ben)
    browser.get("/groups/")
    with CaptureQueriesContext(connection) as ran:
        answer = browser.get(f"/groups/?about={topic_id('grief')}&now=yes")
    assert answer.status_code == 200
    writes = [row["sql"] for row in ran if re.match(r"(?i)insert|update|delete", row["sql"])]
    assert writes == []
    assert set(answer.cookies) <= {"c"}  # the one of every signed-in page


def test_choosing_needs_no_account_and_sets_no_cookie(three: SimpleNamespace) -> None:  # R1
    answer = Client().get(f"/groups/?about={topic_id('grief')}")
    assert (answer.status_code, dict(answer.cookies)) == (200, {})


@pytest.mark.parametrize(
    "query",
    ["about=grief", "about=%00", "way=best", "now=maybe", "about=" + "x" * 5000, "way=__class__", "about[]=1"],
)
def test_what_nobody_offered_is_no_choice(three: SimpleNamespace, query: str) -> None:
    page = Client().get(f"/groups/?{query}")
    assert page.status_code == 200
    assert 'id="found"' not in page.content.decode()


def test_a_closed_circle_is_never_found(cast: Cast, host_ready: None) -> None:  # R63
    bring_topics()
    grief = Topic.objects.get(pk="grief")
    circle = open_group(cast, name="A circle", about=grief, format="cohort", code="paper")
    assert found(f"about={topic_id('grief')}") == []
    joining.join(circle, by=cast.ben, code="paper")
    assert "A circle" not in Client().get(f"/groups/?about={topic_id('grief')}").content.decode()


def test_ones_own_groups_are_among_what_fits(three: SimpleNamespace, cast: Cast, signed_in: Any) -> None:
    joined(three.sleep, cast.ben)
    page = signed_in(cast.ben).get(f"/groups/?about={topic_id('sleep')}").content.decode()
    assert "Nights awake" in page.partition('id="found"')[2]


def test_every_way_has_a_reason_in_words_and_fits_a_group_that_is_so() -> None:
    assert set(WAYS) == set(BECAUSE)
    for way, format_, led in (
        ("read", "open_read", "peer"),
        ("members", "members", "peer"),
        ("asked", "approval", "peer"),
        ("led", "members", "facilitator"),
    ):
        assert choosing.is_way(SimpleNamespace(format=format_, led=led), way)  # type: ignore[arg-type]
        assert not choosing.is_way(SimpleNamespace(format="cohort", led="peer"), way)  # type: ignore[arg-type]


def test_what_was_chosen_is_counted() -> None:
    assert Choice().made == 0
    assert Choice("grief", "led", now=True).made == 3
    assert choice_of({}, []).made == 0


@pytest.mark.parametrize("groups", [1, 9])
def test_choosing_asks_few_questions_however_many_groups_there_are(
    cast: Cast, host_ready: None, django_assert_max_num_queries: Any, groups: int
) -> None:
    bring_topics()
    for number in range(groups):
        open_group(cast, name=f"Group {number}", about=Topic.objects.get(pk="grief"))
    Client().get("/groups/")
    with django_assert_max_num_queries(5):
        Client().get(f"/groups/?about={topic_id('grief')}")


# Where else groups are named


def test_the_door_leads_to_groups_and_says_when_there_are_none(cast: Cast, host_ready: None) -> None:  # R93
    assert "No support group is open on this host yet" in Client().get("/").content.decode()
    open_group(cast)
    caches["pages"].clear()
    page = Client().get("/").content.decode()
    assert '<a href="/groups/">Connect</a>' in page
    assert "No support group is open" not in page


def test_a_topics_page_names_its_groups_without_saying_who_is_there(three: SimpleNamespace) -> None:  # I13
    page = Client().get("/topics/sleep/").content.decode()
    assert f'href="/groups/{three.sleep.pk}/about/"' in page
    assert "A moderator is here" not in page
    assert "After a death" not in page
    assert "Groups here" not in Client().get("/topics/panic/").content.decode()


def test_search_finds_no_group(three: SimpleNamespace) -> None:  # I28
    page = Client().get("/search/?q=Nights+awake").content.decode()
    assert f"/groups/{three.sleep.pk}" not in page
    assert "/groups/" not in Client().get("/sitemap.xml").content.decode()
