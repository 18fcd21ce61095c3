"""Talking: what is kept, who sees it, what comes back, and what nobody is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.groups.actions import opening, talking
from hearten.groups.actions.hearing import Typed
from hearten.groups.models import Reply, SupportGroup, Thread, WordsState
from hearten.groups.reader import reader_of
from hearten.moderation.models import SafetyItem
from tests.blog.reading import CRISIS
from tests.cast import Cast
from tests.groups.circle import answered, begun, joined, open_group


def test_somebody_writes_and_others_read_it(group: SupportGroup, cast: Cast, signed_in) -> None:
    joined(group, cast.ben, agreed=False)
    joined(group, cast.cleo)
    words = {"title": "The nights", "body": "They are *long*.", "agrees": "on"}
    answer = signed_in(cast.ben).post(f"/groups/{group.pk}/write/", words)
    talk = Thread.objects.get()
    assert answer["Location"] == f"/groups/{group.pk}/t/{talk.pk}/#w-{talk.pk}"
    page = signed_in(cast.cleo).get(answer["Location"]).content.decode()
    assert "They are <em>long</em>." in page
    assert "The nights" in signed_in(cast.cleo).get(f"/groups/{group.pk}/").content.decode()


def test_the_agreement_comes_before_the_first_words_and_keeps_them(
    group: SupportGroup, cast: Cast, signed_in
) -> None:
    joined(group, cast.ben, agreed=False)
    browser = signed_in(cast.ben)
    refused = browser.post(f"/groups/{group.pk}/write/", {"title": "A", "body": "My own words."})
    assert refused.status_code == 409
    assert "My own words." in refused.content.decode()
    assert group.agreement in refused.content.decode()
    assert not Thread.objects.exists()


def test_a_new_agreement_is_asked_for_again(group: SupportGroup, cast: Cast) -> None:
    reader = joined(group, cast.ben)
    begun(reader)
    SupportGroup.objects.update(agreement_version=2)
    with pytest.raises(talking.NotAgreed):
        talking.begin(reader_of(cast.ben, group.pk), Typed("Again.", title="Again"))


@pytest.mark.parametrize("who", ["cleo", "ana", "hugo", "farid"])
def test_nothing_inside_exists_for_those_who_are_not_in(
    group: SupportGroup, cast: Cast, signed_in, who: str
) -> None:  # I28, R61
    talk = begun(joined(group, cast.ben))
    browser: Client = signed_in(getattr(cast, who))
    nothing = browser.get("/groups/nothing-like-this/").content
    for path in (f"/groups/{group.pk}/", f"/groups/{group.pk}/t/{talk.pk}/", f"/groups/{group.pk}/write/"):
        answer = browser.get(path)
        assert answer.status_code == 404
        assert talk.title not in answer.content.decode()
        assert len(answer.content) == len(nothing)


def test_an_open_read_group_can_be_read_but_not_written_in(cast: Cast, host_ready: None, signed_in) -> None:
    group = open_group(cast, format="open_read")
    talk = begun(joined(group, cast.ben))
    browser = signed_in(cast.hugo)
    page = browser.get(f"/groups/{group.pk}/t/{talk.pk}/")
    assert "I wake at four" in page.content.decode()
    refused = browser.post(f"/groups/{group.pk}/t/{talk.pk}/", {"body": "A visitor's words."})
    assert refused.status_code == 403
    assert "A visitor&#x27;s words." in refused.content.decode()
    assert not Reply.objects.exists()


def test_first_words_of_a_new_account_wait_and_then_never_again(group: SupportGroup, cast: Cast, signed_in) -> None:
    reader = joined(group, cast.ben, known=False)
    talk = begun(reader)
    assert talk.state == WordsState.WAITING
    joined(group, cast.cleo)
    assert talk.title not in signed_in(cast.cleo).get(f"/groups/{group.pk}/").content.decode()
    assert "Only you see this" in signed_in(cast.ben).get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    signed_in(cast.dov).post(f"/groups/{group.pk}/keep/thread/{talk.pk}/")
    assert talk.title in signed_in(cast.cleo).get(f"/groups/{group.pk}/").content.decode()
    assert begun(reader_of(cast.ben, group.pk), "Second.", title="Second").state == WordsState.VISIBLE


def test_words_of_danger_are_kept_bring_help_and_reach_the_desk(
    group: SupportGroup, cast: Cast, signed_in
) -> None:  # R95, I12, I45
    joined(group, cast.ben, agreed=False)
    answer = signed_in(cast.ben).post(f"/groups/{group.pk}/write/", {"title": "Tonight", "body": CRISIS})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Your words are kept" in page
    assert "we cannot send help to you" in page
    talk = Thread.objects.get()
    assert talk.state == WordsState.WAITING
    assert SafetyItem.objects.get().subject == f"groups.thread:{talk.pk}"


@pytest.mark.parametrize("on_duty", [True, False])
def test_serious_words_stand_at_once_only_where_the_group_says_so_and_somebody_is_there(
    cast: Cast, host_ready: None, on_duty: bool
) -> None:  # I45
    group = open_group(cast, on_duty=on_duty, holds_distress=False)
    talk = begun(joined(group, cast.ben), CRISIS)
    assert (talk.state == WordsState.VISIBLE) is on_duty


def test_no_limit_stands_before_words_of_danger(cast: Cast, host_ready: None, monkeypatch) -> None:  # I12
    group = open_group(cast, pace_minutes=60)
    reader = joined(group, cast.ben)
    begun(reader)
    monkeypatch.setattr(talking, "A_DAY", 1)
    with pytest.raises(talking.NotYet):
        talking.begin(reader, Typed("More.", title="More"))
    assert talking.begin(reader, Typed(CRISIS, title="More")).needs_person


def test_a_slow_group_asks_for_patience_and_keeps_the_words(cast: Cast, host_ready: None, signed_in) -> None:
    group = open_group(cast, pace_minutes=30)
    begun(joined(group, cast.ben))
    refused = signed_in(cast.ben).post(f"/groups/{group.pk}/write/", {"title": "Again", "body": "Still awake."})
    assert refused.status_code == 429
    assert "30 minutes" in refused.content.decode()
    assert "Still awake." in refused.content.decode()


def test_a_press_too_many_is_one_post(group: SupportGroup, cast: Cast) -> None:
    reader = joined(group, cast.ben)
    assert begun(reader).pk == begun(reader).pk
    talk = Thread.objects.get()
    assert answered(reader, talk).pk == answered(reader, talk).pk


def test_whoever_asked_only_to_be_heard_can_put_advice_away(
    group: SupportGroup, cast: Cast, signed_in
) -> None:  # R64
    ben, cleo = joined(group, cast.ben), joined(group, cast.cleo)
    talk = begun(ben, listening=True)
    reply = answered(cleo, talk, "You could try tea.")
    press, talks = f"/groups/{group.pk}/reply/press/", f"/groups/{group.pk}/thread/press/"
    assert signed_in(cast.cleo).post(press, {"put_away": reply.pk}).status_code == 404
    assert signed_in(cast.ben).post(talks, {"put_away": talk.pk}).status_code == 404
    assert signed_in(cast.ben).post(press, {"put_away": reply.pk}).status_code == 302
    assert (
        "Put away by whoever asked" in signed_in(cast.dov).get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    )


def test_a_word_of_company_has_no_number_and_no_name(group: SupportGroup, cast: Cast, signed_in) -> None:  # C4
    talk = begun(joined(group, cast.ben))
    readers = [joined(group, who) for who in (cast.cleo, cast.hugo)]
    for reader in readers:
        path = f"/groups/{group.pk}/thread/press/"
        assert signed_in(reader.account).post(path, {"with_you": talk.pk}).status_code == 302
    own = signed_in(cast.ben).get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    other = signed_in(cast.cleo).get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    assert "Somebody said: with you" in own
    assert "Somebody said" not in other


def test_nobody_thanks_themselves(group: SupportGroup, cast: Cast, signed_in) -> None:
    talk = begun(joined(group, cast.ben))
    signed_in(cast.ben).post(f"/groups/{group.pk}/thread/press/", {"thank_you": talk.pk})
    assert not Thread.objects.get().thank_you


def test_notes_somebody_keeps_closed_stay_closed(group: SupportGroup, cast: Cast, signed_in) -> None:
    talk = begun(joined(group, cast.ben), "He is gone.", notes=["Loss"])
    joined(group, cast.cleo)
    signed_in(cast.cleo).post(f"/groups/{group.pk}/me/notes/", {"closed": ["Loss", "Nonsense"]})
    page = signed_in(cast.cleo).get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    assert "You keep these closed: Loss" in page
    assert "A talk you keep closed" in signed_in(cast.cleo).get(f"/groups/{group.pk}/").content.decode()


def test_own_words_can_be_changed_and_taken_back(group: SupportGroup, cast: Cast, signed_in) -> None:
    talk = begun(joined(group, cast.ben))
    browser = signed_in(cast.ben)
    here = f"/groups/{group.pk}/thread/{talk.pk}/change/"
    seen = talking.fingerprint(talk.body)
    browser.post(here, {"title": "Five", "body": "I wake at five.", "seen": seen})
    assert Thread.objects.get().body == "I wake at five."
    late = browser.post(here, {"title": "Six", "body": "I wake at six.", "seen": seen})
    assert late.status_code == 409
    assert "I wake at six." in late.content.decode()
    browser.post(f"/groups/{group.pk}/thread/{talk.pk}/take-back/")
    assert not Thread.objects.exists()


@pytest.mark.parametrize("who", ["cleo", "dov"])
def test_nobody_changes_the_words_of_others(group: SupportGroup, cast: Cast, signed_in, who: str) -> None:
    talk = begun(joined(group, cast.ben))
    other: Account = getattr(cast, who)
    if who == "cleo":
        joined(group, other)
    for verb in ("change", "take-back"):
        assert signed_in(other).post(f"/groups/{group.pk}/thread/{talk.pk}/{verb}/").status_code == 404
    assert Thread.objects.get().body == talk.body


def test_a_group_that_lost_a_moderator_says_so_and_reads_first(group: SupportGroup, cast: Cast, signed_in) -> None:
    reader = joined(group, cast.ben)
    dov = reader_of(cast.dov, group.pk).membership
    assert dov
    opening.step_down(dov, by=cast.grace)
    assert begun(reader_of(cast.ben, group.pk)).state == WordsState.WAITING
    assert "too few moderators" in signed_in(reader.account).get(f"/groups/{group.pk}/").content.decode()


def test_long_pasted_words_come_back_whole(group: SupportGroup, cast: Cast, signed_in) -> None:
    joined(group, cast.ben)
    body = "A word\t1\t2\n" * 10_000
    refused = signed_in(cast.ben).post(f"/groups/{group.pk}/write/", {"title": "A table", "body": body})
    assert refused.status_code == 422
    assert refused.content.decode().count("A word") >= 10_000


def test_a_visitor_never_listens(cast: Cast, host_ready: None, signed_in, settings) -> None:
    settings.LIVE_URL = "http://127.0.0.1:1"
    group = open_group(cast, format="open_read")
    joined(group, cast.ben)
    assert "ticket=" in signed_in(cast.ben).get(f"/groups/{group.pk}/").content.decode()
    assert "ticket=" not in signed_in(cast.hugo).get(f"/groups/{group.pk}/").content.decode()


def test_every_list_ends(group: SupportGroup, cast: Cast, signed_in) -> None:  # I37
    reader = joined(group, cast.ben)
    persona = reader.membership.persona if reader.membership else None
    moment = timezone.now()
    Thread.objects.bulk_create(
        Thread(group=group, persona=persona, title=f"Talk {n}", body="b", html="b", last_at=moment - timedelta(n))
        for n in range(45)
    )
    browser, path, seen = signed_in(cast.ben), f"/groups/{group.pk}/", 0
    while path:
        page = browser.get(path).content.decode()
        seen += page.count("talk__title")
        older = page.partition("?before=")[2].partition('"')[0]
        path = f"/groups/{group.pk}/?before={older}" if older else ""
    assert seen == 45
    assert "These are all the talks." in page
