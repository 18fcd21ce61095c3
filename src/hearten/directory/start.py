"""The desk of a professional's own page as plain data: what is done, what is missing, what each step shows."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from hearten.directory.listing import missing
from hearten.directory.models import Credential, Therapist

STEPS = (
    ("start-name", "Your name and what you are"),
    ("start-purpose", "What your page is for"),
    ("start-profile", "About you and your work"),
    ("start-credentials", "Your licence and training"),
    ("start-policy", "Your social-media policy"),
    ("start-settings", "Comments, and closing the page"),
)


def overview(therapist: Therapist) -> dict[str, Any]:
    """Every step, what still keeps the page out of the list, and where it can be seen."""
    left = missing(therapist, has_policy=therapist.policies.exists())
    return {
        "name": therapist.name,
        "page_url": reverse("therapist-about", args=[therapist.handle]),
        "steps": [{"label": label, "href": reverse(route), "done": is_done(route, left)} for route, label in STEPS],
        "missing": [{"sentence": item.sentence, "href": reverse(item.route)} for item in left],
    }


def is_done(route: str, left: list[Any]) -> bool:
    """Whether nothing that listing needs is left to do in a step."""
    return all(item.route != route for item in left)


def credential_line(row: Credential) -> dict[str, Any]:
    """A credential on its holder's desk."""
    return {
        "title": row.title,
        "state": Credential.state,
        "href": reverse("start-credential", args=[row.pk]),
        "remove_url": reverse("start-credential-remove", args=[row.pk]),
    }
