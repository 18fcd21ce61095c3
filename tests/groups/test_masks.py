"""Writing with something in it that could lead to a person: what comes back, what is kept, who reads what (R83)."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from hearten.groups.actions import keeping, talking
from hearten.groups.actions.hearing import Typed
from hearten.groups.models import Entry, Reply, SupportGroup, Thread, WordsState
from hearten.groups.reader import reader_of
from hearten.moderation import pool
from hearten.moderation.hearing import NeedsMasks
from hearten.moderation.identifying import visible
from hearten.moderation.models import SafetyItem
from hearten.moderation.review import NeedsChanges
from hearten.ui.words import fingerprint
from tests.blog.reading import CRISIS
from tests.cast import Cast
from tests.groups.circle import answered, begun, joined
from tests.moderation.given_away import AT_WORK, COVERED, NUMBER, WORDS, everything_stored
from tests.moderation.test_identifying import AROUND, REACH, reaches


@pytest.fixture
def write(group: SupportGroup, cast: Cast, signed_in):
    """Ben sends the form for a new talk."""
    joined(group, cast.ben)
    browser = signed_in(cast.ben)

    def send(**words: Any) -> Any:
        return browser.post(f"/groups/{group.pk}/write/", {"title": "Nights", "body": WORDS, **words})

    return send


def test_a_number_comes_back_masked_and_nothing_is_written(write) -> None:
    answer = write()
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"{COVERED}</textarea>" in page
    assert f"<q>{NUMBER}</q> is now <strong>[phone number]</strong>." in page
    assert not Thread.objects.exists()


def test_one_more_press_sends_the_masked_words(write) -> None:
    write()
    assert write(body=COVERED, own_body=WORDS, own_title="Nights").status_code == 302
    assert Thread.objects.get().body == COVERED


def test_what_was_masked_is_stored_nowhere(write) -> None:
    write()
    write(body=COVERED, own_body=WORDS, own_title="Nights")
    assert "[phone number]" in everything_stored()
    assert NUMBER not in everything_stored()


def test_what_was_typed_goes_along_and_comes_back_on_a_press(write) -> None:  # I16
    page = write().content.decode()
    assert f'name="own_body" value="{WORDS}"' in page
    back = write(body=COVERED, own_body=WORDS, own_title="My nights", back="1")
    assert back.status_code == 200
    assert f"{WORDS}</textarea>" in back.content.decode()
    assert 'value="My nights"' in back.content.decode()
    assert not Thread.objects.exists()


def test_a_second_number_does_not_push_out_what_was_typed_first(write) -> None:
    page = write(body=f"{COVERED} Or ben.k@example.org.", own_body=WORDS, own_title="Nights").content.decode()
    assert f'name="own_body" value="{WORDS}"' in page
    assert "[phone number]. Or [e-mail address]" in page


def test_nobody_can_insist_on_a_number(write) -> None:
    for insists in ({"acknowledge": "contact.phone"}, {"keep": f"0 [phone number] {NUMBER}"}, {"kept": NUMBER}):
        assert write(**insists).status_code == 422
        assert write(body=COVERED, **insists).status_code in {302, 422}
    assert NUMBER not in everything_stored()


def test_a_workplace_stays_when_its_writer_ticks_it(write) -> None:
    page = write(body=AT_WORK).content.decode()
    assert "Leave my own words here: Barclays" in page
    sent = write(body=AT_WORK.replace("Barclays", "[workplace]"), keep="0 [workplace] Barclays")
    assert sent.status_code == 302
    assert Thread.objects.get().body == AT_WORK


def test_a_workplace_is_masked_when_nothing_is_ticked(write) -> None:
    write(body=AT_WORK)
    write(body=AT_WORK.replace("Barclays", "[workplace]"), own_body=AT_WORK)
    assert "Barclays" not in everything_stored()


def test_what_was_ticked_is_still_so_after_something_else_stood_in_the_way(
    group: SupportGroup, cast: Cast, signed_in
) -> None:
    joined(group, cast.ben, agreed=False)
    send = signed_in(cast.ben).post
    words = {"title": "Nights", "body": "I work at [workplace].", "keep": "0 [workplace] Barclays"}
    page = send(f"/groups/{group.pk}/write/", words).content.decode()
    assert 'name="kept" value="Barclays"' in page
    assert "I work at Barclays.</textarea>" in page
    words = {"title": "Nights", "body": "I work at Barclays.", "kept": "Barclays", "agrees": "on"}
    assert send(f"/groups/{group.pk}/write/", words).status_code == 302


def test_a_workplace_that_stands_there_is_not_asked_for_at_every_change(write, group, cast, signed_in) -> None:
    write(body=AT_WORK, kept="Barclays")
    talk = Thread.objects.get()
    here = f"/groups/{group.pk}/thread/{talk.pk}/change/"
    words = {"title": "Nights", "body": f"{AT_WORK} Still.", "seen": fingerprint(talk.body)}
    assert signed_in(cast.ben).post(here, words).status_code == 302


def test_somebody_elses_name_is_masked_without_a_choice(write) -> None:
    page = write(body="My sister Anna Brown lives at 12 High Street.").content.decode()
    assert "Leave my own words" not in page
    assert "My sister [name] lives at" in page
    assert "Brown" not in page.partition("</textarea>")[0].rpartition("<textarea")[2]


def test_a_change_is_masked_as_well(group: SupportGroup, cast: Cast, signed_in) -> None:
    talk = begun(joined(group, cast.ben))
    here = f"/groups/{group.pk}/thread/{talk.pk}/change/"
    words = {"title": talk.title, "body": WORDS, "seen": fingerprint(talk.body)}
    answer = signed_in(cast.ben).post(here, words)
    assert answer.status_code == 422
    assert f"{COVERED}</textarea>" in answer.content.decode()
    signed_in(cast.ben).post(here, {**words, "body": COVERED, "own_body": WORDS})
    assert Thread.objects.get().body == COVERED
    assert NUMBER not in everything_stored()


def test_a_change_can_go_back_to_what_was_typed(group: SupportGroup, cast: Cast, signed_in) -> None:
    talk = begun(joined(group, cast.ben))
    here = f"/groups/{group.pk}/thread/{talk.pk}/change/"
    sent = {"title": "t", "body": COVERED, "own_body": WORDS, "own_title": "t", "back": "1"}
    assert f"{WORDS}</textarea>" in signed_in(cast.ben).post(here, sent).content.decode()


def test_an_answer_is_masked_as_well(group: SupportGroup, cast: Cast, signed_in) -> None:
    talk = begun(joined(group, cast.ben))
    joined(group, cast.cleo)
    answer = signed_in(cast.cleo).post(f"/groups/{group.pk}/t/{talk.pk}/", {"body": WORDS})
    assert answer.status_code == 422
    assert f"{COVERED}</textarea>" in answer.content.decode()
    assert not Reply.objects.exists()


def test_a_note_in_the_notebook_is_masked_as_well(group: SupportGroup, cast: Cast, signed_in) -> None:
    joined(group, cast.ben)
    here = f"/groups/{group.pk}/notebook/write/"
    answer = signed_in(cast.ben).post(here, {"title": f"Call {NUMBER}", "body": WORDS})
    assert answer.status_code == 422
    assert f"{COVERED}</textarea>" in answer.content.decode()
    signed_in(cast.ben).post(here, {"title": "Call", "body": COVERED, "own_body": WORDS})
    assert Entry.objects.get().body == COVERED


def test_words_of_danger_are_kept_at_once_and_masked_for_everybody_else(
    group: SupportGroup, cast: Cast, signed_in
) -> None:  # I12, I16
    joined(group, cast.ben)
    words = {"title": f"Call {NUMBER}", "body": f"{CRISIS} My number is {NUMBER}."}
    answer = signed_in(cast.ben).post(f"/groups/{group.pk}/write/", words)
    assert answer.status_code == 200
    assert "Your words are kept" in answer.content.decode()
    talk = Thread.objects.get()
    assert SafetyItem.objects.get().subject == talk.subject
    assert NUMBER not in talk.title + talk.html
    own = signed_in(cast.ben).get(f"/groups/{group.pk}/thread/{talk.pk}/change/").content.decode()
    assert own.count(NUMBER) >= 2
    moderators = reader_of(cast.dov, group.pk)
    assert moderators.membership
    keeping.approve(Thread.objects.select_related("group").get(), by=moderators.membership)
    joined(group, cast.cleo)
    for page in ("", f"t/{talk.pk}/"):
        assert NUMBER not in signed_in(cast.cleo).get(f"/groups/{group.pk}/{page}").content.decode()


def test_while_the_guard_is_silent_words_wait_and_show_no_number(
    group: SupportGroup, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:  # I19
    def silent(text: str, purpose: str) -> None:
        raise pool.GuardUnavailable

    reader = joined(group, cast.ben)
    monkeypatch.setattr("hearten.moderation.review.ask", silent)
    talk = begun(reader, WORDS, title=f"Call {NUMBER}")
    assert talk.state == WordsState.WAITING
    assert NUMBER not in talk.html + talk.title
    assert NUMBER in talk.body


def test_a_long_title_of_masks_still_fits(group: SupportGroup, cast: Cast) -> None:
    title = "a@b.org " * 10
    talk = begun(joined(group, cast.ben), CRISIS, title=title.strip())
    assert len(talk.title) <= 80
    assert "@" not in talk.title


@pytest.mark.parametrize(
    "advice",
    ["You should stop taking your sertraline.", "Just double your dose of sertraline."],
)
def test_advice_about_medicine_is_held_with_other_words_to_say(write, advice: str) -> None:  # C5
    answer = write(body=advice)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "What helped me was" in page
    assert f"{advice}</textarea>" in page
    assert write(body=advice, acknowledge=["directive.medication", "directive.dose"]).status_code == 422
    assert not Thread.objects.exists()


def test_what_helped_oneself_can_be_said(write) -> None:  # C5
    assert write(body="What helped me was to walk before bed.").status_code == 302


def test_a_wording_goes_where_its_words_stand_also_under_a_title(write) -> None:
    words = "You should stop taking your sertraline."
    page = write(title="You have ADHD", body=words, apply="2").content.decode()
    box = page.partition("</textarea>")[0].rpartition("<textarea")[2]
    assert "stop taking" not in box
    assert "Please talk with" in box
    assert 'value="You have ADHD"' in page


def test_masks_and_advice_are_said_in_one_go(write) -> None:
    page = write(body=f"You should stop taking your sertraline. Call me on {NUMBER}.").content.decode()
    assert "[phone number]" in page
    assert "finding--hold" in page


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=AROUND, reach=REACH, after=AROUND)
def test_no_reader_is_given_a_way_to_reach_anybody(
    group: SupportGroup, cast: Cast, monkeypatch, before: str, reach: str, after: str
) -> None:
    """Whatever is pressed, with words of danger and without."""
    monkeypatch.setattr(talking, "A_DAY", 10_000)
    reader = reader_of(cast.dov, group.pk)
    words = f"{before} {reach} {after}".strip()
    with pytest.raises(NeedsChanges) as held:
        begun(reader, words, title=words[:60])
    if isinstance(held.value, NeedsMasks):
        talking.begin(reader, Typed(held.value.body, title=held.value.title[:80] or "Nights", agrees=True))
    talking.begin(reader, Typed(f"{CRISIS} {words}", title="Nights", agrees=True))
    for talk in Thread.objects.all():
        assert reaches(talk.title) == []
        assert reaches(visible(talk.html)) == []


@pytest.mark.parametrize(("body", "times"), [("I lie awake.", 1), ("I *lie* awake.", 2), (WORDS, 2)])
def test_plain_words_are_read_once_and_words_with_markup_or_a_mask_twice(
    group: SupportGroup, cast: Cast, monkeypatch: pytest.MonkeyPatch, body: str, times: int
) -> None:
    asked: list[str] = []
    ask = pool.ask

    def counted(text: str, purpose: str) -> dict[str, Any]:
        asked.append(text)
        return ask(text, purpose)

    reader = joined(group, cast.ben)
    monkeypatch.setattr("hearten.moderation.review.ask", counted)
    with suppress(NeedsMasks):
        begun(reader, body)
    assert len(asked) == times


def test_masking_costs_a_reader_nothing(
    group: SupportGroup, cast: Cast, signed_in, django_assert_max_num_queries
) -> None:
    talk = begun(joined(group, cast.ben), COVERED)
    answered(joined(group, cast.cleo), talk, COVERED)
    browser = signed_in(cast.cleo)
    browser.get(f"/groups/{group.pk}/t/{talk.pk}/")
    with django_assert_max_num_queries(5):
        browser.get(f"/groups/{group.pk}/t/{talk.pk}/")
