"""Small pages of a group do what their buttons say, and tell nobody more than they should."""

from __future__ import annotations

import pytest

from hearten.accounts.models import BoxNotice
from hearten.groups.actions import joining, talking
from hearten.groups.models import Membership, Place, StaffedHours, SupportGroup, Thread
from tests.cast import Cast
from tests.groups.circle import begun, joined, open_group


def test_leaving_asks_first_and_then_is_done(group: SupportGroup, cast: Cast, signed_in) -> None:
    reader = joined(group, cast.ben)
    browser = signed_in(cast.ben)
    assert "Nobody is told." in browser.get(f"/groups/{group.pk}/leave/").content.decode()
    assert Membership.objects.get(pk=reader.persona_id).place == Place.IN
    assert browser.post(f"/groups/{group.pk}/leave/", {"words": "stay"})["Location"] == "/groups/?n=left"
    assert browser.get(f"/groups/{group.pk}/").status_code == 404


def test_a_moderator_stops_their_own_hours_and_nobody_elses(staffed: SupportGroup, cast: Cast, signed_in) -> None:
    running = StaffedHours.objects.order_by("starts_at")[0]
    planned = StaffedHours.objects.order_by("starts_at")[1]
    browser = signed_in(cast.dov)
    assert browser.post(f"/groups/{staffed.pk}/keep/hours/{planned.pk}/end/").status_code == 404
    assert browser.post(f"/groups/{staffed.pk}/keep/hours/{running.pk}/end/").status_code == 302
    assert "Nobody is on duty" in browser.get(f"/groups/{staffed.pk}/").content.decode()


def test_somebody_who_is_not_let_in_hears_it_kindly_and_may_ask_again(
    cast: Cast, host_ready: None, signed_in
) -> None:
    group = open_group(cast, format="approval")
    asking = joining.join(group, by=cast.ben)
    signed_in(cast.dov).post(f"/groups/{group.pk}/keep/members/{asking.pk}/", {"answer": "not"})
    assert BoxNotice.objects.get(account=cast.ben).kind == "group-not-now"
    assert joining.join(group, by=cast.ben).place == Place.ASKED


def test_a_visitor_is_shown_the_way_in(cast: Cast, host_ready: None, signed_in) -> None:
    group = open_group(cast, format="open_read")
    talk = begun(joined(group, cast.ben))
    page = signed_in(cast.hugo).get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    assert "Join to answer" in page
    assert 'name="body"' not in page
    assert "<button name=" not in page


def test_words_being_typed_are_read_and_nothing_is_kept(group: SupportGroup, cast: Cast, signed_in) -> None:  # I14
    joined(group, cast.ben)
    typed = {"title": "Advice", "body": "You should stop taking your medication."}
    answer = signed_in(cast.ben).post(f"/groups/{group.pk}/check/", typed, headers={"HX-Request": "true"})
    assert "stop taking your medication" in answer.content.decode()
    assert not Thread.objects.exists()
    assert signed_in(cast.hugo).post(f"/groups/{group.pk}/check/", typed).status_code == 404


@pytest.mark.parametrize("word", ["word", "like", "persona", "state"])
def test_only_three_words_can_be_said_without_words(group: SupportGroup, cast: Cast, signed_in, word: str) -> None:
    talk = begun(joined(group, cast.ben))
    joined(group, cast.cleo)
    before = Thread.objects.values().get()
    answer = signed_in(cast.cleo).post(f"/groups/{group.pk}/thread/press/", {word: talk.pk})
    assert answer.status_code == 404
    assert Thread.objects.values().get() == before


@pytest.mark.parametrize("kind", ["thread", "reply", "group", "membership"])
def test_an_address_of_another_kind_is_nothing(group: SupportGroup, cast: Cast, signed_in, kind: str) -> None:
    joined(group, cast.ben)
    assert signed_in(cast.ben).get(f"/groups/{group.pk}/{kind}/nothing/change/").status_code == 404


def test_the_title_of_every_page_of_a_group_says_nothing(group: SupportGroup, cast: Cast, signed_in) -> None:  # I27
    talk = begun(joined(group, cast.ben))
    for page in ("", "write/", "me/", "leave/", f"t/{talk.pk}/", f"thread/{talk.pk}/change/", "about/", "join/"):
        html = signed_in(cast.ben).get(f"/groups/{group.pk}/{page}", follow=True).content.decode()
        title = html.partition("<title>")[2].partition("</title>")[0]
        assert group.name not in title
        assert talk.title not in title


def test_a_draft_is_seen_by_those_who_prepare_it_alone(cast: Cast, host_ready: None, signed_in) -> None:
    group = open_group(cast)
    SupportGroup.objects.update(state="draft")
    assert signed_in(cast.dov).get(f"/groups/{group.pk}/").status_code == 200
    assert signed_in(cast.ben).get(f"/groups/{group.pk}/").status_code == 404
    assert signed_in(cast.ben).get(f"/groups/{group.pk}/join/").status_code == 404


def test_too_much_for_one_day_keeps_the_words(group: SupportGroup, cast: Cast, signed_in, monkeypatch) -> None:
    monkeypatch.setattr(talking, "A_DAY", 1)
    joined(group, cast.ben)
    browser = signed_in(cast.ben)
    browser.post(f"/groups/{group.pk}/write/", {"title": "One", "body": "One night."})
    refused = browser.post(f"/groups/{group.pk}/write/", {"title": "Two", "body": "Two nights."})
    assert refused.status_code == 429
    assert "Two nights." in refused.content.decode()
