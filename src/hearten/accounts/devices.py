"""The device list: enough for its owner to recognise a browser, and nothing else (R84)."""

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from hearten.accounts.models import NOBODY, Account, Device
from hearten.accounts.sessions import hashed
from hearten.events.actions import revoke_listener
from hearten.live.tickets import listener

#: The first match wins: most browsers also claim to be an older one.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "a Chromebook"),
    ("Mac OS X", "a Mac"),
    ("Linux", "Linux"),
)
#: Where a session remembers the last day its device was written down.
DAY = "day"


def label(user_agent: str) -> str:
    """ "Firefox on Windows": no version and no model, which could single a device out."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "A browser")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser


def remember(request: HttpRequest, account: Account) -> None:
    """Put the browser that just signed in on its owner's list. No address is read."""
    request.session[DAY] = timezone.localdate().isoformat()
    Device.objects.create(
        account=account,
        session_hash=hashed(request.session.session_key),
        label=label(request.headers.get("User-Agent", "")),
    )


@transaction.atomic
def renew(request: HttpRequest) -> None:
    """Give the session another value after a proof: one that leaked before is worth nothing (ASVS 7.2.4)."""
    before = hashed(request.session.session_key)
    request.session.cycle_key()
    Device.objects.filter(session_hash=before).update(session_hash=hashed(request.session.session_key))
    revoke_listener(listener("session", before), subject=Account(pk=NOBODY), by=None)


def touch(request: HttpRequest) -> None:
    """Note that this device was used today; a query only on the first request of a day."""
    today = timezone.localdate()
    if request.session.get(DAY, today.isoformat()) != today.isoformat():
        request.session[DAY] = today.isoformat()
        Device.objects.filter(session_hash=hashed(request.session.session_key)).update(last_used_on=today)
