"""How often a credential may be tried. Counted in the shared cache, under keys that name nobody."""

import ipaddress
import math
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from hearten.accounts.passphrase import fold


@dataclass(frozen=True)
class Limit:
    """Tries in one window, for one name (or account) and for one network address.

    A whole campus may share one address, so that number is far larger. in_all: for everybody together, against
    whoever has many addresses and many names; 0 where closing a door for all would be the greater harm.
    """

    per_name: int
    per_address: int
    minutes: int
    in_all: int = 0


#: Guessing is hopeless at these rates: a code of six digits falls in more than a year of tries without a pause.
LIMITS = {
    "signup": Limit(per_name=10, per_address=30, minutes=60, in_all=600),
    "login": Limit(per_name=20, per_address=300, minutes=15),
    "passkey": Limit(per_name=300, per_address=300, minutes=15),
    "code": Limit(per_name=5, per_address=100, minutes=15),
    "reauthenticate": Limit(per_name=10, per_address=300, minutes=15),
    "recover": Limit(per_name=5, per_address=30, minutes=60),
    "passphrase": Limit(per_name=10, per_address=300, minutes=15),
    "totp": Limit(per_name=10, per_address=300, minutes=15),
}


def take(act: str, request: HttpRequest, who: str) -> int:
    """Use up one try of `act`. Returns 0 when it may go on, else the seconds until it may be tried again.

    who: the log-in name as typed, or the id of a signed-in account.
    """
    limit = LIMITS[act]
    length = limit.minutes * 60
    now = time.time()
    window, left = int(now // length), math.ceil(length - now % length)
    name_free = _place(f"{act}:{window}:name:{fold(who)}", limit.per_name, left)
    address_free = _place(f"{act}:{window}:address:{address(request)}", limit.per_address, left)
    free = name_free and address_free
    if free and limit.in_all:
        free = _place(f"{act}:{window}:all", limit.in_all, left)
    return 0 if free else left


def words(seconds: int) -> str:
    """What somebody reads who has to wait."""
    at = timezone.localtime(datetime.now(tz=timezone.get_current_timezone()) + timedelta(seconds=seconds + 59))
    return (
        "That was tried many times in a short while, so it is closed for a moment, to keep accounts safe. "
        f"Please try again at {at:%H:%M}."
    )


def address(request: HttpRequest) -> str:
    """Where a request comes from; one IPv6 home counts once (its /64). Used here and never stored as it is."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    proxies = settings.TRUSTED_PROXIES
    seen = hops[-proxies] if 0 < proxies <= len(hops) else request.META.get("REMOTE_ADDR", "")
    try:
        found = ipaddress.ip_address(seen)
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)


def cache_key(key: str, prefix: str, version: int) -> str:
    """How the shared cache stores every key: as a keyed hash, so that no name, id or address is written down."""
    return salted_hmac("hearten.cache", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def _place(key: str, places: int, seconds: int) -> bool:
    """Take one of `places`. `add` gives each of them away once, however many processes ask at the same time."""
    start = cache.get(f"{key}:next", 0)
    for number in range(start, places):
        if cache.add(f"{key}:{number}", 1, seconds):
            cache.set(f"{key}:next", number + 1, seconds)
            return True
    return False
