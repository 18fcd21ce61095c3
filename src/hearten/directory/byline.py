"""Who speaks, what they are, and how far that was checked: worked out each time it is shown (R73, R93, I22)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, Subquery

from hearten.directory.models import Credential, ProfessionalRole, Therapist
from hearten.directory.roles import EXPLAINED


def byline(of: Therapist | Mapping[str, Any]) -> dict[str, Any]:
    """The one way a professional is named anywhere, as plain data that `ui.byline` draws.

    of: a therapist, or a mapping with `name`, `handle`, `role` and, if it is known, `credential_title`.
    A row without the annotation `credential_title` (see `first_credential`) costs one query more.
    Keys: name, handle, role_label, role_explained, credential ("" when none is stated), url; and what the
    component calls them: href, role, line, verified (never true: nothing has been checked yet, I22).
    """
    values = of if isinstance(of, Mapping) else _values(of)
    role = ProfessionalRole(values["role"])
    credential = stated(values.get("credential_title") or "")
    url = f"/@{values['handle']}/"
    return {
        "name": values["name"],
        "handle": values["handle"],
        "role_label": role.label,
        "role_explained": EXPLAINED[role],
        "credential": credential,
        "url": url,
        "href": url,
        "role": role.label,
        "line": credential,
        "verified": False,
    }


def stated(title: str) -> str:
    """A credential as it is always shown: `Psychologist (self-described, not checked)`."""
    return f"{title} ({Credential.state})" if title else ""


def first_credential(outer: str = "pk") -> Subquery:
    """For `.annotate(credential_title=first_credential())`. outer: how the query names the therapist's key."""
    return Subquery(Credential.objects.filter(therapist=OuterRef(outer)).order_by("id").values("title")[:1])


def _values(row: Therapist) -> Mapping[str, Any]:
    known = row.__dict__
    if "credential_title" in known:
        title = known["credential_title"]
    else:
        first = min(row.credentials.all(), key=lambda item: item.pk, default=None)
        title = first.title if first else ""
    return {"name": row.name, "handle": row.handle, "role": row.role, "credential_title": title}
