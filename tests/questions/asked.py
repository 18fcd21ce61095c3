"""Questions that were asked, and posts that answer them."""

from datetime import timedelta
from html import unescape
from typing import Any

from django.utils import timezone

from hearten.accounts.models import Account, opaque
from hearten.accounts.wall import persona_for
from hearten.blog.models import Post
from hearten.events.models import Event, ref
from hearten.questions.models import Question
from hearten.questions.reactions import answer_out
from tests.blog.pieces import draft

WORDS = "How do people find sleep again when they lie awake every night since a death in the family?"
CRISIS = "I want to kill myself tonight. How do others stop wanting that?"
ASK = "/@ana/questions/new/"


def asked(by: Account, of: Account, body: str = WORDS, *, days_ago: int = 0, **fields: Any) -> Question:
    """A question as a row, without the Guard's time."""
    key, day = opaque(), timezone.localdate() - timedelta(days=days_ago)
    expected = fields.pop("expected_on", day + timedelta(days=14))
    persona = persona_for(by, f"question:{key}")
    return Question.objects.create(
        id=key, therapist=of.therapist, persona=persona, body=body, asked_on=day, expected_on=expected, **fields
    )


def answering(author: Account, *questions: Question, **fields: Any) -> Post:
    """A draft that may go out, linked to these questions."""
    post = draft(author, **fields)
    Question.objects.filter(pk__in=[question.pk for question in questions]).update(answer=post)
    return post


def react(post: Post) -> None:
    """What the worker does after the post was published; twice, as it may happen."""
    event = Event.objects.filter(kind="post.published", subject=ref(post)).latest("pk")
    answer_out(event)
    answer_out(event)


def html(answer: Any) -> str:
    return unescape(answer.content.decode())
