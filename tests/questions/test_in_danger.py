"""A question that speaks of danger: help at once, a person soon, and nothing held against anybody (R11)."""

import pytest
from django.test import Client

from hearten.accounts.budget import spend
from hearten.directory.models import Therapist
from hearten.moderation import review
from hearten.moderation.actions import claim, close
from hearten.moderation.models import SafetyItem
from hearten.moderation.review import GuardUnavailable
from hearten.questions.actions import ask as verbs
from hearten.questions.models import Question
from tests.cast import Cast
from tests.questions.asked import ASK, CRISIS, WORDS, html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ana_asks")]
HELP = "You don't have to carry this alone"


def test_the_asker_sees_help_in_the_answer_itself(cast: Cast, signed_in) -> None:  # R11 R95
    answer = signed_in(cast.ben).post(ASK, {"body": CRISIS})
    assert answer.status_code == 200
    assert html(answer).index(HELP) < html(answer).index(CRISIS)
    assert "You have done nothing wrong" in html(answer)


def test_a_number_in_the_words_does_not_stand_before_help(cast: Cast, signed_in) -> None:  # I12
    answer = signed_in(cast.ben).post(ASK, {"body": f"{CRISIS} Call me on 070-123 45 67."})
    assert (answer.status_code, HELP in html(answer)) == (200, True)
    assert SafetyItem.objects.get().subject == Question.objects.get().subject


def test_the_page_says_truly_whether_somebody_watches(cast: Cast, signed_in) -> None:  # I13
    browser = signed_in(cast.ben)
    answer = browser.post(ASK, {"body": CRISIS})
    assert "Nobody is on duty here right now." in html(answer)
    assert "Nobody is on duty here right now." in html(browser.get(f"/you/questions/{Question.objects.get().pk}/"))


def test_the_safety_team_reads_it_and_not_just_the_therapist(cast: Cast, signed_in) -> None:
    signed_in(cast.ben).post(ASK, {"body": CRISIS})  # R11
    question, item = Question.objects.get(), SafetyItem.objects.get()
    assert item.subject == f"questions.question:{question.pk}"
    assert CRISIS in html(signed_in(cast.grace).get(f"/safety/{item.pk}/"))
    ana = signed_in(cast.ana)
    assert CRISIS not in html(ana.get("/desk/questions/"))
    assert ana.get(f"/desk/questions/{question.pk}/").status_code == 404
    assert ana.post(f"/desk/questions/{question.pk}/decline/", {"reason": "no_room"}).status_code == 404
    claim(item=item, by=cast.grace)
    close(item=item, note="Answered.", by=cast.grace)
    assert CRISIS in html(ana.get("/desk/questions/"))


def test_a_person_is_asked_in_the_same_transaction(cast: Cast, signed_in, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(verbs, "open_item", broken)
    with pytest.raises(RuntimeError):
        signed_in(cast.ben).post(ASK, {"body": CRISIS})
    assert not Question.objects.exists()


@pytest.mark.parametrize("limit", ["budget", "closed", "host", "too long", "signed out"])
def test_no_limit_stands_before_help(
    cast: Cast, signed_in, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:  # I9 I12
    browser, body = signed_in(None if limit == "signed out" else cast.ben), CRISIS
    if limit == "budget":
        while spend(cast.ben, "question", verbs.A_DAY):
            pass
    if limit == "closed":
        Therapist.objects.update(questions_within_days=0)
    if limit == "host":
        monkeypatch.undo()
    if limit == "too long":
        body = CRISIS + " x" * 3000
    page = html(browser.post(ASK, {"body": body}))
    assert HELP in page
    assert CRISIS in page


def test_words_that_nobody_could_read_go_to_a_person_with_help_shown(
    cast: Cast, signed_in, monkeypatch: pytest.MonkeyPatch
) -> None:  # I19
    def down(text: str, purpose: str) -> dict:
        raise GuardUnavailable("down")

    monkeypatch.setattr(review, "ask", down)
    assert HELP in html(signed_in(cast.ben).post(ASK, {"body": WORDS}))
    assert SafetyItem.objects.get().level == "unread"


def test_distress_costs_nothing_and_changes_nothing_else(cast: Cast, signed_in) -> None:  # I12
    browser = signed_in(cast.ben)
    browser.post(ASK, {"body": CRISIS})
    cast.ben.refresh_from_db()
    assert cast.ben.paused == ""
    assert browser.post(ASK, {"body": WORDS}).status_code == 302


def test_what_a_therapist_passes_on_leaves_their_list_until_it_was_read(cast: Cast, signed_in) -> None:
    signed_in(cast.ben).post(ASK, {"body": WORDS})
    question, ana = Question.objects.get(), signed_in(cast.ana)
    ana.post(f"/desk/questions/{question.pk}/pass-on/")
    assert SafetyItem.objects.get().level == "review"
    assert WORDS not in html(ana.get("/desk/questions/"))
    assert "You have done nothing wrong" in html(signed_in(cast.ben).get(f"/you/questions/{question.pk}/"))


def test_no_reader_can_report_what_no_reader_can_see(cast: Cast, signed_in) -> None:  # I3
    signed_in(cast.ben).post(ASK, {"body": WORDS})
    for browser in (Client(), signed_in(cast.hugo), signed_in(cast.ana)):
        assert browser.get(f"/report/questions.question/{Question.objects.get().pk}/").status_code == 404
