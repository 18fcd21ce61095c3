"""What is said in a group: threads and replies, by personas alone."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hearten.accounts.models import Account, Persona, opaque
from hearten.accounts.wall import hidden_from, own_personas
from hearten.groups.models.group import SupportGroup
from hearten.media.models import VoiceNote
from hearten.prepared import Given


class WordsState(models.TextChoices):
    """Who sees them. Their writer always does."""

    VISIBLE = "visible", "visible"
    WAITING = "waiting", "waiting to be read"
    REMOVED = "removed", "removed"
    HELD = "held", "hidden until a second look"
    ASKED = "asked", "hidden until their writer has changed them"
    DELETED = "deleted", "taken back by their writer"


def no_notes() -> list[str]:
    """The content notes of words that need none."""
    return []


class WordsQuerySet(models.QuerySet[Any]):
    """Which words somebody may see. Which groups they may read is asked first (reader.py)."""

    def visible_to(self, viewer: Account | Given, *, keeps: bool = False) -> Self:
        """What everybody in the group sees but the words of people the viewer blocked or is blocked by (I6), and
        the viewer's own whatever their state.

        keeps: the viewer looks after the group: they see what waits as well, and nobody can hide from them.
        """
        own = Q(persona__in=own_personas(viewer))
        if keeps:
            shown = [WordsState.VISIBLE, WordsState.DELETED, WordsState.WAITING]
            return self.filter(Q(state__in=shown) | own)
        shown = [WordsState.VISIBLE, WordsState.DELETED]
        return self.filter(Q(state__in=shown) | own).exclude(persona__in=hidden_from(viewer))

    def written_by(self, account: Account) -> Self:
        """The account's own, under whatever name."""
        return self.filter(persona__in=own_personas(account))


class Words(models.Model):
    """What threads and replies share.

    persona: empty only in a talk that others answered, once its writer was erased.
    covered: passages that readers see covered, one a line; nothing is taken out of `body` (R95, I16).
    with_you, same_here, thank_you: that somebody said so, at least once. No number, no name, no time (C4, R7).
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    persona = models.ForeignKey(Persona, on_delete=models.SET_NULL, null=True, related_name="+")
    body = models.TextField(max_length=6000)
    html = models.TextField()
    covered = models.TextField(blank=True, default="")
    state = models.CharField(max_length=8, choices=WordsState.choices, default=WordsState.VISIBLE)
    written_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    with_you = models.BooleanField(default=False)
    same_here = models.BooleanField(default=False)
    thank_you = models.BooleanField(default=False)

    objects = WordsQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(persona__isnull=False) | Q(state="deleted"), name="%(class)s_has_a_writer"
            )
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def subject(self) -> str:
        """How moderation names them."""
        return f"{self._meta.label_lower}:{self.pk}"


class Told(Words):
    """What the words of a talk share: they may be told aloud as well. The note is theirs alone."""

    voice = models.OneToOneField(VoiceNote, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Words.Meta):
        abstract = True


class Thread(Told):
    """The first words of a talk.

    listening: "just listening, please" (R64). notes: content notes, closed for readers who asked for that.
    topic: the opaque address for open pages. last_at: when something was last said, for the order of the list.
    answered: whether somebody else has answered.
    """

    group = models.ForeignKey(SupportGroup, on_delete=models.CASCADE, related_name="threads")
    title = models.CharField(max_length=80)
    listening = models.BooleanField(default=False)
    notes = models.JSONField(default=no_notes)
    topic = models.CharField(max_length=22, default=opaque, editable=False)
    last_at = models.DateTimeField(default=timezone.now)
    answered = models.BooleanField(default=False)

    class Meta(Told.Meta):
        abstract = False
        verbose_name = "thread in a group"
        indexes: ClassVar = [
            models.Index(fields=["group", "-last_at", "id"], name="threads_of_group"),
            models.Index(fields=["persona"], name="threads_of_persona"),
        ]


class Reply(Told):
    """An answer in a thread. put_away: the thread's own writer would rather not have it shown there (R64)."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="replies")
    put_away = models.BooleanField(default=False)

    class Meta(Told.Meta):
        abstract = False
        verbose_name = "reply in a group"
        indexes: ClassVar = [
            models.Index(fields=["thread", "written_at", "id"], name="replies_of_thread"),
            models.Index(fields=["persona"], name="replies_of_persona"),
        ]
