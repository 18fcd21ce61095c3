"""Therapists, what they say of themselves, and what was checked."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.prepared import Given


class ProfessionalRole(models.TextChoices):
    """Exclusive labels, each explained on the page (R29; directory/roles.py).

    No register was asked yet, so a label that would claim a checked training says that it is self-described (I22).
    """

    LICENSED = "licensed", "Therapist (self-described)"
    TRAINEE = "trainee", "Supervised trainee (self-described)"
    COUNSELLOR = "counsellor", "Counsellor on a voluntary register (self-described)"
    COACH = "coach", "Coach, not a licensed therapist"
    PEER = "peer", "Peer supporter, not a licensed therapist"
    ORGANISATION = "organisation", "Organisation"


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

    def listed(self) -> TherapistQuerySet:
        """Pages that are open to everyone: complete (R34), with a social-media policy (R27), not closed."""
        complete = self.filter(purpose__gt="", audience__gt="", wont_do__gt="", closed=False)
        has_policy = models.Exists(SocialMediaPolicy.objects.filter(therapist=models.OuterRef("pk")))
        return complete.filter(has_policy, account__paused="", account__is_active=True)

    def visible_to(self, viewer: Account | Given | None) -> TherapistQuerySet:
        """Pages that are open to everyone, and the viewer's own. viewer: may be named later (`Given`)."""
        if viewer is None:
            return self.listed()
        return self.filter(models.Q(pk__in=self.listed().values("pk")) | models.Q(account=viewer))

    def owned_by(self, account: Account) -> TherapistQuerySet:
        """The page this account may change: its own, unless it is paused."""
        return self.filter(account=account, account__paused="")


class Therapist(models.Model):
    """A professional with a public page. Named and accountable, unlike members (C6).

    A page stays unlisted until purpose, audience and what they will not do are all said (R34), and until there is
    a social-media policy (R27). handle: part of its address; it never changes.
    hours_days: the days on which comments are read, 1 for Monday to 7 for Sunday, "" for no hours; hours_from and
    hours_until: "HH:MM" in hours_zone ("" is the host's). comments_a_day: more of them wait until tomorrow; 0 is no
    limit. resting: comments and questions are closed everywhere for now (R26).
    questions_within_days: within how many days general questions are usually answered (R11); 0 takes none.
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
    wont_do = models.TextField(max_length=1000, blank=True, default="")
    topics = models.ManyToManyField(Topic, related_name="therapists", blank=True)
    languages = models.CharField(max_length=120, blank=True, default="")
    works_with = models.CharField(max_length=300, blank=True, default="")
    price = models.CharField(max_length=400, blank=True, default="")
    access = models.CharField(max_length=400, blank=True, default="")
    complaints = models.TextField(max_length=1000, blank=True, default="")
    closed = models.BooleanField(default=False)
    review_comments_first = models.BooleanField(default=False)
    comments_close_after_days = models.PositiveSmallIntegerField(default=60)
    hours_days = models.CharField(max_length=7, blank=True, default="")
    hours_from = models.CharField(max_length=5, default="09:00")
    hours_until = models.CharField(max_length=5, default="16:00")
    hours_zone = models.CharField(max_length=60, blank=True, default="")
    hours_words = models.CharField(max_length=300, blank=True, default="")
    comments_a_day = models.PositiveSmallIntegerField(default=0)
    resting = models.BooleanField(default=False)
    questions_within_days = models.PositiveSmallIntegerField(default=0)

    objects = TherapistQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        indexes: ClassVar = [models.Index(Lower("name"), "handle", name="therapist_by_name")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(role__in=ProfessionalRole.values), name="therapist_role")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def space(self) -> str:
        """Where personas of this page's readers live."""
        return f"page:{self.pk}"

    @property
    def takes_questions(self) -> bool:
        """Whether its owner takes general questions now; the host must be ready as well (R11, R26)."""
        return self.questions_within_days > 0 and not self.resting

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
    insurer = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["id"]

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
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["therapist", "version"], name="policy_version"),
            models.CheckConstraint(condition=models.Q(text__gt=""), name="policy_says_something"),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"
