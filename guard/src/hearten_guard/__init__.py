"""The Guard: text in, findings out. Pure, deterministic, versioned; four public names."""

from hearten_guard.engine import RULES_VERSION, check
from hearten_guard.identify import identifiers
from hearten_guard.rewrite import suggest

__all__ = ["RULES_VERSION", "check", "identifiers", "suggest"]
