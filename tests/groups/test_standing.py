"""What moderators decided about a name holds in its group, and nowhere else (R99, R103, I6, I12)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hearten.accounts import wall
from hearten.events.models import Event
from hearten.groups.actions.joining import CannotJoin, join
from hearten.groups.actions.talking import NotYet
from hearten.groups.models import Membership, Place, Reply, SupportGroup, Thread
from hearten.groups.reactions import name_decided
from hearten.moderation import actions as moderate
from hearten.moderation.actions import CannotDecide, Measure
from hearten.moderation.actions.reports import case_of
from hearten.moderation.models import SafetyItem
from hearten.moderation.rules import RULES
from hearten.moderation.standing import FREE, standing_of
from tests.blog.reading import CRISIS, published, said
from tests.cast import Cast, account
from tests.groups.circle import another_moderator, answered, begun, joined, open_group


@pytest.fixture
def talk(group: SupportGroup, cast: Cast) -> Thread:
    """What Hugo began, and somebody reported."""
    thread = begun(joined(group, cast.hugo))
    moderate.report(subject=thread.subject, words="")
    return thread


def restrict(talk: Thread, act: str, by, **more) -> None:
    case = case_of(talk.subject)
    assert case
    until = None if act in {"leave", "lift"} else timezone.localdate() + timedelta(days=3)
    moderate.restrict(case, Measure(act, RULES[1], "It mocks.", until, **more), by=by)
    name_decided(Event.objects.filter(kind="decision.made").latest("pk"))


def reader_again(cast: Cast, group: SupportGroup):
    return joined(group, cast.hugo)


def test_a_muted_name_reads_on_and_keeps_its_words(
    group: SupportGroup, talk: Thread, cast: Cast, signed_in
) -> None:
    restrict(talk, "mute", cast.dov)
    browser = signed_in(cast.hugo)
    assert browser.get(f"/groups/{group.pk}/").status_code == 200
    with pytest.raises(NotYet, match="write again from"):
        answered(reader_again(cast, group), talk)
    assert Reply.objects.count() == 0


def test_a_slowed_name_writes_once_in_its_hours(group: SupportGroup, talk: Thread, cast: Cast) -> None:
    restrict(talk, "slow", cast.dov, hours=6)
    with pytest.raises(NotYet, match="once in 6 hours"):
        begun(reader_again(cast, group), "Once more.")
    Thread.objects.update(written_at=timezone.now() - timedelta(hours=7))
    answered(reader_again(cast, group), talk)
    with pytest.raises(NotYet):
        answered(reader_again(cast, group), talk, "And at once again.")


@pytest.mark.parametrize("act", ["mute", "slow"])
def test_words_in_danger_always_go_through(group: SupportGroup, talk: Thread, cast: Cast, act: str) -> None:  # I12
    restrict(talk, act, cast.dov, **({"hours": 24} if act == "slow" else {}))
    kept = begun(reader_again(cast, group), CRISIS)
    assert SafetyItem.objects.filter(subject=kept.subject).exists()
    with pytest.raises(CannotDecide, match="own danger"):
        restrict(kept, "mute", cast.dov)


def test_a_removed_name_is_out_at_once_and_in_again_when_that_was_ended(
    group: SupportGroup, talk: Thread, cast: Cast, signed_in
) -> None:
    here = reverse("thread", args=[group.pk, talk.pk])
    assert signed_in(cast.hugo).get(here).status_code == 200
    restrict(talk, "leave", cast.dov)
    assert Membership.objects.get(persona=talk.persona_id).place == Place.OUT
    assert signed_in(cast.hugo).get(here).status_code == 404
    with pytest.raises(CannotJoin):
        join(group, by=cast.hugo)
    restrict(talk, "lift", cast.dov)
    assert standing_of(str(talk.persona_id)) == FREE
    assert Membership.objects.get(persona=talk.persona_id).place == Place.IN
    assert answered(reader_again(cast, group), talk).pk


def test_the_other_group_and_the_public_pages_know_nothing_of_it(
    group: SupportGroup, talk: Thread, cast: Cast
) -> None:  # I6
    other = open_group(cast, name="Other nights")
    theirs = joined(other, cast.hugo)
    restrict(talk, "leave", cast.dov)
    assert Membership.objects.get(persona=theirs.persona_id).place == Place.IN
    assert begun(theirs, "I write here.").pk
    assert said(published(cast.ana), cast.hugo, "And here.").pk
    assert standing_of(theirs.persona_id) == FREE


def test_only_those_who_look_after_a_group_decide_about_its_names(
    group: SupportGroup, talk: Thread, cast: Cast, signed_in
) -> None:
    stranger = account("kim", ["member", "moderator"])
    path = f"/moderation/groups.thread/{talk.pk}/writer/"
    assert signed_in(stranger).get(path).status_code == 404
    assert signed_in(cast.dov).get(path).status_code == 200
    with pytest.raises(CannotDecide):
        restrict(talk, "mute", stranger)
    case = case_of(talk.subject)
    assert case
    asked = moderate.propose_ban(case, Measure("ban", RULES[1], "It mocks."), by=cast.dov)
    assert signed_in(stranger).get(f"/moderation/bans/{asked.pk}/").status_code == 404
    with pytest.raises(CannotDecide):
        moderate.answer_proposal(asked, confirm=True, answer="x", by=stranger)
    assert moderate.answer_proposal(asked, confirm=True, answer="Yes.", by=another_moderator())


def test_a_banned_person_is_out_of_every_group_without_a_trace_in_the_other(
    group: SupportGroup, talk: Thread, cast: Cast, signed_in
) -> None:  # I6
    other = open_group(cast, name="Other nights")
    theirs = begun(joined(other, cast.hugo), "I write here.")
    cleo = signed_in(cast.cleo)
    joined(other, cast.cleo)
    before = cleo.get(f"/groups/{other.pk}/").content
    case = case_of(talk.subject)
    assert case
    asked = moderate.propose_ban(case, Measure("ban", RULES[1], "It mocks."), by=cast.dov)
    moderate.answer_proposal(asked, confirm=True, answer="Yes.", by=another_moderator())
    assert signed_in(cast.hugo).get(f"/groups/{other.pk}/").status_code == 403
    strip = lambda page: page.split(b"<main")[1].split(b"csrfmiddlewaretoken")[0]  # noqa: E731
    assert strip(before) == strip(cleo.get(f"/groups/{other.pk}/").content)
    assert theirs.persona_id
    assert standing_of(str(theirs.persona_id)) == FREE


def test_asking_costs_one_statement(group: SupportGroup, talk: Thread, cast: Cast) -> None:
    reader = joined(group, cast.ben)
    counts = []
    for body in ("The first words.", "The second words.", "The third words."):
        with CaptureQueriesContext(connection) as queries:
            answered(reader, talk, body)
        counts.append(len([query for query in queries if "moderation_decision" in query["sql"]]))
    assert counts == [1, 1, 1]
    assert wall.hidden_from(cast.ben).count() == 0
