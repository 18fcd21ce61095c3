"""In a group, too, something can be hidden until a second look, or until its writer has changed it (R99, I41)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from hearten.accounts.models import BoxNotice
from hearten.events.models import Event
from hearten.groups.actions import talking
from hearten.groups.actions.talking import Changed, Typed
from hearten.groups.models import Reply, SupportGroup, Thread
from hearten.groups.reader import reader_of
from hearten.moderation import actions as moderate
from hearten.moderation.actions import CannotDecide
from hearten.moderation.actions.ending import end_due
from hearten.moderation.models import Decision, Report
from hearten.moderation.rules import NONE, RULES
from hearten.ui.words import fingerprint
from tests.cast import Cast
from tests.groups.circle import another_moderator, answered, begun, joined

WORDS = "Some people here are fools."


@pytest.fixture(autouse=True)
def nothing_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hearten.moderation.actions.looks.is_drawn", lambda key: False)


@pytest.fixture
def talk(group: SupportGroup, cast: Cast) -> Thread:
    """What Ben began; Cleo is in the group, too."""
    joined(group, cast.cleo)
    return begun(joined(group, cast.ben), "I wake at four.")


@pytest.fixture
def row(talk: Thread, group: SupportGroup, cast: Cast) -> Reply:
    """What Hugo answered, and somebody reported."""
    reply = answered(joined(group, cast.hugo), talk, WORDS)
    moderate.report(subject=reply.subject, words="")
    return reply


def decide(row: Reply | Thread, act: str, by, rule: str = RULES[1]) -> Decision:
    return moderate.decide(subject=row.subject, act=act, rule=rule, facts="It mocks.", by=by)


def page(signed_in, row: Reply, who) -> str:
    return signed_in(who).get(reverse("thread", args=[row.thread.group_id, row.thread_id])).content.decode()


def test_what_is_held_only_its_writer_sees_until_a_colleague_has_looked(cast: Cast, signed_in, row: Reply) -> None:
    decide(row, "hold", cast.dov)
    assert WORDS not in page(signed_in, row, cast.cleo)
    assert WORDS in page(signed_in, row, cast.hugo)
    assert "Only you see this" in page(signed_in, row, cast.hugo)
    assert BoxNotice.objects.filter(account=cast.hugo, kind="decision").exists()
    with pytest.raises(CannotDecide):
        decide(row, "remove", cast.dov)
    decide(row, "restore", another_moderator(), NONE)
    assert WORDS in page(signed_in, row, cast.cleo)


def test_a_hold_ends_by_itself(cast: Cast, signed_in, row: Reply) -> None:
    decide(row, "hold", cast.dov)
    Decision.objects.update(until=timezone.localdate())
    assert end_due() == 1
    assert WORDS in page(signed_in, row, cast.cleo)
    assert not Event.objects.filter(kind="reply.restored", actor__startswith="account").exists()


def test_a_hold_that_became_a_removal_stays_one(cast: Cast, signed_in, row: Reply) -> None:
    decide(row, "hold", cast.dov)
    decide(row, "remove", another_moderator())
    Decision.objects.filter(act="hold").update(until=timezone.localdate())
    end_due()
    assert WORDS not in page(signed_in, row, cast.cleo)


def test_what_is_held_cannot_be_changed(cast: Cast, signed_in, row: Reply, group: SupportGroup) -> None:
    decide(row, "hold", cast.dov)
    with pytest.raises(Changed):
        talking.rewrite(reader_of(cast.hugo, group.pk), row, Typed("Other words."), seen=fingerprint(WORDS))


def test_what_was_asked_for_comes_back_changed_and_once_more_before_a_moderator(
    cast: Cast, signed_in, row: Reply, group: SupportGroup
) -> None:
    decide(row, "edit", cast.dov)
    assert WORDS not in page(signed_in, row, cast.cleo)
    assert "until you have changed it" in page(signed_in, row, cast.hugo)
    assert "Change or take back" in page(signed_in, row, cast.hugo)
    reader = reader_of(cast.hugo, group.pk)
    talking.rewrite(reader, row, Typed("I see this differently."), seen=fingerprint(WORDS))
    assert "I see this differently." in page(signed_in, row, cast.cleo)
    assert Report.objects.filter(subject=row.subject, decision=None).exists()


def test_a_talk_that_is_hidden_takes_no_answers(cast: Cast, signed_in, talk: Thread) -> None:
    moderate.report(subject=talk.subject, words="")
    decide(talk, "hold", cast.dov)
    here = reverse("thread", args=[talk.group_id, talk.pk])
    assert signed_in(cast.cleo).get(here).status_code == 404
    assert signed_in(cast.ben).get(here).status_code == 200
    assert 'name="body"' not in signed_in(cast.ben).get(here).content.decode()


def test_a_writer_who_disagrees_gets_their_words_back(cast: Cast, signed_in, row: Reply) -> None:
    asked = moderate.appeal(decision=decide(row, "edit", cast.dov), words="I quoted.", by=cast.hugo)
    moderate.answer_appeal(appeal=asked, upheld=True, answer="A quotation.", by=another_moderator())
    assert WORDS in page(signed_in, row, cast.cleo)
