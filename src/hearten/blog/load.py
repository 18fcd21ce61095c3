"""How many comments are enough for a day (R26). The number is for the rule alone; no page shows it."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from hearten.blog.models import Comment
from hearten.directory.models import Therapist


def full_for_today(therapist: Therapist) -> bool:
    """Whether readers have written as much today, on all pages, as this therapist asked for. One statement."""
    most = therapist.comments_a_day
    if not most:
        return False
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = Comment.objects.filter(post__therapist=therapist, written_at__gte=midnight)
    others = today.exclude(therapist=therapist).order_by("pk").values_list("pk")
    return len(others[:most]) >= most


def rests_until(therapist: Therapist) -> date | None:
    """The day on which a comment written now reaches the therapist; None for at once."""
    return timezone.localdate() + timedelta(days=1) if full_for_today(therapist) else None
