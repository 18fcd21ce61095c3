"""The demo's groups elsewhere and its collections, brought in through the actions that people use."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog.models import Post, Resource
from hearten.config.community import table
from hearten.directory.models import Therapist, Topic
from hearten.library import collections, groups
from hearten.library.models import Collection, OutsideGroup

#: How many resources and pieces of a topic a demo collection takes.
SOME = 3
FACTS = (
    "name", "url", "run_by", "moderation", "audience", "cost", "language", "leaving", "looked_at", "concerns",
)  # fmt: skip


def bring_groups() -> None:
    """Groups that a moderator looked at and the safety lead confirmed."""
    dov, grace = (Account.objects.get(login=login) for login in ("dov", "grace"))
    for given in table("library")["groups"]:
        if OutsideGroup.objects.filter(name=given["name"]).exists():
            continue
        row = OutsideGroup(**{name: given[name] for name in FACTS})
        slugs = [topic.split(":")[1] for topic in given["topics"]]
        groups.look(row, topics=Topic.objects.filter(slug__in=slugs), by=dov)
        groups.confirm(row, by=grace)
        then = timezone.localdate() - timedelta(days=given["days_ago"])
        OutsideGroup.objects.filter(pk=row.pk).update(looked_on=then, decided_on=then)


def bring_collections() -> None:
    """One of a professional's and one of the host's."""
    for given in table("library")["collections"]:
        if not Collection.objects.filter(slug=given["slug"]).exists():
            bring_collection(given)


def bring_collection(given: dict[str, Any]) -> None:
    """One collection with some resources, pieces and groups about its topics."""
    owner = Therapist.objects.filter(handle=given["by"]).first()
    by = owner.account if owner else Account.objects.get(login="grace")
    facts = {name: given[name] for name in ("title", "slug", "purpose")}
    row = collections.begin(facts={**facts, "is_open": True}, owner=owner, by=by)
    for key in keys(given, owner):
        collections.add(row, key=key, by=by)


def keys(given: dict[str, Any], owner: Therapist | None) -> list[str]:
    """What goes into a collection, as its keeper would choose it."""
    resources = Resource.objects.filter(topics__in=given["topics"]).distinct().order_by("title")
    posts = Post.objects.public().filter(topics__in=given["topics"]).distinct().order_by("title")
    if owner:
        resources, posts = resources.filter(therapist=owner), posts.filter(therapist=owner)
    outside = OutsideGroup.objects.filter(name__in=given["groups"])
    return [
        *(f"post:{pk}" for pk in posts.values_list("pk", flat=True)[:SOME]),
        *(f"resource:{pk}" for pk in resources.values_list("pk", flat=True)[:SOME]),
        *(f"group:{pk}" for pk in outside.values_list("pk", flat=True)),
    ]
