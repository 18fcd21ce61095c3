"""A general question, and what its asker may know of it. Nothing here names an account (I1)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

from hearten.accounts.models import Account, Persona, opaque
from hearten.accounts.wall import own_personas
from hearten.blog.models import Post
from hearten.directory.models import Therapist
from hearten.moderation.models import SafetyItem


class State(models.TextChoices):
    """Where a question stands. Whether it is being answered, or was, follows from its post alone."""

    WAITING = "waiting", "waiting"
    DECLINED = "declined", "not answered"
    REMOVED = "removed", "taken out by a moderator"


class Reason(models.TextChoices):
    """Why a question is not answered. What its asker reads for each is in `words.py`."""

    NEEDS_SOMEONE = "someone", "It needs somebody who knows them"
    PERSONAL = "personal", "It can't be answered in general, only for one person"
    OUTSIDE = "outside", "It is outside what I know well"
    THERE = "there", "Something I have already written answers it"
    NO_ROOM = "no_room", "I can't answer everything I am asked"


def in_safety_queue() -> Exists:
    """Whether the safety team still has the question."""
    subject = Concat(Value("questions.question:"), OuterRef("pk"))
    return Exists(SafetyItem.objects.filter(subject=subject, closed_at=None))


class QuestionQuerySet(models.QuerySet["Question"]):
    """Which questions somebody may see."""

    def asked_by(self, account: Account) -> QuestionQuerySet:
        """The account's own."""
        return self.filter(persona__in=own_personas(account))

    def put_to(self, account: Account) -> QuestionQuerySet:
        """What this professional may read: not what the safety team still has, nor what was taken out."""
        mine = self.filter(therapist__account=account, therapist__account__paused="")
        return mine.exclude(state=State.REMOVED).exclude(in_safety_queue())

    def waiting_for(self, account: Account) -> QuestionQuerySet:
        """What this professional has not answered yet, in a post or otherwise."""
        return self.put_to(account).filter(state=State.WAITING, answer=None)


class Question(models.Model):
    """One question under a persona that is used for nothing else, so that no two can be laid side by side (I4).

    therapist: empty once they have left. body: whole, for its asker and the safety team. covered: the words as the
    professional reads them when something was covered that could lead to a person, or "" (R83). expected_on: the
    day named when it was asked. asked_on: a day, because a time could be compared. answer: the post it is answered
    in. quotable: that its words may stand there (I33). told: whether its asker was told of the answer.
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    therapist = models.ForeignKey(Therapist, on_delete=models.SET_NULL, null=True, related_name="questions")
    persona = models.OneToOneField(Persona, on_delete=models.CASCADE, related_name="+")
    body = models.TextField(max_length=2000)
    covered = models.TextField(max_length=2000, blank=True, default="")
    quotable = models.BooleanField(default=False)
    asked_on = models.DateField(default=timezone.localdate)
    expected_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True, default="")
    answer = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="questions")
    told = models.BooleanField(default=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["asked_on", "id"]
        indexes: ClassVar = [models.Index(fields=["therapist", "state", "asked_on", "id"], name="question_queue")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="declined", reason__in=Reason.values) | (~Q(state="declined") & Q(reason="")),
                name="question_declined_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return "question"

    @property
    def for_author(self) -> str:
        """The words as the professional reads them."""
        return self.covered or self.body

    @property
    def subject(self) -> str:
        """How moderation names it."""
        return f"questions.question:{self.pk}"
