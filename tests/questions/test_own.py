"""Where a question stands, in true and kind words; taking it back; and what is kept of whom."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hearten.accounts.models import BoxNotice, Persona, PersonaOwner
from hearten.directory.models import Therapist
from hearten.events.actions import record
from hearten.events.models import Event
from hearten.moderation.actions import decide
from hearten.moderation.models import Decision, Report, SafetyItem
from hearten.questions.actions.answer import DAYS, NotReady, open_questions
from hearten.questions.models import Question, Reason
from hearten.questions.privacy import PERSONAL_DATA
from hearten.questions.queries import age
from hearten.questions.words import KINDLY
from tests.cast import Cast
from tests.questions.asked import ASK, WORDS, answering, asked, html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ana_asks")]


def page_of(signed_in, account, question: Question) -> str:
    return html(signed_in(account).get(f"/you/questions/{question.pk}/"))


def box(login: str) -> list[str]:
    return list(BoxNotice.objects.filter(account__login=login).values_list("kind", flat=True))


class TestStanding:
    @pytest.mark.parametrize("reason", Reason.values)
    def test_a_no_is_kind_and_shows_two_other_ways(self, cast: Cast, signed_in, reason: str) -> None:
        question = asked(cast.ben, cast.ana)
        signed_in(cast.ana).post(f"/desk/questions/{question.pk}/decline/", {"reason": reason})
        page = page_of(signed_in, cast.ben, question)
        assert KINDLY[Reason(reason)] in page
        ways = page.split("Two other ways</h2>")[1].split("</section>")[0]
        assert ways.count("<li>") == 3  # two, and help in a crisis
        assert 'href="/crisis/"' in ways
        assert box("ben") == ["question"]

    def test_the_one_press_answer_never_leads_to_the_authors_own_practice(self, cast: Cast, signed_in) -> None:
        question = asked(cast.ben, cast.ana)  # R39
        assert "Say that it needs somebody who knows them" in html(
            signed_in(cast.ana).get(f"/desk/questions/{question.pk}/")
        )
        signed_in(cast.ana).post(f"/desk/questions/{question.pk}/decline/", {"reason": "someone"})
        ways = page_of(signed_in, cast.ben, question).split("Two other ways</h2>")[1].split("</section>")[0]
        assert 'href="/therapists/"' in ways
        assert "/help-in-person/#doctor" in ways
        assert "@ana" not in ways

    @pytest.mark.parametrize("reason", ["", "because", "I don't like them"])
    def test_there_are_no_other_reasons(self, cast: Cast, signed_in, reason: str) -> None:
        question = asked(cast.ben, cast.ana)
        answer = signed_in(cast.ana).post(f"/desk/questions/{question.pk}/decline/", {"reason": reason})
        assert (answer.status_code, WORDS in html(answer)) == (422, True)
        assert Question.objects.get().state == "waiting"

    def test_no_question_is_declined_without_a_reason(self, cast: Cast) -> None:
        question = asked(cast.ben, cast.ana)
        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.filter(pk=question.pk).update(state="declined")

    def test_when_the_usual_time_has_passed_both_read_true_words(self, cast: Cast, signed_in) -> None:
        question = asked(cast.ben, cast.ana, days_ago=20)
        assert "It takes longer than the usual time" in page_of(signed_in, cast.ben, question)
        desk = html(signed_in(cast.ana).get("/desk/questions/"))
        assert "the usual time has passed" in desk
        assert not {"missed", "overdue", "late"} & set(desk.lower().split())

    def test_the_day_that_was_named_stays_when_the_author_names_another(self, cast: Cast, signed_in) -> None:
        question = asked(cast.ben, cast.ana)
        signed_in(cast.ana).post("/desk/questions/", {"within_days": 30})
        assert Question.objects.get().expected_on == question.expected_on
        assert "within 30 days" in html(signed_in(cast.cleo).get(ASK))

    def test_a_closed_page_is_said(self, cast: Cast, signed_in) -> None:
        question = asked(cast.ben, cast.ana)
        Therapist.objects.filter(account=cast.ana).update(closed=True)
        assert "an answer may not come" in page_of(signed_in, cast.ben, question)

    def test_what_a_moderator_took_out_is_told_with_reasons(self, cast: Cast, signed_in) -> None:  # I41
        question = asked(cast.ben, cast.ana)
        SafetyItem.objects.create(subject=question.subject, level="review")
        decide(subject=question.subject, act="remove", rule="Be kind", facts="It mocks somebody.", by=cast.dov)
        SafetyItem.objects.update(closed_at=timezone.now())
        assert "Taken out" in page_of(signed_in, cast.ben, question)
        assert "It mocks somebody." in html(signed_in(cast.ben).get(f"/you/decisions/{Decision.objects.get().pk}/"))
        assert WORDS not in html(signed_in(cast.ana).get("/desk/questions/"))
        decide(subject=question.subject, act="restore", rule="Be kind", facts="It does not.", by=cast.dov)
        assert WORDS in html(signed_in(cast.ana).get("/desk/questions/"))
        assert box("ben") == ["decision", "decision"]

    @pytest.mark.parametrize(
        ("days", "words"), [(0, "last days"), (7, "a week"), (14, "two"), (90, "more than two")]
    )
    def test_an_age_is_a_band(self, days: int, words: str) -> None:  # I4
        assert words in age(days)
        assert not any(letter.isdigit() for letter in age(days))


class TestOpening:
    def test_opening_needs_the_hosts_papers(self, cast: Cast, signed_in, monkeypatch) -> None:  # R107
        monkeypatch.undo()
        Therapist.objects.update(questions_within_days=0)
        answer = signed_in(cast.ana).post("/desk/questions/", {"within_days": 7})
        assert (answer.status_code, "not finished its paperwork" in html(answer)) == (422, True)
        with pytest.raises(NotReady):
            open_questions(Therapist.objects.get(account=cast.ana), within_days=7, by=cast.ana)
        assert not Therapist.objects.exclude(questions_within_days=0).exists()

    @pytest.mark.parametrize("days", DAYS)
    def test_the_author_chooses_the_days_or_none(self, cast: Cast, signed_in, days: int) -> None:
        signed_in(cast.ana).post("/desk/questions/", {"within_days": days})
        assert Therapist.objects.get(account=cast.ana).questions_within_days == days

    @pytest.mark.parametrize("days", ["", "1", "-7", "365", "x"])
    def test_no_other_days(self, cast: Cast, signed_in, days: str) -> None:
        assert signed_in(cast.ana).post("/desk/questions/", {"within_days": days}).status_code == 422
        assert Therapist.objects.get(account=cast.ana).questions_within_days == 14

    def test_only_professionals_with_a_page_have_this_desk(self, cast: Cast, signed_in) -> None:
        for person in (cast.ben, cast.dov, cast.grace):
            assert signed_in(person).get("/desk/questions/").status_code == 404


class TestGoing:
    @pytest.mark.parametrize("state", ["waiting", "answered", "declined"])
    def test_taking_back_erases_words_and_persona(self, cast: Cast, signed_in, state: str) -> None:  # R102
        question = asked(cast.ben, cast.ana)
        if state == "answered":
            answering(cast.ana, question)
        if state == "declined":
            Question.objects.update(state="declined", reason="outside")
        Report.objects.create(subject=question.subject, words="They wrote about sleep.")
        answer = signed_in(cast.ben).post(f"/you/questions/{question.pk}/take-back/")
        assert answer["Location"] == "/you/questions/?n=removed"
        assert not Question.objects.exists()
        assert not Persona.objects.filter(pk=question.persona_id).exists()
        assert not PersonaOwner.objects.exists()
        assert Report.objects.get().words == ""

    def test_taking_back_takes_the_dead_name_out_of_every_event(self, cast: Cast, signed_in) -> None:  # I31
        question, other = asked(cast.ben, cast.ana), asked(cast.cleo, cast.ana)
        for one in (question, other):
            record("question.asked", subject=one, by=one.persona)
        signed_in(cast.ben).post(f"/you/questions/{question.pk}/take-back/")
        everything = repr(list(Event.objects.values()))
        assert question.persona_id not in everything
        assert other.persona_id in everything, "nobody else is forgotten with them"
        assert Event.objects.get(kind="question.taken-back").actor == "gone"

    def test_the_safety_team_still_sees_that_there_was_something(self, cast: Cast, signed_in) -> None:
        question = asked(cast.ben, cast.ana)
        SafetyItem.objects.create(subject=question.subject, level="plan")
        signed_in(cast.ben).post(f"/you/questions/{question.pk}/take-back/")
        item = SafetyItem.objects.get()
        assert signed_in(cast.grace).get(f"/safety/{item.pk}/").status_code == 200

    def test_an_erased_asker_leaves_the_authors_draft(self, cast: Cast) -> None:  # I31
        post = answering(cast.ana, asked(cast.ben, cast.ana))
        PERSONAL_DATA.erase(cast.ben)
        assert not Question.objects.exists()
        post.refresh_from_db()
        assert post.body

    def test_when_the_author_leaves_it_ends_with_a_kind_word(self, cast: Cast, signed_in) -> None:
        question = asked(cast.ben, cast.ana)
        PERSONAL_DATA.erase(cast.ana)
        Therapist.objects.filter(account=cast.ana).delete()
        page = page_of(signed_in, cast.ben, question)
        assert "has left this place" in page
        assert WORDS in page
        assert box("ben") == ["question"]

    def test_a_copy_holds_ones_own_questions_and_nobody_elses(self, cast: Cast) -> None:  # I32
        asked(cast.ben, cast.ana)
        (row,) = PERSONAL_DATA.export(cast.ben)["questions"]
        assert (row["body"], row["quotable"]) == (WORDS, False)
        assert PERSONAL_DATA.export(cast.ana) == {"questions": []}


@pytest.mark.parametrize("path", ["/you/questions/", "/desk/questions/", "answer", "/@ana/questions/new/"])
def test_no_page_grows_with_its_rows(cast: Cast, signed_in, path: str) -> None:
    def statements(count: int) -> int:
        Question.objects.all().delete()
        first = [asked(cast.ben, cast.ana, f"{WORDS} {n}") for n in range(count)]
        if path in {"answer", "/desk/questions/"}:
            post = answering(cast.ana, *first[: len(first) // 2 or 1])
        who = signed_in(cast.ana if "desk" in path or path == "answer" else cast.ben)
        where = f"/desk/answers/{post.pk}/" if path == "answer" else path
        who.get(where)
        with CaptureQueriesContext(connection) as seen:
            assert who.get(where).status_code == 200
        return len(seen)

    assert statements(1) == statements(50) <= 12


def test_the_list_of_own_questions_goes_on(cast: Cast, signed_in) -> None:
    for number in range(35):
        asked(cast.ben, cast.ana, f"Number {number:02} of them?", days_ago=number // 2)
    ben = signed_in(cast.ben)
    first = html(ben.get("/you/questions/"))
    later = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    both = first + html(ben.get(later))
    assert all(f"Number {number:02} of them?" in both for number in range(35))
    assert first.count("of them?") == 30
