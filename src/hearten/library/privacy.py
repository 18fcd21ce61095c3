"""What is kept of a person here: what was found at the links they recommend."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from hearten.accounts.models import Account
from hearten.accounts.privacy import Kept, PersonalData
from hearten.blog.models import Resource
from hearten.library.collections import things
from hearten.library.kept import forget
from hearten.library.kept import kept as kept_choices
from hearten.library.models import Address, Collection, CollectionHelper, LinkCheck, OutsideGroup


def export(account: Account) -> dict[str, Any]:
    """What the checks of their links found."""
    urls = Resource.objects.filter(therapist__account=account).values("url")
    checks = LinkCheck.objects.filter(address__url__in=urls).order_by("address__url", "-day")
    rows = checks.values_list("address__url", "day", "outcome")
    suggested = OutsideGroup.objects.filter(suggested_by__account=account).order_by("pk")
    return {
        "link_checks": [{"url": url, "day": day.isoformat(), "outcome": outcome} for url, day, outcome in rows],
        "collections": [kept(row) for row in Collection.objects.filter(therapist__account=account).order_by("pk")],
        "collections_helped": list(
            CollectionHelper.objects.filter(therapist__account=account).values("collection__title", "accepted")
        ),
        "choices_kept": asdict(choices) if (choices := kept_choices(account)) else None,
        "groups_suggested": list(suggested.values("name", "url", "suggestion")),
    }


def kept(row: Collection) -> dict[str, Any]:
    """One collection with what stands in it, by name."""
    return {
        "title": row.title,
        "slug": row.slug,
        "purpose": row.purpose,
        "is_open": row.is_open,
        "things": [thing["title"] for thing in things(row)],
    }


def erase(account: Account) -> list[Kept]:
    """Addresses that only this person pointed to are forgotten with what was found there."""
    own = Resource.objects.filter(therapist__account=account).values("url")
    others = Resource.objects.exclude(therapist__account=account).values("url")
    groups = OutsideGroup.objects.values("url")
    Address.objects.filter(url__in=own).exclude(url__in=others).exclude(url__in=groups).delete()
    forget(account)
    Collection.objects.filter(therapist__account=account).delete()
    CollectionHelper.objects.filter(therapist__account=account).delete()
    OutsideGroup.objects.filter(suggested_by__account=account).update(suggestion="", suggested_by=None)
    return []


PERSONAL_DATA = PersonalData(
    export=export,
    erase=erase,
    says="The choices you kept on the shelves. If you are a professional here: your collections, what our checks "
    "found at the links you recommend, and why you suggested a group. The group itself stays on the host's list.",
)
