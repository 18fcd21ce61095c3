"""The Guard: text in, findings out. Pure, deterministic, versioned; two public names."""

from hearten_guard.engine import RULES_VERSION, check

__all__ = ["RULES_VERSION", "check"]
