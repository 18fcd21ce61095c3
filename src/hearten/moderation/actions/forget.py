"""Taking a writer's words out of moderation's own records, when what they wrote is erased (R102, I31)."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hearten.moderation.actions.sealing import unseal
from hearten.moderation.models import Appeal, Decision, HandOff, Proposal, Report, SafetyItem, Sealed, SecondLook
from hearten.moderation.names import KIND, is_name

#: What stands in place of facts that may have quoted somebody.
ERASED = "Erased together with what it was about."
#: How long the bare fact of a decision about something erased stays.
KEEP_FOR = timedelta(days=730)


@transaction.atomic
def forget(subjects: Iterable[str]) -> int:
    """Erase every word about these things; that something was decided by a rule on a day stays.

    subjects: `app.model:id`, whether they still exist or not. An app that erases somebody's words calls this for
    each of them. Returns how many decisions stay, for the list of what is kept.
    """
    gone = list(subjects)
    Appeal.objects.filter(decision__subject__in=gone).delete()
    unseal(Sealed.objects.filter(subject__in=gone, keep_until=None))
    HandOff.objects.filter(subject__in=gone, ended_at__isnull=False).delete()
    in_talk = HandOff.objects.filter(subject__in=gone).values("subject")  # it ends with its person, not with a page
    SafetyItem.objects.filter(subject__in=gone).exclude(closed_at=None, subject__in=in_talk).delete()
    Report.objects.filter(subject__in=gone).update(words="")
    SecondLook.objects.filter(subject__in=gone).update(words="")
    Proposal.objects.filter(Q(subject__in=gone) | Q(about__in=gone)).update(facts=ERASED, answer="")
    Decision.objects.filter(about__in=gone).update(facts=ERASED)
    kept = Decision.objects.filter(subject__in=gone).update(facts=ERASED)
    _forget_names([subject for subject in gone if is_name(subject)])
    return kept


def _forget_names(gone: list[str]) -> None:
    """What was decided about a name stays without the name's id; a ban that was only proposed ends."""
    Proposal.objects.filter(subject__in=gone, outcome="").update(outcome="expired")
    for rows in (Decision, Proposal, SecondLook):
        rows._default_manager.filter(subject__in=gone).update(subject=f"{KIND}:gone")


@transaction.atomic
def forget_old() -> int:
    """Delete decisions about things that were erased two years ago and their reports (a recurring task)."""
    old = Decision.objects.filter(facts=ERASED, made_at__lt=timezone.now() - KEEP_FOR)
    Report.objects.filter(decision__in=old).delete()
    return old.delete()[0]
