"""How big a group is, in bands, once a day: no number can be watched to see who came or went (I5)."""

from django.utils import timezone

from hearten.groups.models import Membership, SupportGroup

#: The most members of each band, and its words.
BANDS = ((9, "under 10"), (49, "10 to 49"), (99, "50 to 99"))


def count_bands() -> None:
    """Count the groups that were not counted today."""
    today = timezone.localdate()
    for group in SupportGroup.objects.filter(counted_on__lt=today):
        inside = Membership.objects.inside().filter(group=group).count()
        SupportGroup.objects.filter(pk=group.pk).update(size_band=band(inside), counted_on=today)


def band(count: int) -> str:
    """A number as people may see it."""
    return next((words for most, words in BANDS if count <= most), "100 or more")
