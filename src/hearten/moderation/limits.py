"""A coarse budget for reports: so many an hour about one thing and in all. It keeps nobody's address (R99)."""

import hashlib
import time

from django.core.cache import cache

HOUR = 3600
ABOUT_ONE_THING = 20
IN_ALL = 500


def may_report(subject: str) -> bool:
    """Count one report. False when this hour's budget is used up; what came before is in front of a person."""
    name = hashlib.sha256(subject.encode()).hexdigest()[:24]
    return _spend(name, ABOUT_ONE_THING) and _spend("all", IN_ALL)


def _spend(name: str, limit: int) -> bool:
    key = f"reports-{name}-{int(time.time() // HOUR)}"
    cache.add(key, 0, 2 * HOUR)
    try:
        return cache.incr(key) <= limit
    except ValueError:  # dropped between the two calls: a report must not fail for that
        return True
