"""Verbs for professionals' pages. What goes out to readers passes the Guard first, outside any transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from hearten.accounts.models import Account
from hearten.directory.checked import require_clear_texts
from hearten.directory.models import Credential, SocialMediaPolicy, Therapist, Topic
from hearten.directory.titles import own_words
from hearten.events import actions as events

#: What the Guard reads of a page. The rest is ids, choices and switches.
WORDS = (
    "name", "headline", "bio", "approach", "purpose", "audience", "wont_do", "languages", "works_with", "price",
    "access", "complaints", "hours_words",
)  # fmt: skip
CREDENTIAL_WORDS = ("title", "register", "number", "jurisdiction", "insurer")


def open_page(
    account: Account, *, handle: str, name: str, role: str, acknowledged: Collection[str] = ()
) -> Therapist:
    """Give a therapist account its page, unlisted until it is complete (R34). handle: checked, free, for good.

    Raises TextsHeld, GuardUnavailable; IntegrityError when somebody took the handle this very moment.
    """
    require_clear_texts({"name": name}, acknowledged=acknowledged, own=own_words(role, []))
    with transaction.atomic():
        therapist = Therapist.objects.create(account=account, handle=handle, name=name, role=role)
        events.record("therapist.changed", subject=therapist, by=account, fields=["handle", "name", "role"])
    return therapist


def change_page(
    therapist: Therapist,
    *,
    by: Account,
    changes: Mapping[str, Any],
    topics: Collection[Topic] | None = None,
    acknowledged: Collection[str] = (),
) -> None:
    """Change what a page says. changes: by the names of fields. topics: all of them, or None to leave them.

    Only texts that differ are read again; after a change of role all of them are (R29).
    Raises TextsHeld, GuardUnavailable; then nothing was written.
    """
    differing = {name: value for name, value in changes.items() if getattr(therapist, name) != value}
    read_again = WORDS if "role" in differing else [name for name in WORDS if name in differing]
    texts = {name: differing.get(name, getattr(therapist, name)) for name in read_again}
    own = words_of(therapist, role=differing.get("role", therapist.role))
    require_clear_texts(texts, acknowledged=acknowledged, own=own)
    with transaction.atomic():
        if differing:
            Therapist.objects.filter(pk=therapist.pk).update(**differing)
        if topics is not None:
            therapist.topics.set(topics)
        names = sorted(differing) + (["topics"] if topics is not None else [])
        events.record("therapist.changed", subject=therapist, by=by, fields=names)
    therapist.refresh_from_db()


def state_credential(
    therapist: Therapist,
    *,
    by: Account,
    facts: Mapping[str, str],
    credential: Credential | None = None,
    acknowledged: Collection[str] = (),
) -> Credential:
    """Add a credential, or change one, as its holder states it. It is never more than self-described (I22).

    Raises TextsHeld, GuardUnavailable.
    """
    own = own_words(therapist.role, [facts["title"]])
    require_clear_texts({name: facts[name] for name in CREDENTIAL_WORDS}, acknowledged=acknowledged, own=own)
    row = credential or Credential(therapist=therapist)
    for name in CREDENTIAL_WORDS:
        setattr(row, name, facts[name])
    with transaction.atomic():
        row.save()
        events.record("therapist.changed", subject=therapist, by=by, fields=["credential"])
    return row


def words_of(therapist: Therapist, *, role: str = "") -> frozenset[str]:
    """The titles this professional may use of themself. role: the one they are about to take."""
    return own_words(role or therapist.role, therapist.credentials.values_list("title", flat=True))


@transaction.atomic
def remove_credential(credential: Credential, *, by: Account) -> None:
    """Take a credential off the page, at once."""
    events.record("therapist.changed", subject=credential.therapist, by=by, fields=["credential"])
    credential.delete()


def change_policy(
    therapist: Therapist, *, by: Account, text: str, acknowledged: Collection[str] = ()
) -> SocialMediaPolicy:
    """Publish a new version of the social-media policy; older ones stay readable, so no change is silent (R46).

    The same words again make no new version. Raises TextsHeld, GuardUnavailable.
    """
    require_clear_texts({"text": text}, acknowledged=acknowledged, own=words_of(therapist))
    with transaction.atomic():
        locked = Therapist.objects.select_for_update().get(pk=therapist.pk)
        current = locked.policies.first()
        if current and current.text == text:
            return current
        number = current.version + 1 if current else 1
        policy = SocialMediaPolicy.objects.create(therapist=locked, version=number, text=text)
        events.record("policy.changed", subject=locked, by=by, version=number)
    return policy


@transaction.atomic
def rest(therapist: Therapist, *, resting: bool, by: Account) -> None:
    """Close comments and questions on every page at once, or open them as they were before (R26)."""
    if Therapist.objects.filter(pk=therapist.pk, resting=not resting).update(resting=resting):
        events.record("therapist.changed", subject=therapist, by=by, fields=["resting"])
