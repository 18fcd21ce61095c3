"""Asking a general question: true expectations, words that always come back, and no way back to the asker."""

import re

import pytest
from django.test import Client

from hearten.accounts.budget import spend
from hearten.accounts.models import PersonaOwner
from hearten.directory.models import Therapist
from hearten.events.models import Event
from hearten.moderation.models import SafetyItem
from hearten.questions.actions import ask as verbs
from hearten.questions.models import Question
from tests.blog.reading import published, said
from tests.cast import Cast
from tests.questions.asked import ASK, WORDS, asked, html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ana_asks")]


def send(browser: Client, body: str = WORDS, **data: object):
    return browser.post(ASK, {"body": body, **data})


class TestTheWayIn:
    def test_the_page_of_an_author_who_takes_questions_leads_there(self, signed_in) -> None:
        assert ASK in html(Client().get("/@ana/"))
        assert ASK not in html(Client().get("/@farid/"))
        assert "/@farid/questions/new/" not in html(Client().get("/@farid/"))

    def test_a_host_without_its_papers_takes_nothing(self, cast: Cast, signed_in, monkeypatch) -> None:  # R107
        monkeypatch.undo()
        assert ASK not in html(Client().get("/@ana/"))
        assert send(signed_in(cast.ben)).status_code == 403
        with pytest.raises(verbs.Closed):
            verbs.ask(Therapist.objects.get(account=cast.ana), by=cast.ben, body=WORDS)
        assert not Question.objects.exists()

    def test_what_to_expect_is_said_before_the_form(self, cast: Cast, signed_in) -> None:
        page = html(signed_in(cast.ben).get(ASK))
        told = page.index("Usually within 14 days. It is not a promise")
        assert told < page.index("<textarea")
        assert page.index("This page is not watched for emergencies.") < page.index("<textarea")
        assert "Nobody can say from here what you have" in page

    def test_the_yes_to_be_quoted_is_not_ticked(self, cast: Cast, signed_in) -> None:  # I33
        box = re.search(r"<input[^>]*name=\"quotable\"[^>]*>", html(signed_in(cast.ben).get(ASK)))
        assert box
        assert "checked" not in box.group()
        send(signed_in(cast.ben))
        assert not Question.objects.get().quotable

    def test_a_visitor_reads_it_all_and_the_way_to_log_in(self) -> None:
        answer = Client().get(ASK)
        assert f"/account/login/?next={ASK}" in html(answer)
        assert "never learns who asks" in html(answer)
        assert not answer.cookies

    def test_a_closed_page_says_so_kindly(self, ana_asks: Therapist, cast: Cast, signed_in) -> None:
        Therapist.objects.filter(pk=ana_asks.pk).update(questions_within_days=0)
        assert "Not at the moment" in html(signed_in(cast.ben).get(ASK))
        answer = send(signed_in(cast.ben))
        assert (answer.status_code, WORDS in html(answer)) == (403, True)

    def test_while_the_author_rests_nothing_is_taken(self, cast: Cast, signed_in) -> None:  # R26
        Therapist.objects.filter(account=cast.ana).update(resting=True)
        assert ASK not in html(Client().get("/@ana/"))
        assert send(signed_in(cast.ben)).status_code == 403
        with pytest.raises(verbs.Closed):
            verbs.ask(Therapist.objects.get(account=cast.ana), by=cast.ben, body=WORDS)

    def test_nobody_asks_on_their_own_page(self, ana_asks: Therapist, cast: Cast, signed_in) -> None:
        assert send(signed_in(cast.ana)).status_code == 403
        with pytest.raises(verbs.Closed):
            verbs.ask(ana_asks, by=cast.ana, body=WORDS)

    @pytest.mark.parametrize("change", [{"closed": True}, {"purpose": ""}])
    def test_a_page_that_is_not_open_is_not_there(self, ana_asks: Therapist, change: dict) -> None:
        Therapist.objects.filter(pk=ana_asks.pk).update(**change)
        assert Client().get(ASK).status_code == 404


class TestTheWords:
    def test_a_question_is_kept_and_its_page_says_what_comes_next(self, cast: Cast, signed_in) -> None:
        browser = signed_in(cast.ben)
        answer = send(browser, quotable="on")
        question = Question.objects.get()
        assert answer["Location"] == f"/you/questions/{question.pk}/?n=sent"
        assert (question.body, question.quotable, question.state) == (WORDS, True, "waiting")
        assert (question.expected_on - question.asked_on).days == 14
        assert "It is not a promise." in html(browser.get(answer["Location"]))

    def test_asking_what_one_has_is_fine(self, cast: Cast, signed_in) -> None:
        assert send(signed_in(cast.ben), "Do I have depression if nothing is fun any more?").status_code == 302

    @pytest.mark.parametrize(
        ("body", "says"), [("", "Write your question first"), ("x" * 2001, "longer than 2000")]
    )
    def test_what_can_not_be_sent_comes_back(self, cast: Cast, signed_in, body: str, says: str) -> None:
        answer = send(signed_in(cast.ben), body)
        assert answer.status_code == 422
        assert says in html(answer)
        assert body in html(answer)

    def test_pressed_twice_is_once(self, cast: Cast, signed_in) -> None:
        for _ in range(2):
            send(signed_in(cast.ben))
        assert Question.objects.count() == 1

    def test_three_a_day_are_enough_and_the_words_come_back(self, cast: Cast, signed_in) -> None:
        while spend(cast.ben, "question", verbs.A_DAY):
            pass
        answer = send(signed_in(cast.ben))
        assert (answer.status_code, WORDS in html(answer)) == (429, True)

    def test_words_of_somebody_who_was_logged_out_come_back(self) -> None:
        answer = send(Client())
        assert (answer.status_code, WORDS in html(answer)) == (403, True)
        assert not Question.objects.exists()


class TestNobodyKnowsWho:
    def test_every_question_has_a_persona_of_its_own(self, cast: Cast, signed_in) -> None:  # I4
        said(published(cast.ana), cast.ben)
        for body in (WORDS, WORDS + " And then?"):
            send(signed_in(cast.ben), body)
        personas = [question.persona for question in Question.objects.select_related("persona")]
        everything = [*personas, *(row.persona for row in PersonaOwner.objects.filter(space__startswith="page:"))]
        for name in ("pk", "space", "avatar_seed"):
            assert len({getattr(persona, name) for persona in everything}) == 3

    def test_what_happened_is_told_of_the_persona_only(self, cast: Cast, signed_in) -> None:  # I1
        send(signed_in(cast.ben))
        event = Event.objects.get(kind="question.asked")
        assert event.actor == Question.objects.get().persona.ref
        assert WORDS not in str(event.data)

    def test_a_day_is_kept_and_no_time(self) -> None:  # I4
        kinds = {field.name: field.get_internal_type() for field in Question._meta.concrete_fields}
        assert "DateTimeField" not in kinds.values()

    def test_the_therapist_sees_words_and_nothing_else(self, cast: Cast, signed_in) -> None:
        question = asked(cast.cleo, cast.ana)  # I1
        for path in ("/desk/questions/", f"/desk/questions/{question.pk}/"):
            page = html(signed_in(cast.ana).get(path)).lower()
            assert WORDS.lower() in page
            who = question.persona
            for secret in (who.name, who.pk, who.avatar_seed, str(cast.cleo.pk)):
                assert secret.lower() not in page
            assert "cleo" not in page

    def test_swapping_who_asked_changes_no_byte_for_others(self, cast: Cast, signed_in) -> None:
        one, two = asked(cast.ben, cast.ana), asked(cast.cleo, cast.ana, WORDS + " Again?")  # I2

        def seen() -> list[bytes]:
            paths = ("/@ana/", ASK, "/desk/questions/", *(f"/desk/questions/{each.pk}/" for each in (one, two)))
            people = (None, cast.ana, cast.farid, cast.dov, cast.grace, cast.hugo)
            pages = [signed_in(person).get(path).content for person in people for path in paths]
            return [re.sub(rb'csrfmiddlewaretoken" value="[^"]+"', b"", page) for page in pages]

        before = seen()
        PersonaOwner.objects.filter(persona=one.persona).update(account=cast.cleo)
        PersonaOwner.objects.filter(persona=two.persona).update(account=cast.ben)
        assert seen() == before

    def test_nothing_public_changes_when_questions_wait(self, cast: Cast, signed_in) -> None:  # I5
        before = [html(Client().get(path)) for path in ("/@ana/", ASK)]
        for number in range(12):
            asked(cast.ben, cast.ana, f"{WORDS} {number}")
        assert [html(Client().get(path)) for path in ("/@ana/", ASK)] == before

    def test_their_own_page_shows_no_name_that_nobody_sees(self, cast: Cast, signed_in) -> None:
        question = asked(cast.ben, cast.ana)
        assert question.persona.name not in html(signed_in(cast.ben).get("/you/"))

    @pytest.mark.parametrize("who", ["cleo", "ana", "grace", "dov", "hugo"])
    def test_somebody_elses_question_is_not_there(self, cast: Cast, signed_in, who: str) -> None:
        question = asked(cast.ben, cast.ana)  # I3
        browser = signed_in(getattr(cast, who))
        assert browser.get(f"/you/questions/{question.pk}/").status_code == 404
        for verb in ("quoting", "take-back"):
            assert browser.post(f"/you/questions/{question.pk}/{verb}/", {"quotable": "yes"}).status_code == 404
        assert WORDS not in html(browser.get("/you/questions/"))
        assert Question.objects.filter(pk=question.pk, quotable=False).exists()

    @pytest.mark.parametrize("who", ["ben", "cleo", "farid", "grace", "hugo"])
    def test_nobody_but_the_one_who_was_asked_has_it_on_a_desk(self, cast: Cast, signed_in, who: str) -> None:
        question = asked(cast.ben, cast.ana)
        browser = signed_in(getattr(cast, who))
        assert browser.get(f"/desk/questions/{question.pk}/").status_code == 404
        for verb in ("decline", "pass-on", "put-back"):
            assert browser.post(f"/desk/questions/{question.pk}/{verb}/", {"reason": "someone"}).status_code == 404
        browser.post("/desk/questions/answer/", {"q": question.pk})
        question.refresh_from_db()
        assert (question.state, question.answer) == ("waiting", None)
        assert not SafetyItem.objects.exists()


@pytest.mark.parametrize("who", [None, "ben"])
def test_the_page_says_truly_who_reads_a_question(cast: Cast, signed_in, who: str | None) -> None:
    page = html(signed_in(who and getattr(cast, who)).get(ASK))
    assert "only they and our safety team, without your name" in page
    assert "only the people who run this place" not in page
