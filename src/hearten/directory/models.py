"""Therapists, what they say of themselves, and what was checked."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from hearten.accounts.models import Account


class ProfessionalRole(models.TextChoices):
    """Exclusive labels, each explained on the page (R29)."""

    LICENSED = "licensed", "therapist"
    TRAINEE = "trainee", "supervised trainee"
    COUNSELLOR = "counsellor", "counsellor on a voluntary register"
    COACH = "coach", "coach, not a licensed therapist"
    PEER = "peer", "peer supporter"
    ORGANISATION = "organisation", "organisation"


class Facet(models.TextChoices):
    """The four sides a topic can belong to (R2)."""

    CONDITION = "condition", "What it is"
    COPING = "coping", "What can help"
    SELF_CARE = "self_care", "Looking after yourself"
    ABOUT_THERAPY = "about_therapy", "What to expect"


class Topic(models.Model):
    """What a page or a group is about."""

    slug = models.SlugField(primary_key=True, max_length=40)
    facet = models.CharField(max_length=16, choices=Facet.choices)
    name = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["facet", "name"]

    def __str__(self) -> str:
        return self.name


handle_rule = RegexValidator(
    r"^[a-z][a-z0-9-]{1,30}[a-z0-9]$",
    "Use 3 to 32 small letters, numbers or hyphens, starting with a letter.",
)


class TherapistQuerySet(models.QuerySet["Therapist"]):
    """Which therapists somebody may see."""

    def visible_to(self, viewer: Account | None) -> TherapistQuerySet:
        """Pages that are open to everyone, and the viewer's own."""
        is_open = models.Q(purpose__gt="", audience__gt="", wont_do__gt="", closed=False)
        own = models.Q(account=viewer) if viewer is not None else models.Q(pk__in=[])
        return self.filter(is_open & models.Q(account__paused="", account__is_active=True) | own)

    def owned_by(self, account: Account) -> TherapistQuerySet:
        """The account's own page, unless it is paused."""
        return self.filter(account=account, account__paused="")


class Therapist(models.Model):
    """A professional with a public page. Named and accountable, unlike members (C6).

    A page stays unlisted until purpose, audience and what they will not do are all said (R34).
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="therapist")
    handle = models.CharField(max_length=32, unique=True, validators=[handle_rule])
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=16, choices=ProfessionalRole.choices)
    headline = models.CharField(max_length=140, blank=True, default="")
    bio = models.TextField(max_length=4000, blank=True, default="")
    approach = models.TextField(max_length=2000, blank=True, default="")
    purpose = models.TextField(max_length=600, blank=True, default="")
    audience = models.TextField(max_length=600, blank=True, default="")
    wont_do = models.TextField(max_length=600, blank=True, default="")
    languages = models.CharField(max_length=120, blank=True, default="")
    works_with = models.CharField(max_length=120, blank=True, default="")
    price = models.CharField(max_length=120, blank=True, default="")
    complaints = models.CharField(max_length=300, blank=True, default="")
    closed = models.BooleanField(default=False)
    review_comments_first = models.BooleanField(default=False)
    comments_close_after_days = models.PositiveSmallIntegerField(default=60)

    objects = TherapistQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def space(self) -> str:
        """Where personas of this page's readers live."""
        return f"page:{self.pk}"

    @property
    def is_listed(self) -> bool:
        """Whether the three questions of onboarding are answered (R34)."""
        return bool(self.purpose and self.audience and self.wont_do)


class Credential(models.Model):
    """A licence as its holder states it.

    The register check is not built yet, so there is one state, and no field that could say more (I22).
    """

    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="credentials")
    title = models.CharField(max_length=80)
    register = models.CharField(max_length=120, blank=True, default="")
    number = models.CharField(max_length=40, blank=True, default="")
    jurisdiction = models.CharField(max_length=80, blank=True, default="")

    def __str__(self) -> str:
        return self.title

    #: Shown wherever the credential is shown (R73).
    state = "self-described, not checked"


class SocialMediaPolicy(models.Model):
    """One version of how this therapist behaves online; older versions stay readable (R27, R46)."""

    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="policies")
    version = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=8000)
    since = models.DateField(default=timezone.localdate)

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["therapist", "version"], name="policy_version")]

    def __str__(self) -> str:
        return f"version {self.version}"
