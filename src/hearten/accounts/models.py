"""Accounts, their personas, and what belongs to an account alone."""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone


class Role(models.TextChoices):
    """What an account may do on this host. Everyone is a member; the rest is granted by a host admin."""

    MEMBER = "member", "member"
    THERAPIST = "therapist", "therapist"
    MODERATOR = "moderator", "moderator"
    SAFETY_LEAD = "safety_lead", "safety lead"
    CLINICAL_EDITOR = "clinical_editor", "clinical editor"
    HOST_ADMIN = "host_admin", "host admin"


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by log-in name, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login=(username or "").casefold())


def member_only() -> list[str]:
    """The roles of a new account."""
    return [Role.MEMBER.value]


class Account(AbstractBaseUser):
    """A log-in. It holds no e-mail address, no birth date, and no time finer than a day.

    login: the name chosen at sign-up, folded; only its owner ever sees it.
    paused: why the account is paused ("" when it is not): "younger" after a statement of being under 18 (R98),
    or "restricted" after a decision of two moderators.
    erase_on: the day everything of this account is erased; until then it can be undone (R102).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    login = models.CharField(max_length=40, unique=True)
    roles = models.JSONField(default=member_only)
    is_active = models.BooleanField(default=True)
    paused = models.CharField(max_length=20, blank=True, default="")
    stated_adult_on = models.DateField(default=timezone.localdate)
    joined_on = models.DateField(default=timezone.localdate)
    erase_on = models.DateField(null=True, blank=True)
    last_login = None  # a log-in time is nobody's business

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return "account"

    @property
    def ref(self) -> str:
        """How events name this account."""
        return f"account:{self.pk}"

    def has_role(self, role: Role) -> bool:
        """Whether a host admin granted `role` and the account is not paused."""
        return role.value in self.roles and not self.paused

    def badge(self) -> dict[str, Any]:
        """What pages show their own viewer about themself."""
        return {
            "signed_in": True,
            "name": self.login,
            "roles": self.roles,
            "handle": None,
            "paused": bool(self.paused),
            "erasing_on": self.erase_on,
        }


#: Stands in an event for an account that must not be named: one that is gone, or one that only logged out.
NOBODY = uuid.UUID(int=0)


def opaque() -> str:
    """A random name that says nothing: 128 bits, safe in an address."""
    return secrets.token_urlsafe(16)


class Persona(models.Model):
    """A name for one space. Personas of one member share nothing: not an id, a seed or a time (I4).

    space: where it lives, as `page:<therapist id>` or `group:<group id>`. It never moves.
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    space = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=40)
    avatar_seed = models.CharField(max_length=22, default=opaque)
    reviewed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "name"], name="persona_name_in_space")]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """How events name this persona."""
        return f"persona:{self.pk}"


class PersonaOwner(models.Model):
    """The one table that joins a persona to its account. Only accounts/wall.py may read it (I1).

    It holds no time and its key is the persona's random id, so that nothing about it can be lined up.
    """

    persona = models.OneToOneField(Persona, primary_key=True, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    space = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "space"], name="one_persona_per_space")]

    def __str__(self) -> str:
        return "persona owner"


class Budget(models.Model):
    """How often an account did something today. A number a day, no times."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    act = models.CharField(max_length=32)
    day = models.DateField()
    spent = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "act", "day"], name="budget_a_day")]

    def __str__(self) -> str:
        return self.act


class BoxNotice(models.Model):
    """A neutral line in somebody's box. It names no persona and no item, and carries a day, not a time."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    day = models.DateField(default=timezone.localdate)

    def __str__(self) -> str:
        return self.kind


class Block(models.Model):
    """One account does not want to read whoever stands behind a name, nor be read by them (I6).

    It names no other account: accounts/wall.py finds every name of both sides. It holds a day, no time.
    name: the name as it was that day, so that a later one is not told to whoever blocked the first.
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="blocks")
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    day = models.DateField(default=timezone.localdate)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "persona"], name="blocked_once")]

    def __str__(self) -> str:
        return "block"


class ContactCard(models.Model):
    """What somebody wants to be known about them in an emergency, sealed (R96, C6). Opened by accounts/cards.py.

    agreed_to: the version of the words they agreed to (cards.WORDS), with a tick of its own (I33).
    """

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    agreed_to = models.PositiveSmallIntegerField()
    agreed_on = models.DateField(default=timezone.localdate)

    def __str__(self) -> str:
        return "contact card"


class Session(AbstractBaseSession):
    """What a signed-in browser is known by. The cookie's value is kept as a hash, so that a stolen copy of this
    table signs nobody in; the account stands beside it, so that "log out everywhere" ends every one (R84).
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")

    def __str__(self) -> str:
        return "session"


class Device(models.Model):
    """One browser that is signed in. No address, no place, no time of day: only what its owner recognises."""

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="devices")
    session_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=60)
    first_used_on = models.DateField(default=timezone.localdate)
    last_used_on = models.DateField(default=timezone.localdate)

    def __str__(self) -> str:
        return self.label


class RecoveryCode(models.Model):
    """A printed code that lets its owner back in once. Only its hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=160)
    used_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return "recovery code"
