"""Not reading somebody in a group: total, mutual, silent, and no way to hide from those who look after it (I6)."""

from __future__ import annotations

import pytest

from hearten.accounts import wall
from hearten.groups.models import Reply, SupportGroup, Thread
from hearten.groups.reader import reader_of
from tests.cast import Cast
from tests.groups.circle import answered, begun, joined, open_group


@pytest.fixture
def quarrel(group: SupportGroup, cast: Cast) -> Thread:
    """Ben's talk with an answer by Hugo, whom Ben does not want to read; Hugo's own talk beside it."""
    ben, hugo = joined(group, cast.ben), joined(group, cast.hugo)
    talk = begun(ben, "Ben wrote this.")
    answered(hugo, talk, "Hugo wrote that.")
    begun(hugo, "Hugo begins.", title="A talk of Hugo")
    return talk


def block(signed_in, by, group: SupportGroup, words: Thread | Reply) -> str:
    kind = "thread" if isinstance(words, Thread) else "reply"
    return signed_in(by).post(f"/groups/{group.pk}/{kind}/press/", {"unread": words.pk}).get("Location", "none")


def pages(signed_in, who, group: SupportGroup, talk: Thread) -> str:
    browser = signed_in(who)
    return "".join(browser.get(f"/groups/{group.pk}/{path}").content.decode() for path in ("", f"t/{talk.pk}/"))


def test_neither_reads_the_other_and_everybody_else_reads_both(
    group: SupportGroup, cast: Cast, signed_in, quarrel: Thread
) -> None:
    joined(group, cast.cleo)
    assert block(signed_in, cast.ben, group, Reply.objects.get()).endswith("?n=unread")
    ben = pages(signed_in, cast.ben, group, quarrel)
    assert "Ben wrote this." in ben
    assert "Hugo wrote" not in ben
    assert "A talk of Hugo" not in ben
    assert signed_in(cast.hugo).get(f"/groups/{group.pk}/t/{quarrel.pk}/").status_code == 404
    assert "Hugo wrote that." in pages(signed_in, cast.cleo, group, quarrel)


def test_it_holds_in_another_group_under_another_name(
    group: SupportGroup, cast: Cast, signed_in, quarrel: Thread
) -> None:
    elsewhere = open_group(cast, name="Elsewhere")
    begun(joined(elsewhere, cast.hugo), "Hugo again.", title="Under another name")
    joined(elsewhere, cast.ben)
    block(signed_in, cast.ben, group, Reply.objects.get())
    assert "Under another name" not in signed_in(cast.ben).get(f"/groups/{elsewhere.pk}/").content.decode()
    listed = signed_in(cast.ben).get("/you/blocks/").content.decode()
    persona = wall.persona_in(cast.hugo, elsewhere.space)
    assert persona
    assert persona.name not in listed


def test_nobody_can_hide_from_those_who_look_after_the_group(
    group: SupportGroup, cast: Cast, signed_in, quarrel: Thread
) -> None:
    staff = begun(reader_of(cast.dov, group.pk), "Dov looks after this.", title="From Dov")
    assert block(signed_in, cast.hugo, group, staff).endswith("?n=unread")
    assert "Hugo wrote that." in pages(signed_in, cast.dov, group, quarrel)


def test_words_one_cannot_see_answer_as_words_that_do_not_exist(
    group: SupportGroup, cast: Cast, signed_in, quarrel: Thread
) -> None:
    block(signed_in, cast.ben, group, Reply.objects.get())
    ids = [("reply", Reply.objects.get().pk), ("reply", "nothing"), ("thread", "nothing"), ("other", "nothing")]
    for kind, pk in ids:
        answer = signed_in(cast.ben).post(f"/groups/{group.pk}/{kind}/press/", {"unread": pk})
        assert answer.status_code == 404
    outside = signed_in(cast.farid).post(f"/groups/{group.pk}/thread/press/", {"unread": quarrel.pk})
    assert outside.status_code == 404


def test_an_answer_to_somebody_who_does_not_read_one_is_given_back_as_to_a_talk_that_is_gone(
    group: SupportGroup, cast: Cast, signed_in, quarrel: Thread
) -> None:
    block(signed_in, cast.ben, group, Reply.objects.get())
    refused = signed_in(cast.hugo).post(f"/groups/{group.pk}/t/{quarrel.pk}/", {"body": "And another thing."})
    assert refused.status_code == 404
    assert Reply.objects.count() == 1
