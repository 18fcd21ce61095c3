"""A professional who hosts a group is named, bound by duties, and replaced the day they can't carry them (R44)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from hearten.accounts.models import Account, BoxNotice
from hearten.directory.models import Therapist
from hearten.groups.actions import hosting, opening
from hearten.groups.models import GroupRole, Membership, SupportGroup
from hearten.groups.reader import membership_of
from tests.cast import Cast
from tests.groups.circle import begun, joined, ready_group


@pytest.fixture
def hosted(cast: Cast, host_ready: None) -> SupportGroup:
    """A group that Ana leads; she has not taken on the duties yet."""
    group = ready_group(cast, led="facilitator")
    opening.appoint(group, cast.ana, "facilitator", by=cast.grace, trained_on=timezone.localdate())
    return group


def hosts(group: SupportGroup) -> int:
    return Membership.objects.filter(group=group, role=GroupRole.FACILITATOR).count()


def test_a_group_led_by_a_professional_opens_once_they_took_on_the_duties(
    hosted: SupportGroup, cast: Cast, signed_in
) -> None:
    with pytest.raises(opening.CannotOpen) as refused:
        opening.open_group(hosted, by=cast.grace)
    assert any("duties of a host" in words for words in refused.value.missing)
    browser = signed_in(cast.ana)
    page = browser.get(f"/groups/{hosted.pk}/keep/").content.decode()
    assert "I invite no client to this group" in page
    browser.post(f"/groups/{hosted.pk}/keep/duties/")
    assert "You took this on on" in browser.get(f"/groups/{hosted.pk}/keep/").content.decode()
    opening.open_group(hosted, by=cast.grace)
    assert SupportGroup.objects.get().state == "open"


def test_a_moderator_has_no_duties_of_a_host_to_take_on(hosted: SupportGroup, cast: Cast, signed_in) -> None:
    browser = signed_in(cast.dov)
    assert "What you take on" not in browser.get(f"/groups/{hosted.pk}/keep/").content.decode()
    browser.post(f"/groups/{hosted.pk}/keep/duties/")
    dov = membership_of(cast.dov, hosted.pk)
    assert dov
    assert dov.duties_on is None


def leave_the_page(cast: Cast) -> None:
    Therapist.objects.filter(account=cast.ana).update(closed=True)


def be_paused(cast: Cast) -> None:
    Account.objects.filter(pk=cast.ana.pk).update(paused="restricted")


def be_gone(cast: Cast) -> None:
    Therapist.objects.filter(account=cast.ana).delete()


@pytest.mark.parametrize("lapse", [leave_the_page, be_paused, be_gone])
def test_a_group_whose_professional_can_no_longer_host_it_goes_to_the_independent_moderator(
    hosted: SupportGroup, cast: Cast, lapse
) -> None:
    hosting.hand_over_lapsed()
    assert hosts(hosted) == 1
    lapse(cast)
    hosting.hand_over_lapsed()
    hosting.hand_over_lapsed()
    assert hosts(hosted) == 0
    assert SupportGroup.objects.get().led == "peer"
    assert BoxNotice.objects.filter(account=cast.dov, kind="group-yours").count() == 1


def test_the_words_of_a_former_host_stand_under_their_persona(hosted: SupportGroup, cast: Cast, signed_in) -> None:
    ana = membership_of(cast.ana, hosted.pk)
    assert ana
    hosting.take_on(ana)
    opening.open_group(hosted, by=cast.grace)
    talk = begun(joined(hosted, cast.ana))
    joined(hosted, cast.ben)
    leave_the_page(cast)
    hosting.hand_over_lapsed()
    page = signed_in(cast.ben).get(f"/groups/{hosted.pk}/t/{talk.pk}/").content.decode()
    assert "facilitator" not in page
