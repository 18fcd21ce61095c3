"""The demo community's general questions: some wait, one is answered, one got a kind no."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog.models import Post
from hearten.config.community import table
from hearten.directory.models import Therapist
from hearten.questions.actions.answer import answer_in_post, decline, open_questions
from hearten.questions.actions.ask import ask
from hearten.questions.models import Question


def bring_questions() -> None:
    """Every question through the same door as anybody's. Running it again adds what is missing."""
    given = table("questions")
    for each in given["open"]:
        author = Therapist.objects.select_related("account").get(handle=each["author"])
        if author.questions_within_days != each["days"]:
            open_questions(author, within_days=each["days"], by=author.account)
    for each in given["questions"]:
        bring_question(each)


def bring_question(given: dict[str, Any]) -> None:
    """One question with its day, and what became of it."""
    author = Therapist.objects.select_related("account").get(handle=given["to"])
    if Question.objects.filter(therapist=author, body=given["text"]).exists():
        return
    by = Account.objects.get(login=given["by"])
    question = ask(author, by=by, body=given["text"], quotable=given.get("quotable", False)).question
    day = timezone.localdate() - timedelta(days=given["days_ago"])
    expected = day + timedelta(days=author.questions_within_days)
    Question.objects.filter(pk=question.pk).update(asked_on=day, expected_on=expected)
    if "answer" in given:
        post = Post.objects.get(therapist=author, slug=given["answer"])
        answer_in_post([question], by=author.account, post=post)
    if "decline" in given:
        decline(question, reason=given["decline"], by=author.account)
