"""What is swept away every hour: sessions, tries and budgets that are over."""

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.utils import timezone

from hearten.accounts.models import Budget, Device, Session


def sweep() -> None:
    """Remove what nobody needs any more, so that it can't be lost (storage limitation, GDPR art. 5(1)(e))."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    Device.objects.exclude(session_hash__in=Session.objects.values("session_key")).delete()
    Budget.objects.filter(day__lt=timezone.localdate().replace(day=1)).delete()  # some are for a month
    if isinstance(caches["default"], DatabaseCache):
        _sweep_cache()


def _sweep_cache() -> None:
    """Django's database cache keeps what is over until its table is full; Redis forgets by itself."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608  # our own table's name
