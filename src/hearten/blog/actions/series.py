"""Series: what readers see of them changes at once."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from hearten.blog.models import Series


@transaction.atomic
def keep_series(series: Series) -> None:
    """Keep a series; the pages of its pieces are made anew."""
    series.save()
    series.posts.update(version=F("version") + 1)


@transaction.atomic
def remove_series(series: Series) -> None:
    """Take a series away. Its pieces stay, each on its own."""
    series.posts.update(version=F("version") + 1, series=None)
    series.delete()
