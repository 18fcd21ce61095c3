"""A group's notebook: about oneself, dated, gone when one says so, and read like everything else (R56)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hearten.groups import privacy
from hearten.groups.actions import joining
from hearten.groups.actions.talking import fingerprint
from hearten.groups.models import Entry, SupportGroup, WordsState
from hearten.home.erasure import erase
from hearten.moderation import actions as moderate
from hearten.moderation.models import Decision, SafetyItem
from hearten.moderation.rules import RULES
from tests.blog.reading import CRISIS
from tests.cast import Cast
from tests.groups.circle import another_moderator, joined, noted, open_group

#: What harms whoever tries it, as somebody may put it who means well.
HARM_TIP = "To hide your cuts from your parents wear long sleeves and tell them the cat did it."


def test_a_member_writes_what_helped_and_others_read_it(group: SupportGroup, cast: Cast, signed_in) -> None:
    joined(group, cast.ben, agreed=False)
    joined(group, cast.cleo)
    words = {"title": "A walk", "body": "Before the *news*.", "agrees": "on"}
    answer = signed_in(cast.ben).post(f"/groups/{group.pk}/notebook/write/", words)
    entry = Entry.objects.get()
    assert answer["Location"] == f"/groups/{group.pk}/notebook/#w-{entry.pk}"
    page = signed_in(cast.cleo).get(f"/groups/{group.pk}/notebook/").content.decode()
    assert "Before the <em>news</em>." in page
    assert timezone.localdate().strftime("%Y") in page
    assert "Change or take back" not in page
    assert "Change or take back" in signed_in(cast.ben).get(f"/groups/{group.pk}/notebook/").content.decode()


def test_an_empty_note_comes_back_with_what_was_typed(group: SupportGroup, cast: Cast, signed_in) -> None:
    joined(group, cast.ben)
    refused = signed_in(cast.ben).post(f"/groups/{group.pk}/notebook/write/", {"title": "  ", "body": "My words."})
    assert refused.status_code == 422
    assert "My words." in refused.content.decode()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("who", ["cleo", "ana", "hugo"])
def test_the_notebook_does_not_exist_for_those_who_are_not_in(
    group: SupportGroup, cast: Cast, signed_in, who: str
) -> None:  # I28
    noted(joined(group, cast.ben))
    for page in ("notebook/", "notebook/write/", "week/"):
        assert signed_in(getattr(cast, who)).get(f"/groups/{group.pk}/{page}").status_code == 404


def test_danger_in_a_notebook_brings_help_and_waits_even_where_talks_do_not(
    cast: Cast, host_ready: None, signed_in
) -> None:  # R56, R95, I12
    group = open_group(cast, on_duty=True, holds_distress=False)
    joined(group, cast.ben)
    words = {"title": "What helped", "body": CRISIS}
    page = signed_in(cast.ben).post(f"/groups/{group.pk}/notebook/write/", words).content.decode()
    assert "Your words are kept" in page
    entry = Entry.objects.get()
    assert entry.state == WordsState.WAITING
    assert SafetyItem.objects.get().subject == f"groups.entry:{entry.pk}"
    joined(group, cast.cleo)
    assert CRISIS not in signed_in(cast.cleo).get(f"/groups/{group.pk}/notebook/").content.decode()


def test_danger_written_into_a_note_later_waits_as_well(cast: Cast, host_ready: None, signed_in) -> None:
    group = open_group(cast, on_duty=True, holds_distress=False)
    entry = noted(joined(group, cast.ben))
    here = f"/groups/{group.pk}/entry/{entry.pk}/change/"
    signed_in(cast.ben).post(here, {"title": "A", "body": CRISIS, "seen": fingerprint(entry.body)})
    assert Entry.objects.get().state == WordsState.WAITING
    assert SafetyItem.objects.exists()


def test_a_tip_that_harms_does_not_stand_there(group: SupportGroup, cast: Cast, signed_in) -> None:  # R56
    joined(group, cast.ben)
    joined(group, cast.cleo)
    signed_in(cast.ben).post(f"/groups/{group.pk}/notebook/write/", {"title": "A tip", "body": HARM_TIP})
    assert not Entry.objects.filter(state=WordsState.VISIBLE).exists()
    assert "the cat did it" not in signed_in(cast.cleo).get(f"/groups/{group.pk}/notebook/").content.decode()


def test_own_notes_are_changed_and_taken_back_by_their_writer_alone(
    group: SupportGroup, cast: Cast, signed_in
) -> None:
    entry = noted(joined(group, cast.ben))
    joined(group, cast.cleo)
    for who in (cast.cleo, cast.dov):
        for verb in ("change", "take-back"):
            assert signed_in(who).post(f"/groups/{group.pk}/entry/{entry.pk}/{verb}/").status_code == 404
    browser, here = signed_in(cast.ben), f"/groups/{group.pk}/entry/{entry.pk}/change/"
    form = browser.get(here).content.decode()
    assert 'value="Going out"' in form
    changed = {"title": "Going out early", "body": "Two blocks.", "seen": fingerprint(entry.body)}
    assert browser.post(here, changed)["Location"] == f"/groups/{group.pk}/notebook/#w-{entry.pk}"
    assert (Entry.objects.get().title, Entry.objects.get().body) == ("Going out early", "Two blocks.")
    late = browser.post(here, {**changed, "body": "Three blocks."})
    assert late.status_code == 409
    assert "Three blocks." in late.content.decode()
    assert browser.post(f"/groups/{group.pk}/entry/{entry.pk}/take-back/")["Location"].endswith(
        "notebook/?n=removed"
    )
    assert not Entry.objects.exists()


def test_a_note_is_reported_decided_about_and_appealed(group: SupportGroup, cast: Cast, signed_in) -> None:  # I41
    entry = noted(joined(group, cast.ben))
    joined(group, cast.cleo)
    here = reverse("report", args=["groups.entry", entry.pk])
    assert here in signed_in(cast.cleo).get(f"/groups/{group.pk}/notebook/").content.decode()
    assert signed_in(cast.cleo).post(here).status_code == 302
    moderate.decide(subject=entry.subject, act="remove", rule=RULES[1], facts="It mocks somebody.", by=cast.dov)
    assert entry.body not in signed_in(cast.cleo).get(f"/groups/{group.pk}/notebook/").content.decode()
    assert (
        "how to ask for another look" in signed_in(cast.ben).get(f"/groups/{group.pk}/notebook/").content.decode()
    )
    appeal = moderate.appeal(decision=Decision.objects.get(), words="It doesn't.", by=cast.ben)
    moderate.answer_appeal(appeal=appeal, upheld=True, answer="You are right.", by=another_moderator())
    assert Entry.objects.get().state == WordsState.VISIBLE


def test_a_first_note_of_a_new_account_waits_for_a_moderator(group: SupportGroup, cast: Cast, signed_in) -> None:
    entry = noted(joined(group, cast.ben, known=False))
    assert entry.state == WordsState.WAITING
    page = signed_in(cast.dov).get(f"/groups/{group.pk}/keep/").content.decode()
    assert "A note: Going out" in page
    signed_in(cast.dov).post(f"/groups/{group.pk}/keep/entry/{entry.pk}/")
    assert Entry.objects.get().state == WordsState.VISIBLE


def test_the_notebook_is_newest_first_and_ends(group: SupportGroup, cast: Cast, signed_in) -> None:  # I37
    persona, now = joined(group, cast.ben).persona_id, timezone.now()
    Entry.objects.bulk_create(
        Entry(group=group, persona_id=persona, title=f"N{n}x", body="b", html="b", written_at=now - timedelta(n))
        for n in range(45)
    )
    browser, path, seen = signed_in(cast.ben), f"/groups/{group.pk}/notebook/", []
    while path:
        page = browser.get(path).content.decode()
        seen += [part.partition("</h3>")[0] for part in page.split("<h3>")[1:]]
        older = page.partition("?before=")[2].partition('"')[0]
        path = f"/groups/{group.pk}/notebook/?before={older}" if older else ""
    assert seen == [f"N{n}x" for n in range(45)]
    assert "These are all the notes." in page


def test_the_copy_holds_notes_and_erasing_and_leaving_take_them(
    group: SupportGroup, cast: Cast
) -> None:  # I31, I32
    ben, cleo = joined(group, cast.ben), joined(group, cast.cleo)
    noted(ben, "Ben's own note.")
    noted(cleo, "Cleo's own note.")
    copy = str(privacy.export(cast.ben))
    assert "Ben's own note." in copy
    assert "Cleo's own note." not in copy
    erase(cast.ben)
    assert [entry.body for entry in Entry.objects.all()] == ["Cleo's own note."]
    assert cleo.membership
    joining.leave(cleo.membership, take_words=True)
    assert not Entry.objects.exists()
