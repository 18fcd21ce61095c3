"""Two pieces by different professionals that see something differently, side by side (R41)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog.models.post import Post


class DifferingQuerySet(models.QuerySet["Differing"]):
    """Which pairs somebody may see."""

    def shown(self) -> DifferingQuerySet:
        """What readers see: not ended, and both pieces public."""
        one, other = (Exists(Post.objects.public().filter(pk=OuterRef(key))) for key in ("post_id", "other_id"))
        return self.filter(one, other, ended_on=None)  # a list of all public pieces would be made for each page

    def about(self, post: Post) -> DifferingQuerySet:
        """Pairs in which this piece is one of the two."""
        return self.filter(Q(post=post) | Q(other=post))

    def shared_by(self, account: Account) -> DifferingQuerySet:
        """Pairs with a piece of this author's, while they last."""
        either = Q(post__therapist__account=account) | Q(other__therapist__account=account)
        return self.filter(either, ended_on=None)

    def disputed(self) -> DifferingQuerySet:
        """Pairs whose other author disagrees, until an editor has decided."""
        return self.filter(ended_on=None, disputed_on__isnull=False, settled_on=None)

    def settleable_by(self, editor: Account) -> DifferingQuerySet:
        """Disputes about pieces that this editor did not write."""
        either = Q(post__therapist__account=editor) | Q(other__therapist__account=editor)
        return self.disputed().exclude(either)


class Differing(models.Model):
    """`post` sees something differently from `other`; one neutral sentence says what.

    by_editor: a clinical editor said so, not the author of `post`. answer: one sentence by the author of `other`.
    dispute: why that author thinks it should not stand there; a clinical editor settles it with a reason.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="differs")
    other = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="differed_from")
    says = models.CharField(max_length=300)
    by_editor = models.BooleanField(default=False)
    said_on = models.DateField(default=timezone.localdate)
    answer = models.CharField(max_length=300, blank=True, default="")
    dispute = models.CharField(max_length=500, blank=True, default="")
    disputed_on = models.DateField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)

    objects = DifferingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["post", "other"], condition=Q(ended_on=None), name="one_open_differing"
            ),
            models.CheckConstraint(condition=~Q(post=F("other")), name="differing_has_two_pieces"),
            models.CheckConstraint(condition=Q(says__gt=""), name="differing_says_what"),
            models.CheckConstraint(condition=Q(settled_on=None) | Q(reason__gt=""), name="settled_with_a_reason"),
        ]

    def __str__(self) -> str:
        return "differing"
