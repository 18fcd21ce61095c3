"""What follows when an answer goes out: its askers are told, and nobody's words go with it unasked."""

from __future__ import annotations

from django.db import transaction

from hearten.accounts.models import BoxNotice
from hearten.accounts.wall import leave_notice
from hearten.blog.actions.publish import withdraw
from hearten.blog.models import Post
from hearten.events.models import Event
from hearten.questions.checks import edition_quotes
from hearten.questions.models import Question


def answer_out(event: Event) -> None:
    """A post is public. A restored one may quote somebody who has taken their yes back: it comes down again."""
    key = int(event.subject.partition(":")[2])
    post = Post.objects.public().select_related("edition", "therapist__account").filter(pk=key).first()
    if post is None:
        return
    if keep_words_private(post):
        return
    for question in Question.objects.filter(answer=post, told=False):
        tell(question)


@transaction.atomic
def keep_words_private(post: Post) -> bool:
    """Take it down when its public text quotes somebody without their yes. True when it did."""
    bodies = Question.objects.filter(answer=post, quotable=False).values_list("body", flat=True)
    if not any(edition_quotes(post, body) for body in bodies):
        return False
    withdraw(post, by=None)
    BoxNotice.objects.create(account=post.therapist.account, kind="plan-stopped")
    return True


@transaction.atomic
def tell(question: Question) -> None:
    """A neutral line in the asker's box, once."""
    if Question.objects.filter(pk=question.pk, told=False).update(told=True):
        leave_notice(question.persona_id, "answer")
