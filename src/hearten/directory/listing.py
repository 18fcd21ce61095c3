"""What still keeps a page out of the list, in plain sentences for its owner (R27, R34)."""

from __future__ import annotations

from dataclasses import dataclass

from hearten.directory.models import Therapist


@dataclass(frozen=True)
class Missing:
    """Something to do, and the route of the page where it is done."""

    sentence: str
    route: str


def missing(therapist: Therapist, *, has_policy: bool) -> list[Missing]:
    """Everything that is missing; nothing when the page is listed."""
    checks = [
        (not therapist.purpose, "Say what your page is for.", "start-purpose"),
        (not therapist.audience, "Say who it is for.", "start-purpose"),
        (not therapist.wont_do, "Say what you will not do here.", "start-purpose"),
        (not has_policy, "Write your social-media policy.", "start-policy"),
        (therapist.closed, "You closed your page. You can open it again.", "start-settings"),
    ]
    return [Missing(sentence, route) for is_missing, sentence, route in checks if is_missing]
