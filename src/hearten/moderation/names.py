"""A name in its space, as moderation decides about it: the pseudonym and nothing behind it (I1, I6)."""

from __future__ import annotations

from collections.abc import Collection

from hearten.accounts import wall
from hearten.accounts.models import Account, Persona
from hearten.moderation.subjects import Shown, Subject

KIND = "accounts.persona"


def subject_of(persona_id: str) -> str:
    """How decisions name a persona."""
    return f"{KIND}:{persona_id}"


def is_name(subject: str) -> bool:
    """Whether a decision is about a name, not a thing."""
    return subject.startswith(f"{KIND}:")


def show_name(key: str) -> Shown | None:
    """Its name; it has no words and no address of its own, and can't be reported."""
    persona = Persona.objects.filter(pk=key).first()
    return Shown("A name", persona.name, "", "", is_public=False) if persona else None


def nothing(key: str, by: Account) -> None:
    """A name is never taken down; what is decided about it is in `standing`."""


def is_own_name(key: str, account: Account) -> bool:
    """Whether this account is behind it; asked about the one who is looking only."""
    return wall.owns(account, key)


def own_names(account: Account) -> Collection[str]:
    """The ids of the account's own names."""
    return [persona.pk for persona in wall.own_personas(account).only("pk")]


NAME = Subject(show_name, nothing, nothing, wall.leave_notice, is_own_name, own_names, what="name you write under")
