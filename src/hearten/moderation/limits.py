"""A coarse budget for reports: so many an hour about one thing and in all. It keeps nobody's address (R99)."""

import hashlib
import time

from django.core.cache import cache
from django.utils.module_loading import import_string

HOUR = 3600
ABOUT_ONE_THING = 20
IN_ALL = 500


def may_report(subject: str) -> bool:
    """Count one report. False when this hour's budget is used up; what came before is in front of a person."""
    name = hashlib.sha256(subject.encode()).hexdigest()[:24]
    return _spend(name, ABOUT_ONE_THING) and _spend("all", IN_ALL)


def _spend(name: str, limit: int) -> bool:
    key = f"reports-{name}-{int(time.time() // HOUR)}"
    try:
        cache.add(key, 0, 2 * HOUR)
        return cache.incr(key) <= limit
    except (ValueError, import_string("redis.RedisError")):
        # Dropped between the two calls, or Redis is away: a report must not fail for that.
        return True
