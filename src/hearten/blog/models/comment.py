"""What readers answer: comments under a persona of this page, and thanks that nobody signs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from hearten.accounts.models import Account, Persona
from hearten.accounts.wall import hidden_from, own_personas
from hearten.blog.models.helper import Helper
from hearten.blog.models.post import Post
from hearten.directory.models import Therapist
from hearten.moderation.models import SafetyItem
from hearten.prepared import Given


class CommentState(models.TextChoices):
    """Who sees a comment."""

    VISIBLE = "visible", "visible"
    WAITING = "waiting", "waiting to be read"
    REMOVED = "removed", "removed"
    HELD = "held", "hidden until a second look"
    ASKED = "asked", "hidden until its writer has changed it"
    DELETED = "deleted", "deleted by its writer"


class CommentQuerySet(models.QuerySet["Comment"]):
    """Which comments somebody may see."""

    def visible_to(self, viewer: Account | Given | None) -> CommentQuerySet:
        """Public ones but those of people the viewer blocked or is blocked by (I6), and the viewer's own whatever
        their state. viewer: may be named later (`Given`).
        """
        shown = Q(state__in=[CommentState.VISIBLE, CommentState.DELETED])
        if viewer is None:
            return self.filter(shown)
        own = Q(persona__in=own_personas(viewer)) | Q(therapist__account=viewer)
        return self.filter(shown | own).exclude(persona__in=hidden_from(viewer))

    def written_by(self, account: Account) -> CommentQuerySet:
        """The account's own comments, under whatever name."""
        return self.filter(Q(persona__in=own_personas(account)) | Q(therapist__account=account))

    def waiting_for(self, account: Account) -> CommentQuerySet:
        """What waits on this therapist's own pages."""
        return self.filter(post__therapist__account=account).to_be_read()

    def helped_by(self, by: Account, helper: Helper) -> CommentQuerySet:
        """What waits on the pages of somebody this account helps; never its own words."""
        own = Comment.objects.written_by(by).values("pk")
        return self.filter(post__therapist=helper.therapist_id).to_be_read().exclude(pk__in=own)

    def to_be_read(self) -> CommentQuerySet:
        """What waits; what came after enough for one day only tomorrow (R26), words in the safety queue only after
        it has let go of them.
        """
        subject = Concat(Value("blog.comment:"), Cast(OuterRef("pk"), models.CharField()))
        in_queue = SafetyItem.objects.filter(subject=subject, closed_at=None)
        rested = Q(rests_until=None) | Q(rests_until__lte=timezone.localdate())
        return self.filter(rested, ~Exists(in_queue), state=CommentState.WAITING)


class Comment(models.Model):
    """One answer under a post: by a persona, or by a therapist in their own name.

    body: as it was written; the writer reads all of it (I16). html: as readers see it, with what could lead to a
    person masked (R83). covered: passages that a moderator has covered for readers, one a line.
    rests_until: the day it reaches the page's owner, when they had enough for the day it was written (R26).
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    body = models.TextField(max_length=4000)
    html = models.TextField()
    covered = models.TextField(blank=True, default="")
    state = models.CharField(max_length=10, choices=CommentState.choices, default=CommentState.VISIBLE)
    written_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    rests_until = models.DateField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["post", "state", "id"], name="comment_thread")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(persona__isnull=False, therapist=None) | Q(persona=None, therapist__isnull=False),
                name="comment_has_one_writer",
            )
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class Thanks(models.Model):
    """That somebody pressed "I relate" or "thank you" on a day. No number, and nobody's name (R7)."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="thanks")
    word = models.CharField(max_length=10, choices=[("relate", "I relate"), ("thanks", "Thank you")])
    day = models.DateField(default=timezone.localdate)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "word", "day"], name="thanks_a_day")]

    def __str__(self) -> str:
        return self.word
