"""Mistakes for bench/desk to find: what cannot find a mistake proves nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog.actions import comments
from hearten.moderation import actions
from hearten.moderation.models import SafetyItem


def double() -> None:
    """A claim that looks first and writes then, and so has two winners."""

    def careless(*, item: SafetyItem, by: Account) -> None:
        hour = timezone.now() + timedelta(hours=1)
        SafetyItem.objects.filter(pk=item.pk).update(claimed_by=by, claimed_at=timezone.now(), held_until=hour)

    actions.claim = careless  # type: ignore[assignment]  # a planted mistake


def lose() -> None:
    """Every third text in danger never reaches the queue."""
    number = iter(range(10**6))
    right = comments.open_item

    def forgetful(*given: Any) -> Any:
        return None if next(number) % 3 == 0 else right(*given)

    comments.open_item = forgetful  # type: ignore[assignment]  # a planted mistake


def forget() -> None:
    """A claim that never ends: what somebody has who is gone stays with them."""

    def for_ever(*, by: Account, notes: object) -> None:
        SafetyItem.objects.filter(claimed_by=by, closed_at=None).update(
            held_until=timezone.now() + timedelta(days=9)
        )

    actions.leave_watch = for_ever  # type: ignore[assignment]  # a planted mistake


PLANTS: dict[str, Callable[[], None]] = {"double": double, "lose": lose, "forget": forget}
