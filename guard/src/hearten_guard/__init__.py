"""The Guard: text in, findings out. Pure, deterministic, versioned; three public names."""

from hearten_guard.engine import RULES_VERSION, check
from hearten_guard.rewrite import suggest

__all__ = ["RULES_VERSION", "check", "suggest"]
