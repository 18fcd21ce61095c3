"""Looking after a group: what waits, who decides, and who has no say."""

from __future__ import annotations

from html import unescape

import pytest
from django.urls import reverse

from hearten.groups.models import Reply, SupportGroup, Thread, WordsState
from hearten.groups.moderated import REPLY, THREAD
from hearten.moderation import actions as moderate
from hearten.moderation.models import Decision, Report
from hearten.moderation.rules import RULES
from tests.blog.reading import CRISIS
from tests.cast import Cast, account
from tests.groups.circle import another_moderator, answered, begun, joined, open_group


def test_what_waits_is_behind_a_veil_and_oldest_first(group: SupportGroup, cast: Cast, signed_in) -> None:  # R103
    reader = joined(group, cast.ben, known=False)
    first, second = begun(reader), begun(reader, "Another night.", title="Another")
    page = signed_in(cast.dov).get(f"/groups/{group.pk}/keep/").content.decode()
    assert page.index(first.title) < page.index(second.title)
    assert "Closed until you choose to read" in page


def test_words_in_the_safety_queue_are_left_to_the_safety_team(group: SupportGroup, cast: Cast, signed_in) -> None:
    talk = begun(joined(group, cast.ben), CRISIS)
    page = signed_in(cast.dov).get(f"/groups/{group.pk}/keep/").content.decode()
    assert "The safety team has this one." in page
    assert f"/keep/thread/{talk.pk}/" not in page


@pytest.mark.parametrize("who", ["ben", "cleo", "grace", "ana", "hugo"])
def test_nobody_else_looks_after_it(group: SupportGroup, cast: Cast, signed_in, who: str) -> None:
    talk = begun(joined(group, cast.ben, known=False))
    joined(group, cast.cleo)
    browser = signed_in(getattr(cast, who))
    assert browser.get(f"/groups/{group.pk}/keep/").status_code == 404
    assert browser.post(f"/groups/{group.pk}/keep/thread/{talk.pk}/").status_code == 404
    assert Thread.objects.get().state == WordsState.WAITING


def test_what_waits_can_be_decided_about_though_nobody_reported_it(
    group: SupportGroup, cast: Cast, signed_in
) -> None:
    waits, shown = begun(joined(group, cast.ben, known=False)), begun(joined(group, cast.cleo))
    browser, case = signed_in(cast.dov), reverse("moderation_case", args=["groups.thread", waits.pk])
    assert case in unescape(browser.get(f"/groups/{group.pk}/keep/").content.decode())
    assert browser.get(case).status_code == 200
    assert signed_in(account("kim", ["member", "moderator"])).get(case).status_code == 404
    read_already = reverse("moderation_case", args=["groups.thread", shown.pk])
    assert browser.get(read_already).status_code == 404


def test_a_moderator_of_another_group_sees_nothing_of_this_one(
    group: SupportGroup, cast: Cast, signed_in
) -> None:  # zones: readable by members of that group and its moderators
    stranger = account("kim", ["member", "moderator"])
    talk = begun(joined(group, cast.ben))
    report = moderate.report(subject=talk.subject, words="")
    browser = signed_in(stranger)
    assert browser.get(reverse("moderation_case", args=["groups.thread", talk.pk])).status_code == 404
    assert "thread in a group" not in browser.get("/moderation/").content.decode()
    assert "thread in a group" in signed_in(cast.dov).get("/moderation/").content.decode()
    assert report.subject == talk.subject


def test_a_member_reports_in_two_taps_without_saying_why(group: SupportGroup, cast: Cast, signed_in) -> None:  # R99
    talk = begun(joined(group, cast.ben))
    joined(group, cast.cleo)
    browser = signed_in(cast.cleo)
    here = reverse("report", args=["groups.thread", talk.pk])
    assert here in browser.get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    assert browser.get(here).status_code == 200
    receipt = browser.post(here)
    assert receipt["Location"] == f"/report/receipt/{Report.objects.get().pk}/"
    assert talk.title not in browser.get(receipt["Location"]).content.decode()


@pytest.mark.parametrize("who", ["hugo", None])
def test_what_somebody_cannot_read_they_cannot_report(
    group: SupportGroup, cast: Cast, signed_in, who: str | None
) -> None:  # I3
    talk = begun(joined(group, cast.ben))
    browser = signed_in(getattr(cast, who) if who else None)
    real = browser.get(reverse("report", args=["groups.thread", talk.pk]))
    none = browser.get(reverse("report", args=["groups.thread", "nothing-of-this-name"]))
    assert real.status_code == none.status_code == 404
    assert len(real.content) == len(none.content)


def decide(subject: str, act: str, by) -> Decision:
    return moderate.decide(subject=subject, act=act, rule=RULES[1], facts="It mocks somebody.", by=by)


def test_a_decision_takes_words_down_and_tells_their_writer_neutrally(
    group: SupportGroup, cast: Cast, signed_in
) -> None:  # I41, I27
    ben = joined(group, cast.ben)
    talk = begun(ben)
    reply = answered(joined(group, cast.cleo), talk)
    decide(reply.subject, "remove", cast.dov)
    assert Reply.objects.get().state == WordsState.REMOVED
    assert reply.body not in signed_in(cast.ben).get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    own = signed_in(cast.cleo).get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    assert reply.body in own
    assert "how to ask for another look" in own
    assert cast.cleo.notices.get().kind == "decision"
    assert (
        "It mocks somebody."
        in signed_in(cast.cleo).get(f"/you/decisions/{Decision.objects.get().pk}/").content.decode()
    )


def test_a_removed_talk_comes_back_by_appeal(group: SupportGroup, cast: Cast) -> None:  # R99
    talk = begun(joined(group, cast.ben))
    decision = decide(talk.subject, "remove", cast.dov)
    appeal = moderate.appeal(decision=decision, words="I mocked nobody.", by=cast.ben)
    moderate.answer_appeal(appeal=appeal, upheld=True, answer="You are right.", by=another_moderator())
    assert Thread.objects.get().state == WordsState.VISIBLE


def test_a_moderator_does_not_decide_about_their_own_words(group: SupportGroup, cast: Cast) -> None:
    talk = begun(joined(group, cast.dov))
    with pytest.raises(moderate.CannotDecide):
        decide(talk.subject, "remove", cast.dov)


def test_moderation_knows_words_by_name_of_the_persona_alone(group: SupportGroup, cast: Cast) -> None:  # I1
    ben = joined(group, cast.ben)
    talk = begun(ben)
    reply = answered(ben, talk)
    for subject, row in ((THREAD, talk), (REPLY, reply)):
        shown = subject.show(row.pk)
        assert shown
        assert shown.writer == ben.membership.persona.name  # type: ignore[union-attr]
        assert cast.ben.login not in f"{shown}"
        assert not shown.is_public
        assert subject.is_own(row.pk, cast.ben)
        assert not subject.is_own(row.pk, cast.cleo)
        assert subject.own
        assert row.pk in subject.own(cast.ben)
    assert THREAD.show("no-such-talk") is None


def test_what_is_taken_down_while_it_waits_never_appears(cast: Cast, host_ready: None, signed_in) -> None:
    group = open_group(cast)
    talk = begun(joined(group, cast.ben, known=False))
    moderate.report(subject=talk.subject, words="")
    decide(talk.subject, "remove", cast.dov)
    signed_in(cast.dov).post(f"/groups/{group.pk}/keep/thread/{talk.pk}/")
    assert Thread.objects.get().state == WordsState.REMOVED
