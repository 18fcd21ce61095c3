"""Taking a writer's words out of moderation's own records, when what they wrote is erased (R102, I31)."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from hearten.moderation.models import Appeal, Decision, HandOff, Report, SafetyItem

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
    HandOff.objects.filter(subject__in=gone, ended_at__isnull=False).delete()
    in_talk = HandOff.objects.filter(subject__in=gone).values("subject")  # it ends with its person, not with a page
    SafetyItem.objects.filter(subject__in=gone).exclude(closed_at=None, subject__in=in_talk).delete()
    Report.objects.filter(subject__in=gone).update(words="")
    return Decision.objects.filter(subject__in=gone).update(facts=ERASED)


@transaction.atomic
def forget_old() -> int:
    """Delete decisions about things that were erased two years ago and their reports (a recurring task)."""
    old = Decision.objects.filter(facts=ERASED, made_at__lt=timezone.now() - KEEP_FOR)
    Report.objects.filter(decision__in=old).delete()
    return old.delete()[0]
