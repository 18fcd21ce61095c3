"""Making and opening a group: nothing opens before everything is there (R16, R67, R107)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from hearten.groups.actions import hosting, opening
from hearten.groups.models import Format, GroupState, Membership, SupportGroup
from hearten.moderation import paperwork
from tests.cast import Cast
from tests.groups.circle import NORMS, begun, joined, open_group, ready_group

FORM = {
    "name": "Carers", "purpose": "For people who look after somebody.",
    "norms_text": "Be kind.\nSpeak for yourself.",
    "agreement": "It stays here.", "format": "members", "led": "peer", "capacity": "50", "pace_minutes": "0",
    "holds_distress": "on", "notes_text": "Illness",
}  # fmt: skip


def test_a_group_is_prepared_staffed_and_opened(cast: Cast, host_ready: None, signed_in) -> None:
    browser = signed_in(cast.grace)
    made = browser.post("/host/groups/new/", FORM)
    group = SupportGroup.objects.get()
    assert made["Location"] == f"/host/groups/{group.pk}/?n=saved"
    assert group.norms == ["Be kind.", "Speak for yourself."]
    refused = browser.post(f"/host/groups/{group.pk}/state/", {"state": "open"})
    assert refused.status_code == 409
    assert "Two trained moderators are needed." in refused.content.decode()
    assert SupportGroup.objects.get().state == GroupState.DRAFT


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        ({"purpose": ""}, "what the group is for"),
        ({"norms": []}, "house rules"),
        ({"agreement": ""}, "agrees to"),
    ],
)
def test_a_group_without_one_of_its_parts_stays_closed(
    cast: Cast, host_ready: None, left_out: dict[str, object], words: str
) -> None:
    group = ready_group(cast, **left_out)
    with pytest.raises(opening.CannotOpen) as refused:
        opening.open_group(group, by=cast.grace)
    assert any(words in missing for missing in refused.value.missing)


def test_a_host_without_its_papers_opens_no_group(cast: Cast, monkeypatch) -> None:  # R107
    monkeypatch.setattr(paperwork, "missing_for_groups", lambda: ["“Who answers” is not filled in."])
    group = ready_group(cast)
    with pytest.raises(opening.CannotOpen) as refused:
        opening.open_group(group, by=cast.grace)
    assert refused.value.missing == ["“Who answers” is not filled in."]


def test_only_a_moderator_of_the_host_becomes_one_here(cast: Cast, host_ready: None, signed_in) -> None:
    group = ready_group(cast)
    form = {"login": "ben", "role": "moderator", "trained_on": "2026-01-01"}
    refused = signed_in(cast.grace).post(f"/host/groups/{group.pk}/staff/", form)
    assert refused.status_code == 409
    assert "no moderator on this host" in refused.content.decode()


def test_somebody_nobody_knows_is_not_appointed(cast: Cast, host_ready: None, signed_in) -> None:
    group = ready_group(cast)
    form = {"login": "nobody-of-this-name", "role": "supporter", "trained_on": "2026-01-01"}
    refused = signed_in(cast.grace).post(f"/host/groups/{group.pk}/staff/", form)
    assert refused.status_code == 422
    assert "no account with this log-in name" in refused.content.decode()


def test_a_facilitator_is_named(cast: Cast, host_ready: None, signed_in) -> None:  # C6
    group = ready_group(cast, led="facilitator")
    today = timezone.localdate()
    hosting.take_on(opening.appoint(group, cast.ana, "facilitator", by=cast.grace, trained_on=today))
    opening.open_group(group, by=cast.grace)
    joined(group, cast.ben)
    talk = begun(joined(group, cast.ana))
    page = signed_in(cast.ben).get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    assert "Ana Lindqvist" in page
    assert "facilitator" in page
    listed = signed_in(cast.ben).get(f"/groups/{group.pk}/").content.decode()
    assert '<span class="avatar avatar--letter" aria-hidden="true">A</span>' in listed
    assert "Ana Lindqvist" in signed_in(None).get(f"/groups/{group.pk}/about/").content.decode()


def test_a_moderator_is_a_name_among_names(cast: Cast, host_ready: None, signed_in) -> None:  # R103
    group = open_group(cast)
    joined(group, cast.ben)
    talk = begun(joined(group, cast.dov))
    page = signed_in(cast.ben).get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    assert '<span class="role">moderator</span>' in page
    assert "dov" not in page.lower().replace("dove", "")


@pytest.mark.parametrize("who", ["ben", "dov", "ana", "hugo"])
def test_only_an_administrator_prepares_groups(cast: Cast, signed_in, who: str) -> None:
    browser = signed_in(getattr(cast, who))
    assert browser.get("/host/groups/").status_code == 404
    assert browser.post("/host/groups/new/", FORM).status_code == 404
    assert not SupportGroup.objects.exists()


def test_a_closed_circle_needs_a_word(cast: Cast, signed_in) -> None:
    refused = signed_in(cast.grace).post("/host/groups/new/", {**FORM, "format": "cohort"})
    assert refused.status_code == 422
    assert "needs a word that opens it" in refused.content.decode()


def test_nine_rules_are_too_many_and_come_back(cast: Cast, signed_in) -> None:  # R64
    rules = "\n".join(f"Rule {n}." for n in range(9))
    refused = signed_in(cast.grace).post("/host/groups/new/", {**FORM, "norms_text": rules})
    assert refused.status_code == 422
    assert "Rule 8." in refused.content.decode()


def test_another_agreement_is_another_version(group: SupportGroup, cast: Cast, signed_in) -> None:
    browser = signed_in(cast.grace)
    browser.post(f"/host/groups/{group.pk}/settings/", {**FORM, "agreement": group.agreement})
    assert SupportGroup.objects.get().agreement_version == 1
    browser.post(f"/host/groups/{group.pk}/settings/", {**FORM, "agreement": "Something new."})
    assert SupportGroup.objects.get().agreement_version == 2


def test_a_closed_group_is_read_and_not_written_in(group: SupportGroup, cast: Cast, signed_in) -> None:
    talk = begun(joined(group, cast.ben))
    signed_in(cast.grace).post(f"/host/groups/{group.pk}/state/", {"state": "closed"})
    browser = signed_in(cast.ben)
    assert talk.body in browser.get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    refused = browser.post(f"/groups/{group.pk}/write/", {"title": "Late", "body": "Too late."})
    assert refused.status_code == 403
    assert "Too late." in refused.content.decode()
    assert signed_in(cast.hugo).get(f"/groups/{group.pk}/about/").status_code == 404


@pytest.mark.parametrize("format_", [Format.OPEN_READ, Format.MEMBERS, Format.APPROVAL])
def test_the_card_says_what_the_settings_say(
    cast: Cast, host_ready: None, signed_in, format_: Format
) -> None:  # R67
    group = open_group(cast, format=format_, pace_minutes=15, tone="Quiet, and often funny", on_duty=True)
    page = signed_in(None).get(f"/groups/{group.pk}/about/").content.decode()
    for words in (
        *NORMS,
        "under 10",
        "15 minutes between two posts",
        "Quiet, and often funny",
        "A moderator is here",
    ):
        assert words in page
    assert ("Anyone who has an account here can read" in page) is (format_ == Format.OPEN_READ)


def test_a_group_is_not_for_search_engines(group: SupportGroup, signed_in) -> None:  # I28
    page = signed_in(None).get("/groups/").content.decode()
    assert "noindex" in page
    assert group.name in page
    listed = signed_in(None).get("/sitemap.xml").content.decode().replace("&#x2f;", "/")
    assert "localhost:8000/groups/" not in listed
    assert group.pk not in listed


def test_who_steps_down_stays_as_a_member(group: SupportGroup, cast: Cast, signed_in) -> None:
    row = Membership.objects.filter(group=group, independent=True).get()
    signed_in(cast.grace).post(f"/host/groups/{group.pk}/staff/{row.pk}/end/")
    row.refresh_from_db()
    assert (row.role, row.independent, row.place) == ("member", False, "in")
