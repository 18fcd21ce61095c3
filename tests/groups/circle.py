"""Support groups for tests: one that is ready, who looks after it, and short ways to join and to talk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hearten.accounts.models import Account, Persona, Role
from hearten.groups.actions import joining, keeping, opening, talking
from hearten.groups.actions.hearing import Typed
from hearten.groups.actions.notebook import note
from hearten.groups.models import Entry, Membership, Reply, SupportGroup, Thread
from hearten.groups.reader import Reader, membership_of, reader_of
from tests.cast import Cast, account

AGREEMENT = "What is said here stays here."
NORMS = ["Ask before you give advice.", "Speak for yourself."]


def another_moderator() -> Account:
    """Iris, who looks after groups with Dov."""
    found = Account.objects.filter(login="iris").first()
    return found or account("iris", [Role.MEMBER, Role.MODERATOR])


def ready_group(cast: Cast, **settings: Any) -> SupportGroup:
    """A group with two moderators, Dov being the independent one, and hours tomorrow. It is not open yet."""
    given: dict[str, Any] = {
        "name": "Nights awake",
        "purpose": "For people who lie awake and would rather not do that alone.",
        "norms": NORMS,
        "agreement": AGREEMENT,
        "content_notes": ["Loss", "Illness"],
    }
    group = opening.create(by=cast.grace, **{**given, **settings})
    today = timezone.localdate()
    opening.appoint(group, cast.dov, "moderator", by=cast.grace, trained_on=today, independent=True)
    iris = opening.appoint(group, another_moderator(), "moderator", by=cast.grace, trained_on=today)
    tomorrow = timezone.now() + timedelta(days=1)
    keeping.add_hours(iris, starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=2))
    return group


def open_group(cast: Cast, *, on_duty: bool = False, **settings: Any) -> SupportGroup:
    """The same, open. on_duty: somebody is there for an hour from now. Needs the fixture `host_ready`."""
    group = ready_group(cast, **settings)
    opening.open_group(group, by=cast.grace)
    if on_duty:
        now = timezone.now()
        dov = membership_of(cast.dov, group.pk)
        assert dov
        keeping.add_hours(dov, starts_at=now, ends_at=now + timedelta(hours=1))
    return SupportGroup.objects.get(pk=group.pk)


def joined(group: SupportGroup, who: Account, *, known: bool = True, agreed: bool = True) -> Reader:
    """Somebody who came in. known: their first words were read before, so that theirs appear at once."""
    membership = joining.join(group, by=who)
    if known:
        Persona.objects.filter(pk=membership.persona_id).update(reviewed=True)
    if agreed:
        Membership.objects.filter(pk=membership.pk).update(agreed=group.agreement_version)
    return reader_of(who, group.pk)


def begun(reader: Reader, body: str = "I wake at four and the house is quiet.", **typed: Any) -> Thread:
    """A talk."""
    words = talking.begin(reader, Typed(body, **{"title": "Four in the morning", "agrees": True, **typed})).words
    assert isinstance(words, Thread)
    return words


def noted(reader: Reader, body: str = "I walk round the block.", **typed: Any) -> Entry:
    """A note in the group's notebook."""
    words = note(reader, Typed(body, **{"title": "Going out", "agrees": True, **typed})).words
    assert isinstance(words, Entry)
    return words


def answered(reader: Reader, thread: Thread, body: str = "I know that hour well.", **typed: Any) -> Reply:
    """An answer in it."""
    words = talking.answer(reader, thread, Typed(body, **{"agrees": True, **typed})).words
    assert isinstance(words, Reply)
    return words
