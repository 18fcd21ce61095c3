"""Collections: what stands in them, in which order, and who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.urls import reverse

from hearten.accounts.models import Account, BoxNotice, Role
from hearten.blog.lists import Entry, entry, entry_rows
from hearten.blog.models import Post, Resource
from hearten.directory.models import Therapist
from hearten.events.actions import record
from hearten.library import groups, shelf
from hearten.library.models import Collection, CollectionHelper, CollectionItem, OutsideGroup

#: Collections on the list, things in one of them, and things offered to add.
SHOWN = 200
MOST_ITEMS = 100
OFFERED = 100


@dataclass(frozen=True)
class Row:
    """One thing in a collection as readers see it: exactly one of the three."""

    resource: shelf.Item | None = None
    group: groups.Group | None = None
    post: Entry | None = None


def rows(collection: Collection) -> list[Row]:
    """What everybody may see of a collection, in its order. Six statements at most."""
    items = list(collection.items.all()[:MOST_ITEMS])
    resources = shelf.items(shelf.public_resources().filter(pk__in=[i.resource_id for i in items if i.resource_id]))
    outside = groups.shown(list(groups.listed_now().filter(pk__in=[i.group_id for i in items if i.group_id])))
    posts = entry_rows(Post.objects.public().filter(pk__in=[i.post_id for i in items if i.post_id]))
    by_resource = {one.pk: Row(resource=one) for one in resources}
    by_group = {one.pk: Row(group=one) for one in outside}
    by_post = {row["pk"]: Row(post=entry(row)) for row in posts}
    found = [
        by_resource.get(i.resource_id or 0) or by_group.get(i.group_id or 0) or by_post.get(i.post_id or 0)
        for i in items
    ]
    return [row for row in found if row]


def keepers(collection: Collection) -> list[dict[str, str]]:
    """Who keeps it, for readers: its owner, then everyone who takes part and whose page is open."""
    helping = CollectionHelper.objects.filter(collection=collection, accepted=True).values("therapist")
    people = Therapist.objects.listed().filter(Q(pk=collection.therapist_id) | Q(pk__in=helping)).order_by("name")
    return [{"name": one.name, "href": reverse("therapist", args=[one.handle])} for one in people]


def offered(account: Account) -> list[tuple[str, str]]:
    """What this person may add: their own resources and posts, and listed groups. As (key, label).

    The host's administrators may add everything that is on a public shelf.
    """
    everything = account.has_role(Role.HOST_ADMIN)
    shelves = shelf.public_resources() if everything else Resource.objects.filter(therapist__account=account)
    own = shelves.order_by("title", "pk")
    posts = Post.objects.public().filter(therapist__account=account).order_by("title")
    listed = groups.listed_now().order_by("name")
    return [
        *((f"resource:{row.pk}", row.title) for row in own[:OFFERED]),
        *((f"post:{row.pk}", f"{row.title} (yours)") for row in posts[:OFFERED]),
        *((f"group:{row.pk}", f"{row.name} (a group elsewhere)") for row in listed[:OFFERED]),
    ]


@transaction.atomic
def begin(*, facts: dict[str, Any], owner: Therapist | None, by: Account) -> Collection:
    """A new collection, closed until its owner opens it. owner: None for the host's."""
    row = Collection.objects.create(therapist=owner, **facts)
    record("collection.changed", subject=row, by=by)
    return row


@transaction.atomic
def change(row: Collection, *, by: Account) -> None:
    """Keep its name, purpose, and whether everybody may see it."""
    row.save()
    record("collection.changed", subject=row, by=by)


@transaction.atomic
def add(row: Collection, *, key: str, by: Account) -> None:
    """Put something at the end. key: one of `offered`. What is there already stays where it is."""
    kind, _colon, number = key.partition(":")
    last = row.items.aggregate(last=Max("position"))["last"] or 0
    CollectionItem.objects.get_or_create(
        collection=row, **{f"{kind}_id": int(number)}, defaults={"position": last + 1}
    )
    record("collection.changed", subject=row, by=by)


@transaction.atomic
def move(row: Collection, *, item: CollectionItem, way: str, by: Account) -> None:
    """Up, down, or out. way: "up", "down" or "out"."""
    order = list(CollectionItem.objects.select_for_update().filter(collection=row))
    at = order.index(item)
    order.pop(at)
    if way == "out":
        item.delete()
    else:
        order.insert(max(0, at - 1) if way == "up" else at + 1, item)
    for position, one in enumerate(order, start=1):
        CollectionItem.objects.filter(pk=one.pk).update(position=position)
    record("collection.changed", subject=row, by=by)


@transaction.atomic
def invite(row: Collection, *, whom: Therapist, by: Account) -> None:
    """Ask a colleague to take part. They get a neutral line; until they say yes nothing changes."""
    _helper, new = CollectionHelper.objects.get_or_create(collection=row, therapist=whom)
    if new:
        BoxNotice.objects.create(account=whom.account, kind="collection-invited")
        record("collection.invited", subject=row, by=by)


@transaction.atomic
def accept(helper: CollectionHelper, *, by: Account) -> None:
    """Take part."""
    helper.accepted = True
    helper.save(update_fields=["accepted"])
    record("collection.joined", subject=helper.collection, by=by)


@transaction.atomic
def leave(helper: CollectionHelper, *, by: Account) -> None:
    """Say no, or stop. What they added stays: it is the collection's."""
    collection = helper.collection
    helper.delete()
    record("collection.left", subject=collection, by=by)


def invitations(account: Account) -> QuerySet[CollectionHelper]:
    """What somebody was asked to take part in, or does."""
    found = CollectionHelper.objects.filter(therapist__account=account)
    return found.select_related("collection__therapist").order_by("collection__title")


def things(row: Collection) -> list[dict[str, Any]]:
    """What stands in it, for whoever keeps it: also what readers can't see just now."""
    found = row.items.select_related("resource", "group", "post")[:MOST_ITEMS]
    return [{"pk": item.pk, "title": title_of(item)} for item in found]


def title_of(item: CollectionItem) -> str:
    """The name of whatever it is."""
    thing: Resource | OutsideGroup | Post | None = item.resource or item.group or item.post
    return str(thing)
