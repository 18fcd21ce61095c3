"""A whole group can be reported and closed, by somebody who does not look after it (R82, R99)."""

from __future__ import annotations

import pytest

from hearten.groups.models import SupportGroup
from hearten.moderation import actions as moderate
from hearten.moderation.models import Report
from hearten.moderation.rules import RULES
from tests.cast import Cast, account
from tests.groups.circle import begun, joined, open_group


def test_anybody_can_say_that_something_is_wrong_with_a_group(group: SupportGroup, signed_in) -> None:
    eve = signed_in(None)
    here = f"/report/groups.supportgroup/{group.pk}/"
    assert here in eve.get(f"/groups/{group.pk}/about/").content.decode()
    assert eve.get(here).status_code == 200
    assert eve.post(here)["Location"] == f"/report/receipt/{Report.objects.get().pk}/"


def test_a_closed_or_unknown_group_is_nothing_to_report(group: SupportGroup, signed_in) -> None:
    SupportGroup.objects.update(state="draft")
    for key in (group.pk, "no-such-group"):
        assert signed_in(None).get(f"/report/groups.supportgroup/{key}/").status_code == 404


def test_those_who_look_after_a_group_do_not_decide_about_it(group: SupportGroup, cast: Cast, signed_in) -> None:
    moderate.report(subject=f"groups.supportgroup:{group.pk}", words="The moderators laugh at people.")
    decided = {"act": "remove", "rule": RULES[1], "facts": "Its moderators mock members."}
    with pytest.raises(moderate.CannotDecide):
        moderate.decide(subject=f"groups.supportgroup:{group.pk}", by=cast.dov, **decided)
    other = account("kim", ["member", "moderator"])
    talk = begun(joined(group, cast.ben))
    moderate.decide(subject=f"groups.supportgroup:{group.pk}", by=other, **decided)
    assert SupportGroup.objects.get().state == "closed"
    assert talk.title in signed_in(cast.ben).get(f"/groups/{group.pk}/").content.decode()


def test_a_group_comes_back_only_with_everything_it_needs(cast: Cast, host_ready: None) -> None:
    group = open_group(cast)
    other = account("kim", ["member", "moderator"])
    subject = f"groups.supportgroup:{group.pk}"
    said = {"rule": RULES[1], "facts": "Its moderators mock members."}
    moderate.decide(subject=subject, act="remove", by=other, **said)
    SupportGroup.objects.update(purpose="")
    moderate.decide(subject=subject, act="restore", by=other, **said)
    assert SupportGroup.objects.get().state == "closed"
    moderate.decide(subject=subject, act="remove", by=other, **said)
    SupportGroup.objects.update(purpose="For the nights.")
    moderate.decide(subject=subject, act="restore", by=other, **said)
    assert SupportGroup.objects.get().state == "open"
