"""Named lists of resources, groups and posts, kept by one professional or the host, or shared."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hearten.accounts.models import Account, Role
from hearten.blog.models import Post, Resource
from hearten.directory.models import Therapist
from hearten.library.models.groups import OutsideGroup


class CollectionQuerySet(models.QuerySet["Collection"]):
    """Which collections somebody may see or change."""

    def public(self) -> CollectionQuerySet:
        """Open ones of the host, and of professionals whose page is open."""
        return self.filter(Q(therapist=None) | Q(therapist__in=Therapist.objects.listed()), is_open=True)

    def editable_by(self, account: Account) -> CollectionQuerySet:
        """Their own, those they help with, and the host's for its administrators."""
        mine = Q(therapist__account=account) | Q(helpers__therapist__account=account, helpers__accepted=True)
        if account.has_role(Role.HOST_ADMIN):
            mine |= Q(therapist=None)
        return self.filter(mine).distinct()

    def owned_by(self, account: Account) -> CollectionQuerySet:
        """Those they may invite others to."""
        mine = Q(therapist__account=account)
        return self.filter(mine | Q(therapist=None)) if account.has_role(Role.HOST_ADMIN) else self.filter(mine)


class Collection(models.Model):
    """A list with a name, such as “First weeks of grief”. therapist: whose it is; None for the host's."""

    therapist = models.ForeignKey(
        Therapist, on_delete=models.CASCADE, null=True, blank=True, related_name="collections"
    )
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    purpose = models.CharField(max_length=300)
    is_open = models.BooleanField(default=False)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class CollectionItem(models.Model):
    """One thing in a collection; its place is set by hand."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    group = models.ForeignKey(OutsideGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(resource__isnull=False, group=None, post=None)
                | Q(resource=None, group__isnull=False, post=None)
                | Q(resource=None, group=None, post__isnull=False),
                name="item_is_one_thing",
            ),
            models.UniqueConstraint(fields=["collection", "resource"], name="resource_once"),
            models.UniqueConstraint(fields=["collection", "group"], name="group_once"),
            models.UniqueConstraint(fields=["collection", "post"], name="post_once"),
        ]

    def __str__(self) -> str:
        return f"item {self.position}"


class CollectionHelper(models.Model):
    """Another professional who was invited, and takes part once they say yes."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="helpers")
    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="+")
    accepted = models.BooleanField(default=False)
    invited_on = models.DateField(default=timezone.localdate)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collection", "therapist"], name="helper_invited_once")
        ]

    def __str__(self) -> str:
        return "helper"
