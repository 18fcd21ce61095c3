"""Answering: together, in one's own words, and never with somebody's words unasked (R11)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hearten.accounts.models import BoxNotice
from hearten.blog.actions import publish as verbs
from hearten.blog.actions.publish import NotReady, publish, publish_due, remove
from hearten.blog.actions.put_back import put_back
from hearten.blog.models import Post
from hearten.blog.models.post import State
from hearten.questions.actions.answer import take_quotes_out
from hearten.questions.actions.ask import set_quotable, take_back
from hearten.questions.checks import before_publishing
from hearten.questions.models import Question
from hearten.questions.words import GAP_LEFT
from tests.blog.pieces import BODY, draft
from tests.cast import Cast
from tests.questions.asked import WORDS, answering, asked, html, react

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ana_asks")]
QUOTING = f"A reader asks how people find sleep again when they lie awake every night.\n\n{BODY}"


def box(login: str) -> list[str]:
    return list(BoxNotice.objects.filter(account__login=login).values_list("kind", flat=True))


class TestTakingUp:
    def test_several_questions_go_into_one_neutral_draft(self, cast: Cast, signed_in) -> None:
        questions = [asked(cast.ben, cast.ana), asked(cast.cleo, cast.ana, WORDS + " And then?")]
        ana = signed_in(cast.ana)
        answer = ana.post("/desk/questions/answer/", {"q": [question.pk for question in questions]})
        post = Post.objects.get()
        assert answer["Location"] == f"/desk/answers/{post.pk}/"
        assert set(Question.objects.values_list("answer", flat=True)) == {post.pk}
        assert (post.title, post.state, post.kind) == ("An answer to a question", "draft", "answer")
        assert "sleep" not in post.title + post.body + post.slug
        assert ana.get(f"/desk/posts/{post.pk}/").status_code == 200

    def test_one_more_question_goes_into_an_answer_that_was_begun(self, cast: Cast, signed_in) -> None:
        first, second = asked(cast.ben, cast.ana), asked(cast.cleo, cast.ana, WORDS + " And then?")
        post = answering(cast.ana, first)
        ana = signed_in(cast.ana)
        assert f'<option value="{post.pk}">' in html(ana.get(f"/desk/questions/{second.pk}/"))
        ana.post("/desk/questions/answer/", {"q": second.pk, "post": post.pk})
        assert Post.objects.count() == 1
        assert Question.objects.filter(answer=post).count() == 2

    def test_nobody_answers_in_somebody_elses_post(self, cast: Cast, signed_in) -> None:
        question, theirs = asked(cast.ben, cast.ana), draft(cast.farid)
        sent = signed_in(cast.ana).post("/desk/questions/answer/", {"q": question.pk, "post": theirs.pk})
        assert sent.status_code == 404
        assert signed_in(cast.ana).get(f"/desk/answers/{theirs.pk}/").status_code == 404
        assert not Question.objects.exclude(answer=None).exists()

    def test_choosing_none_begins_nothing(self, cast: Cast, signed_in) -> None:
        sent = signed_in(cast.ana).post("/desk/questions/answer/")
        assert sent["Location"] == "/desk/questions/?n=choose"
        assert not Post.objects.exists()

    def test_a_question_can_be_put_back(self, cast: Cast, signed_in) -> None:
        question = asked(cast.ben, cast.ana)
        answering(cast.ana, question)
        ana = signed_in(cast.ana)
        assert WORDS not in html(ana.get("/desk/questions/"))
        ana.post(f"/desk/questions/{question.pk}/put-back/")
        assert WORDS in html(ana.get("/desk/questions/"))

    def test_the_headings_have_to_be_filled_in(self, cast: Cast, signed_in) -> None:
        question = asked(cast.ben, cast.ana)
        signed_in(cast.ana).post("/desk/questions/answer/", {"q": question.pk})
        assert before_publishing(Post.objects.get()) == [GAP_LEFT]


class TestNobodyIsQuotedUnasked:
    def test_a_post_that_quotes_does_not_go_out(self, cast: Cast, signed_in) -> None:  # R11
        post = answering(cast.ana, asked(cast.ben, cast.ana), body=QUOTING)
        answer = signed_in(cast.ana).post(f"/desk/posts/{post.pk}/publish/")
        assert answer.status_code == 422
        assert "did not say that you may quote it" in html(answer)
        assert "find sleep again when they lie awake every night" in html(answer)
        post.refresh_from_db()
        assert post.state == State.DRAFT

    @pytest.mark.parametrize("field", ["title", "summary", "body"])
    def test_wherever_it_stands(self, cast: Cast, field: str) -> None:
        words = "When they LIE awake, every\u200b night since a death"
        post = answering(cast.ana, asked(cast.ben, cast.ana), **{field: words})
        with pytest.raises(NotReady):
            publish(post, by=cast.ana)

    def test_not_at_a_planned_time_either(self, cast: Cast) -> None:
        post = answering(cast.ana, asked(cast.ben, cast.ana), body=QUOTING)
        later = timezone.now() + timedelta(hours=1)
        with pytest.raises(NotReady):
            verbs.plan(post, by=cast.ana, at=later)
        Post.objects.filter(pk=post.pk).update(state=State.SCHEDULED, publish_at=timezone.now())
        publish_due()
        post.refresh_from_db()
        assert post.state == State.DRAFT
        assert box("ana") == ["plan-stopped"]

    def test_with_a_yes_it_goes_out(self, cast: Cast) -> None:  # I33
        post = answering(cast.ana, asked(cast.ben, cast.ana, quotable=True), body=QUOTING)
        assert publish(post, by=cast.ana)

    def test_in_ones_own_words_it_goes_out(self, cast: Cast) -> None:
        post = answering(cast.ana, asked(cast.ben, cast.ana))
        assert publish(post, by=cast.ana)

    def test_unlinking_the_question_does_not_free_its_words(self, cast: Cast, signed_in) -> None:
        question = asked(cast.ben, cast.ana)
        post = answering(cast.ana, question, body=QUOTING)
        signed_in(cast.ana).post(f"/desk/questions/{question.pk}/put-back/")
        with pytest.raises(NotReady):
            publish(post, by=cast.ana)
        signed_in(cast.ana).post(f"/desk/questions/{question.pk}/decline/", {"reason": "outside"})
        with pytest.raises(NotReady):
            publish(post, by=cast.ana)

    def test_another_authors_questions_are_no_concern(self, cast: Cast) -> None:
        asked(cast.ben, cast.farid)
        assert publish(draft(cast.ana, body=QUOTING), by=cast.ana)

    def test_a_yes_taken_back_while_the_guard_reads_counts(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:  # I33
        question = asked(cast.ben, cast.ana, quotable=True)
        post = answering(cast.ana, question, body=QUOTING)
        reading = verbs.read_draft

        def slow(row: Post) -> Any:
            set_quotable(Question.objects.get(pk=question.pk), yes=False)
            return reading(row)

        monkeypatch.setattr(verbs, "read_draft", slow)
        with pytest.raises(NotReady):
            publish(post, by=cast.ana)
        post.refresh_from_db()
        assert post.state == State.DRAFT

    @pytest.mark.parametrize("how", ["no", "erased"])
    def test_a_yes_taken_back_takes_the_quote_down(self, cast: Cast, signed_in, how: str) -> None:  # I33
        question = asked(cast.ben, cast.ana, quotable=True)
        post = answering(cast.ana, question, body=QUOTING)
        publish(post, by=cast.ana)
        path = f"/@ana/{post.slug}/"
        assert Client().get(path).status_code == 200
        ben = signed_in(cast.ben)
        if how == "no":
            ben.post(f"/you/questions/{question.pk}/quoting/", {"quotable": "no"})
        else:
            ben.post(f"/you/questions/{question.pk}/take-back/")
        assert Client().get(path).status_code == 404
        assert box("ana") == ["plan-stopped"]

    def test_an_answer_in_the_authors_words_stays_when_the_question_goes(self, cast: Cast) -> None:
        question = asked(cast.ben, cast.ana)
        post = answering(cast.ana, question)
        publish(post, by=cast.ana)
        take_back(Question.objects.select_related("persona").get(pk=question.pk))
        post.refresh_from_db()
        assert post.state == State.PUBLISHED
        assert box("ana") == []

    def test_a_restored_post_may_not_bring_the_words_back(self, cast: Cast) -> None:
        question = asked(cast.ben, cast.ana, quotable=True)
        post = answering(cast.ana, question, body=QUOTING)
        publish(post, by=cast.ana)
        remove(post, by=cast.dov)
        set_quotable(Question.objects.select_related("persona").get(pk=question.pk), yes=False)
        put_back(Post.objects.get(pk=post.pk), by=cast.dov)
        react(post)
        assert Client().get(f"/@ana/{post.slug}/").status_code == 404

    def test_one_button_takes_the_words_out_and_keeps_the_text_before(self, cast: Cast, signed_in) -> None:
        post = answering(cast.ana, asked(cast.ben, cast.ana), body=QUOTING)
        ana = signed_in(cast.ana)
        page = html(ana.get(f"/desk/answers/{post.pk}/"))
        assert (
            "In the text: “find sleep again when they lie awake every night”" in page
            or "lie awake every night" in page
        )
        ana.post(f"/desk/answers/{post.pk}/take-out/")
        post.refresh_from_db()
        assert "lie awake every night" not in post.body
        assert "[…]" in post.body
        assert "These words are not yours to quote" not in html(ana.get(f"/desk/answers/{post.pk}/"))
        assert before_publishing(post) == [GAP_LEFT]

    def test_taking_out_nothing_changes_nothing(self, cast: Cast) -> None:
        post = answering(cast.ana, asked(cast.ben, cast.ana))
        assert take_quotes_out(post).draft_version == post.draft_version


class TestWhenItIsOut:
    def test_its_askers_are_told_once_in_neutral_words(self, cast: Cast, signed_in) -> None:  # I27
        one, two = asked(cast.ben, cast.ana), asked(cast.cleo, cast.ana, WORDS + " And then?")
        post = answering(cast.ana, one, two)
        publish(post, by=cast.ana)
        react(post)
        assert (box("ben"), box("cleo")) == (["answer"], ["answer"])
        assert "There is an answer you may want to read" in html(signed_in(cast.ben).get("/you/"))

    def test_the_question_leads_to_the_answer(self, cast: Cast, signed_in) -> None:
        question = asked(cast.ben, cast.ana)
        post = answering(cast.ana, question)
        ben, path = signed_in(cast.ben), f"/you/questions/{question.pk}/"
        assert "Being answered" in html(ben.get(path))
        publish(post, by=cast.ana)
        assert f'href="/@ana/{post.slug}/"' in html(ben.get(path))
        verbs.withdraw(post, by=cast.ana)
        assert "The answer was taken down" in html(ben.get(path))

    def test_the_public_page_says_nothing_of_askers(self, cast: Cast) -> None:  # I5
        post = answering(cast.ana, asked(cast.ben, cast.ana), asked(cast.cleo, cast.ana, WORDS + " And then?"))
        publish(post, by=cast.ana)
        page = html(Client().get(f"/@ana/{post.slug}/"))
        assert WORDS not in page
        assert "asked" not in page.split("<main")[1].split("</main")[0].replace("asked questions", "")
