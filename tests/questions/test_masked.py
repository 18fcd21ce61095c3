"""A question with something in it that could lead to its asker: masked by default, whole for the asker (R83)."""

from __future__ import annotations

from typing import Any

import pytest

from hearten.moderation.actions import claim, close
from hearten.moderation.models import SafetyItem
from hearten.questions.actions.answer import take_quotes_out
from hearten.questions.models import Question
from hearten.questions.privacy import PERSONAL_DATA
from tests.cast import Cast
from tests.moderation.given_away import AT_WORK, COVERED, NUMBER, WORDS, everything_stored
from tests.questions.asked import ASK, CRISIS, answering, html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ana_asks")]


@pytest.fixture
def send(cast: Cast, signed_in):
    """Ben asks Ana."""
    browser = signed_in(cast.ben)

    def sent(body: str = WORDS, **words: Any) -> Any:
        return browser.post(ASK, {"body": body, **words})

    return sent


@pytest.fixture
def in_danger(send, cast: Cast) -> Question:
    """Words of danger with a number, read by the safety team, then left to the author."""
    send(f"{CRISIS} My number is {NUMBER}.")
    item = SafetyItem.objects.get()
    claim(item=item, by=cast.grace)
    close(item=item, note="Answered.", by=cast.grace)
    return Question.objects.get()


def test_a_number_comes_back_masked_and_one_more_press_sends_it_so(send) -> None:
    answer = send(quotable="on")
    assert answer.status_code == 422
    assert f"{COVERED}</textarea>" in html(answer)
    assert f"<q>{NUMBER}</q> is now <strong>[phone number]</strong>." in html(answer)
    assert "checked" in html(answer).partition('name="quotable"')[2].partition(">")[0]
    assert not Question.objects.exists()
    assert send(COVERED, own_body=WORDS).status_code == 302
    assert Question.objects.get().body == COVERED
    assert NUMBER not in everything_stored()


def test_what_was_typed_comes_back_on_a_press(send) -> None:  # I16
    assert f'name="own_body" value="{WORDS}"' in html(send())
    back = send(COVERED, own_body=WORDS, back="1")
    assert back.status_code == 200
    assert f"{WORDS}</textarea>" in html(back)
    assert not Question.objects.exists()


def test_a_workplace_stays_when_its_asker_ticks_it(send) -> None:
    assert "Leave my own words here: Barclays" in html(send(AT_WORK))
    sent = send(AT_WORK.replace("Barclays", "[workplace]"), keep="0 [workplace] Barclays")
    assert sent.status_code == 302
    row = Question.objects.get()
    assert (row.body, row.for_author) == (AT_WORK, AT_WORK)


def test_nobody_can_insist_on_a_number(send) -> None:
    for insists in ({"acknowledge": "contact.phone"}, {"keep": f"0 [phone number] {NUMBER}"}, {"kept": NUMBER}):
        assert send(**insists).status_code == 422
    assert not Question.objects.exists()


def test_the_author_reads_words_of_danger_masked_and_their_asker_and_the_team_whole(
    in_danger: Question, cast: Cast, signed_in
) -> None:  # I12, I16
    ana = signed_in(cast.ana)
    for page in (f"/desk/questions/{in_danger.pk}/", "/desk/questions/"):
        assert "[phone number]" in html(ana.get(page))
        assert NUMBER not in html(ana.get(page))
    own = html(signed_in(cast.ben).get(f"/you/questions/{in_danger.pk}/"))
    assert NUMBER in own
    assert "Whoever answers reads this with a part covered" in own
    assert NUMBER in html(signed_in(cast.grace).get(f"/safety/{SafetyItem.objects.get().pk}/"))


def test_beside_the_answer_it_is_masked_too(in_danger: Question, cast: Cast, signed_in) -> None:
    post = answering(cast.ana, in_danger)
    page = html(signed_in(cast.ana).get(f"/desk/answers/{post.pk}/"))
    assert "[phone number]" in page
    assert NUMBER not in page


def test_a_masked_question_is_guarded_against_quoting_like_any_other(in_danger: Question, cast: Cast) -> None:
    post = answering(cast.ana, in_danger, body=f"Somebody asked: {CRISIS}")
    assert "How do others stop wanting that" not in take_quotes_out(post).body


def test_the_copy_of_everything_holds_the_words_as_they_were_typed(in_danger: Question, cast: Cast) -> None:  # R102
    assert [NUMBER in row["body"] for row in PERSONAL_DATA.export(cast.ben)["questions"]] == [True]


def test_after_erasure_neither_form_of_the_words_is_left(in_danger: Question, cast: Cast) -> None:  # I31
    PERSONAL_DATA.erase(cast.ben)
    assert not Question.objects.exists()
    assert "[phone number]" not in everything_stored()
