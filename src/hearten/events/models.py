"""What happened, in ids only: the live feed's source and the start of every reaction; and the audit chain."""

from datetime import datetime
from typing import ClassVar, Protocol

from django.db import models
from django.utils import timezone


class Actor(Protocol):
    """Whoever can act: an account or a persona, never both in one row."""

    @property
    def ref(self) -> str: ...


class Event(models.Model):
    """One thing that happened. It holds references, never anybody's words.

    subject: `app.model:id`. actor: `account:id`, `persona:id` or `system`. topic: the opaque address that
    live listeners hold a ticket for, or "". data: ids and closed words only.
    """

    kind = models.CharField(max_length=64)
    subject = models.CharField(max_length=96)
    actor = models.CharField(max_length=64)
    topic = models.CharField(max_length=64, blank=True, default="")
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "id"], name="event_subject"),
            models.Index(fields=["created_at"], name="event_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


def ref(row: models.Model) -> str:
    """How events name a row: `blog.post:7`."""
    return f"{row._meta.label_lower}:{row.pk}"


class Recurring(models.Model):
    """When a repeated task is due next. One row a task; workers claim it by compare-and-set."""

    name = models.CharField(max_length=100, primary_key=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def claim(cls, name: str, *, now: datetime, next_due: datetime) -> bool:
        """True for exactly one of any number of workers when the task is due."""
        cls.objects.get_or_create(name=name, defaults={"due_at": now})
        return cls.objects.filter(name=name, due_at__lte=now).update(due_at=next_due) == 1


class AuditRow(models.Model):
    """Somebody looked at, or decided to look at, what is nobody's business (I30). Written by `chain.append` alone.

    Rows can't be changed or deleted: the database refuses (migration 0002), and `chain.verify` would see it.
    who: `account:id` or `system`. act: closed words, as `glass.looked`. subject: `app.model:id`. case: what belongs
    together. why: somebody's words; emptied after `chain.WORDS_STAY`, while their seal stays. data: closed words.
    previous, seal: keyed hashes of the row before and of this one.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    who = models.CharField(max_length=64)
    act = models.CharField(max_length=40)
    subject = models.CharField(max_length=96, db_index=True)
    case = models.CharField(max_length=40, db_index=True)
    why = models.TextField(blank=True, default="")
    data = models.JSONField(default=dict)
    why_seal = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, unique=True)
    seal = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"{self.number} {self.act}"
