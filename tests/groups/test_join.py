"""Coming in and going: never announced, under a name that leads nowhere (R51, R54, I4, I5)."""

from __future__ import annotations

import pytest
from django.core import signing

from hearten.accounts.models import Persona
from hearten.accounts.wall import persona_in
from hearten.events.models import Event
from hearten.groups.actions import joining
from hearten.groups.models import Membership, Place, SupportGroup, Thread
from tests.cast import Cast
from tests.groups.circle import another_moderator, answered, begun, joined, open_group


def test_a_member_comes_in_with_one_button_and_sees_the_talks(group: SupportGroup, cast: Cast, signed_in) -> None:
    browser = signed_in(cast.ben)
    page = browser.get(f"/groups/{group.pk}/join/").content.decode()
    assert "If you stay anonymous we cannot send help to you" in page  # C6
    assert "Nobody is on duty in this group right now" in page  # I13
    assert "Ask before you give advice." in page
    answer = browser.post(f"/groups/{group.pk}/join/", {"name": joining.offers(group)[0]["value"]})
    assert answer["Location"] == f"/groups/{group.pk}/?n=in"
    assert "Nobody has written here yet" in browser.get(f"/groups/{group.pk}/").content.decode()


def test_the_chosen_name_and_picture_are_taken(group: SupportGroup, cast: Cast) -> None:
    offer = joining.offers(group)[2]
    membership = joining.join(group, by=cast.ben, choice=offer["value"])
    assert membership.persona.name == offer["name"]
    assert membership.persona.avatar_seed == offer["seed"]


@pytest.mark.parametrize("brought", ["Ben Berg", "+46701234567", "ben_berg_1987", "", "x" * 4000])
def test_nobody_brings_a_name_of_their_own(group: SupportGroup, cast: Cast, brought: str) -> None:  # R54
    membership = joining.join(group, by=cast.ben, choice=brought)
    assert membership.persona.name != brought
    assert " " in membership.persona.name


def test_a_name_offered_in_one_group_opens_nothing_in_another(cast: Cast, group: SupportGroup) -> None:  # I4
    other = open_group(cast, name="Mornings")
    offer = joining.offers(group)[0]
    membership = joining.join(other, by=cast.ben, choice=offer["value"])
    assert membership.persona.avatar_seed != offer["seed"]


def test_a_forged_offer_is_no_offer(group: SupportGroup, cast: Cast) -> None:
    forged = signing.dumps({"name": "Ben Berg", "seed": "x"}, key="another", salt=group.space)
    assert joining.join(group, by=cast.ben, choice=forged).persona.name != "Ben Berg"


def test_two_groups_know_one_member_under_nothing_that_is_the_same(cast: Cast, group: SupportGroup) -> None:  # I4
    other = open_group(cast, name="Mornings")
    one, two = (joining.join(where, by=cast.ben).persona for where in (group, other))
    assert not {one.pk, one.name, one.avatar_seed} & {two.pk, two.name, two.avatar_seed}


def test_nobody_in_the_group_can_see_that_somebody_came(group: SupportGroup, cast: Cast, signed_in) -> None:  # R51
    onlookers = [cast.dov, another_moderator(), joined(group, cast.cleo).account]
    pages = [f"/groups/{group.pk}/", f"/groups/{group.pk}/about/", f"/groups/{group.pk}/keep/"]
    looks = lambda: [signed_in(who).get(page).content.decode() for who in onlookers for page in pages]  # noqa: E731
    before = [without_tokens(text) for text in looks()]
    joined(group, cast.ben)
    assert [without_tokens(text) for text in looks()] == before


def without_tokens(text: str) -> str:
    """A page without the form tokens that are new each time."""
    return "\n".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)


def test_somebody_who_left_comes_back_as_they_were(group: SupportGroup, cast: Cast) -> None:  # R60
    first = joined(group, cast.ben)
    assert first.membership
    joining.leave(first.membership)
    assert joined(group, cast.ben).persona_id == first.persona_id


def test_leaving_ends_every_open_page_at_once(group: SupportGroup, cast: Cast) -> None:
    reader = joined(group, cast.ben)
    assert reader.membership
    joining.leave(reader.membership)
    revoked = Event.objects.get(kind="listener.revoked")
    assert revoked.topic.startswith("listener:")
    assert cast.ben.ref not in {revoked.actor, revoked.subject}


def test_words_can_be_taken_along(group: SupportGroup, cast: Cast) -> None:
    ben, cleo = joined(group, cast.ben), joined(group, cast.cleo)
    alone, shared = begun(ben, "Alone."), begun(ben, "Shared.", title="Shared")
    answered(cleo, shared)
    assert ben.membership
    joining.leave(ben.membership, take_words=True)
    assert not Thread.objects.filter(pk=alone.pk).exists()
    kept = Thread.objects.get(pk=shared.pk)
    assert (kept.state, kept.body, kept.title) == ("deleted", "", "")
    assert kept.replies.count() == 1


def test_a_full_group_says_so(cast: Cast, host_ready: None) -> None:
    group = open_group(cast, capacity=3)
    joined(group, cast.ben)
    with pytest.raises(joining.CannotJoin, match="full"):
        joining.join(group, by=cast.cleo)


def test_a_closed_circle_takes_its_word(cast: Cast, host_ready: None, signed_in) -> None:  # R63
    group = open_group(cast, format="cohort", code="Blue Heron")
    browser = signed_in(cast.ben)
    assert group.name not in browser.get("/groups/").content.decode()
    refused = browser.post(f"/groups/{group.pk}/join/", {"code": "red heron"})
    assert refused.status_code == 409
    assert "open the circle" in refused.content.decode()
    assert browser.post(f"/groups/{group.pk}/join/", {"code": " blue heron "}).status_code == 302
    assert "heron" not in str(SupportGroup.objects.values_list("code_hash", flat=True)).lower()


def test_a_moderator_lets_people_in(cast: Cast, host_ready: None, signed_in) -> None:
    group = open_group(cast, format="approval")
    browser = signed_in(cast.ben)
    browser.post(f"/groups/{group.pk}/join/")
    assert browser.get(f"/groups/{group.pk}/").status_code == 404
    asking = Membership.objects.get(place=Place.ASKED)
    signed_in(cast.dov).post(f"/groups/{group.pk}/keep/members/{asking.pk}/", {"answer": "in"})
    assert browser.get(f"/groups/{group.pk}/").status_code == 200
    assert cast.ben.notices.get().kind == "group-in"


def test_a_professional_does_not_come_in_unseen(group: SupportGroup, cast: Cast) -> None:  # R37, threat model
    with pytest.raises(joining.CannotJoin, match="own name only"):
        joining.join(group, by=cast.ana)
    assert persona_in(cast.ana, group.space) is None


def test_another_name_covers_what_was_written_under_the_first(group: SupportGroup, cast: Cast, signed_in) -> None:
    reader = joined(group, cast.ben)
    before = Persona.objects.get(pk=reader.persona_id)
    talk = begun(reader)
    choice = joining.offers(group)[0]
    signed_in(cast.ben).post(f"/groups/{group.pk}/me/name/", {"name": choice["value"]})
    page = signed_in(cast.dov).get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    assert choice["name"] in page
    assert before.name not in page
    assert before.avatar_seed not in page
