"""A group elsewhere is shown only after two people have looked, and never longer than their look is worth."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from hearten.blog.actions.publish import NotReady, publish
from hearten.blog.models import Post
from hearten.directory.models import Topic
from hearten.events.models import Event
from hearten.library import groups
from hearten.library.checks import plain, points_to
from hearten.library.models import OutsideGroup
from hearten.ui.engine import day
from tests.blog.pieces import draft
from tests.cast import Cast
from tests.library.things import days_ago, found

pytestmark = pytest.mark.django_db
FACTS = {
    "name": "The Night Table",
    "url": "https://nighttable.example/group",
    "run_by": "The Night Table, a charity",
    "moderation": "Two paid moderators read every day.",
    "audience": "Adults who sleep badly.",
    "cost": "Nothing",
    "language": "English",
    "leaving": "One button; your words go too.",
    "looked_at": "The rules and a week of posts.",
}


def html(path: str, browser: Client | None = None, status: int = 200) -> str:
    answer = (browser or Client()).get(path)
    assert answer.status_code == status, path
    return " ".join(unescape(answer.content.decode()).split())


def listed(cast: Cast, **facts: Any) -> OutsideGroup:
    """A group that Dov looked at and Grace confirmed."""
    ago = facts.pop("ago", 0)
    row = OutsideGroup(**{**FACTS, **facts})
    groups.look(row, topics=[], by=cast.dov)
    groups.confirm(row, by=cast.grace)
    OutsideGroup.objects.filter(pk=row.pk).update(looked_on=days_ago(ago))
    return OutsideGroup.objects.get(pk=row.pk)


class TestTwoPeople:
    def test_from_a_suggestion_to_the_list(self, cast: Cast, signed_in: Any) -> None:  # R15
        ana, dov, grace = (signed_in(one) for one in (cast.ana, cast.dov, cast.grace))
        said = {"name": FACTS["name"], "url": FACTS["url"], "suggestion": "It helped some of my readers."}
        assert ana.post("/desk/groups/suggest/", said).status_code == 302
        row = OutsideGroup.objects.get()
        place = f"/library/groups/keep/{row.pk}/"
        assert "It helped some of my readers." in html(place, dov)
        assert dov.post(f"{place}confirm/").status_code == 422
        assert dov.post(place, FACTS).status_code == 302
        assert "The Night Table" not in html("/library/groups/")
        assert grace.post(f"{place}confirm/").status_code == 302
        page = html("/library/groups/")
        for words in [value for name, value in FACTS.items() if name != "url"]:
            assert words in page
        assert f"Looked at on {day(timezone.localdate())} by a moderator, and confirmed by the safety lead." in page
        assert "dov" not in page
        kinds = list(Event.objects.filter(kind__startswith="group.").order_by("pk").values_list("kind", flat=True))
        assert kinds == ["group.suggested", "group.looked-at", "group.listed"]

    def test_nobody_confirms_their_own_look(self, cast: Cast, signed_in: Any) -> None:  # R15
        dov = signed_in(cast.dov)
        dov.post("/library/groups/keep/new/", FACTS)
        row = OutsideGroup.objects.get()
        answer = dov.post(f"/library/groups/keep/{row.pk}/confirm/")
        assert answer.status_code == 422
        assert "Somebody else has to confirm it." in answer.content.decode()
        row.refresh_from_db()
        assert row.state == "looked"

    def test_the_database_itself_asks_for_two(self, cast: Cast) -> None:
        row = listed(cast)
        with pytest.raises(IntegrityError), transaction.atomic():
            OutsideGroup.objects.filter(pk=row.pk).update(decided_by=cast.dov)
        with pytest.raises(IntegrityError), transaction.atomic():
            OutsideGroup.objects.filter(pk=row.pk).update(looked_on=None)
        with pytest.raises(IntegrityError), transaction.atomic():
            OutsideGroup.objects.filter(pk=row.pk).update(harm=True)

    def test_a_new_look_asks_for_a_second_person_again(self, cast: Cast, signed_in: Any) -> None:
        row = listed(cast)
        signed_in(cast.grace).post(f"/library/groups/keep/{row.pk}/", {**FACTS, "moderation": "Nobody knows."})
        assert "The Night Table" not in html("/library/groups/")

    @pytest.mark.parametrize("missing", sorted(set(FACTS)))
    def test_a_look_says_everything(self, cast: Cast, signed_in: Any, missing: str) -> None:  # R15
        answer = signed_in(cast.dov).post("/library/groups/keep/new/", {**FACTS, missing: ""})
        assert answer.status_code == 422
        assert f'href="#id_{missing}"' in answer.content.decode()
        assert not OutsideGroup.objects.exists()

    def test_others_find_nothing_there(self, cast: Cast, signed_in: Any) -> None:  # I3
        row = listed(cast)
        place = f"/library/groups/keep/{row.pk}/"
        for somebody in (cast.ana, cast.ben):
            browser = signed_in(somebody)
            for path in ("/library/groups/keep/", place):
                assert browser.get(path).status_code == 404
            for path in (place, f"{place}confirm/", f"{place}refuse/", "/library/groups/keep/new/"):
                assert browser.post(path, {**FACTS, "reason": "x"}).status_code == 404
        assert signed_in(cast.ben).get("/desk/groups/suggest/").status_code == 404
        row.refresh_from_db()
        assert row.state == "listed"


class TestAge:
    @pytest.mark.parametrize(
        ("ago", "there", "stale"), [(0, True, False), (360, True, False), (400, True, True), (760, False, False)]
    )
    def test_a_look_is_worth_a_year_and_then_readers_are_told(
        self, cast: Cast, ago: int, there: bool, stale: bool
    ) -> None:  # R15
        listed(cast, ago=ago)
        page = html("/library/groups/")
        assert ("The Night Table" in page) is there
        assert (f"Not looked at since {day(days_ago(ago))}" in page) is stale

    def test_those_who_keep_the_list_see_what_is_overdue_and_dead(self, cast: Cast, signed_in: Any) -> None:  # R15
        listed(cast, ago=400)
        found(FACTS["url"], (1, "silent"), (2, "silent"))
        page = html("/library/groups/keep/", signed_in(cast.dov))
        assert "Not looked at for more than a year." in page
        assert "The link did not answer lately." in page
        assert "The link did not answer lately" in html("/library/groups/")

    def test_what_to_be_careful_about_is_shown(self, cast: Cast) -> None:
        listed(cast, concerns="Some posts speak of weight.")
        assert "Some posts speak of weight." in html("/library/groups/")


class TestHarm:
    def refused(self, cast: Cast, browser: Client, **data: Any) -> OutsideGroup:
        row = listed(cast)
        answer = browser.post(f"/library/groups/keep/{row.pk}/refuse/", {"reason": "It sells false hope.", **data})
        assert answer.status_code == 302
        return OutsideGroup.objects.get(pk=row.pk)

    def test_one_person_is_enough_to_leave_a_group_out(self, cast: Cast, signed_in: Any) -> None:  # R15
        row = self.refused(cast, signed_in(cast.dov))
        assert (row.state, row.harm) == ("refused", False)
        assert "The Night Table" not in html("/library/groups/")

    def test_a_reason_is_needed(self, cast: Cast, signed_in: Any) -> None:
        row = listed(cast)
        answer = signed_in(cast.dov).post(f"/library/groups/keep/{row.pk}/refuse/", {"reason": " ", "harm": "on"})
        assert answer.status_code == 422
        row.refresh_from_db()
        assert row.state == "listed"

    def test_a_post_that_links_to_harm_is_held_with_its_text(self, cast: Cast, signed_in: Any) -> None:  # R15
        self.refused(cast, signed_in(cast.dov), harm="on")
        post = draft(cast.ana, body="Try [this](https://www.nighttable.example/group/join?a=b).")
        with pytest.raises(NotReady) as held:
            publish(post, by=cast.ana)
        assert "It sells false hope." in held.value.sentences[0]
        post.refresh_from_db()
        assert (post.state, post.body.startswith("Try")) == ("draft", True)

    def test_other_links_go_out(self, cast: Cast, signed_in: Any) -> None:
        self.refused(cast, signed_in(cast.dov), harm="on")
        publish(draft(cast.ana, body="Try [this](https://good.example/group)."), by=cast.ana)
        assert Post.objects.get().state == "published"

    @pytest.mark.parametrize(
        "text",
        [
            "https://bad.example/forum", "http://www.bad.example/forum/thread?x", "[x](//bad.example/forum)",
            "bad.example/forum.", "HTTPS://BAD.EXAMPLE/FORUM",
            "https://m.bad.example/forum", "<https://bad.example/forum>",
            "https://bad.example/%66orum", "https://bad\\.example/forum",
        ],
    )  # fmt: skip
    def test_every_way_to_write_a_link_is_seen(self, text: str) -> None:
        assert points_to(plain(text), "https://bad.example/forum/")

    @pytest.mark.parametrize(
        "text",
        ["https://notbad.example/forum", "https://bad.example/", "https://bad.example.org/forum",
         "bad.example/forums", "a forum"],
    )  # fmt: skip
    def test_what_only_looks_like_it_is_left_alone(self, text: str) -> None:
        assert not points_to(text, "https://bad.example/forum/")


def test_a_topic_page_points_to_groups_about_it(cast: Cast) -> None:  # R15
    topic = Topic.objects.create(slug="sleep", facet="condition", name="Sleep")
    row = listed(cast)
    row.topics.add(topic)
    listed(cast, name="Another group")
    page = html("/topics/sleep/")
    assert "The Night Table" in page
    assert "Another group" not in page


@pytest.mark.parametrize("count", [1, 50])
def test_few_statements_whatever_the_number(
    cast: Cast, signed_in: Any, django_assert_max_num_queries: Any, count: int
) -> None:
    topic = Topic.objects.create(slug="sleep", facet="condition", name="Sleep")
    for number in range(count):
        listed(cast, name=f"Group {number}", url=f"https://example.org/{number}").topics.add(topic)
    for path, browser in (
        ("/library/groups/", Client()),
        ("/topics/sleep/", Client()),
        ("/library/groups/keep/", signed_in(cast.dov)),
    ):
        with django_assert_max_num_queries(12):
            assert browser.get(path).status_code == 200


def test_a_list_ends(cast: Cast) -> None:  # I37
    for number in range(groups.PAGE + 1):
        listed(cast, name=f"Group {number:03}")
    first = html("/library/groups/")
    assert "That is everything." not in first
    last = OutsideGroup.objects.get(name=f"Group {groups.PAGE - 1:03}").pk
    assert f'href="/library/groups/?after={last}"' in first
    assert f"Group {groups.PAGE:03}" in html(f"/library/groups/?after={last}")
