"""The read model of public pages: few statements, plain data, only what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Q, QuerySet, UUIDField
from django.db.models.functions import Lower
from django.urls import reverse

from hearten.accounts.models import Account
from hearten.directory.byline import byline, first_credential
from hearten.directory.models import Credential, SocialMediaPolicy, Therapist, TherapistQuerySet
from hearten.directory.policy import Paragraph, changes, paragraphs
from hearten.prepared import Given, Prepared

#: Professionals on one page of the list.
PAGE = 50


@dataclass(frozen=True)
class Card:
    """A professional in the list. No field says how popular, rich or quick somebody is (I24, I25)."""

    name: str
    href: str
    role: str
    credential: str
    headline: str
    facts: list[dict[str, str]]


@dataclass(frozen=True)
class Version:
    """One version of a policy."""

    number: int
    since: date
    href: str


def cards(*, after: str = "") -> tuple[list[Card], str]:
    """Listed pages by name, and the handle to go on after ("" at the end). Two statements at most.

    after: the handle of the last card before. Nothing but the name orders them (I25).
    """
    rows = Therapist.objects.listed().annotate(by=Lower("name"), credential_title=first_credential())
    last = Therapist.objects.filter(handle=after).values_list(Lower("name"), "handle").first() if after else None
    if last:
        rows = rows.filter(Q(by__gt=last[0]) | Q(by=last[0], handle__gt=last[1]))
    found = list(rows.order_by("by", "handle")[: PAGE + 1])
    more = found[PAGE - 1].handle if len(found) > PAGE else ""
    return [card(row) for row in found[:PAGE]], more


def card(row: Therapist) -> Card:
    """One row as plain data."""
    line = byline(row)
    facts = [("Languages", row.languages), ("Works with", row.works_with), ("Price", row.price)]
    return Card(
        name=row.name,
        href=reverse("therapist-about", args=[row.handle]),
        role=line["role_label"],
        credential=line["credential"],
        headline=row.headline,
        facts=named(facts),
    )


def find(handle: str, viewer: Account | None) -> Therapist | None:
    """The page at an address as this viewer may see it; None is the same answer for every reason (I3).

    With `credential_title`, the first credential that is stated. One statement.
    """
    if viewer is None:
        rows = LISTED.objects(handle=handle)
    else:
        rows = OWN_OR_LISTED.objects(handle=handle, viewer=viewer.pk)
    return rows[0] if rows else None


def own_page_of(account: Account) -> Therapist | None:
    """The page this account owns, whoever may see it."""
    return next(iter(OWN.objects(viewer=account.pk)), None)


def at_address(pages: TherapistQuerySet) -> QuerySet[Therapist]:
    """The one of these at a given address."""
    found = pages.filter(handle=Given("handle", CharField())).order_by()
    return found.annotate(credential_title=first_credential())


OWN = Prepared(lambda: Therapist.objects.filter(account=Given("viewer", UUIDField())).order_by())
LISTED = Prepared(lambda: at_address(Therapist.objects.listed()))
OWN_OR_LISTED = Prepared(lambda: at_address(Therapist.objects.visible_to(Given("viewer", UUIDField()))))


def profile(row: Therapist) -> dict[str, Any]:
    """Everything on a professional's own page."""
    credentials = list(row.credentials.all())
    first = credentials[0].title if credentials else ""
    return {
        "person": byline({"name": row.name, "handle": row.handle, "role": row.role, "credential_title": first}),
        "headline": row.headline,
        "bio": paragraphs(row.bio),
        "approach": paragraphs(row.approach),
        "purpose": paragraphs(row.purpose),
        "audience": paragraphs(row.audience),
        "wont_do": paragraphs(row.wont_do),
        "complaints": paragraphs(row.complaints),
        "topics": [{"label": topic.name} for topic in row.topics.order_by("name")],
        "facts": named(
            [
                ("Languages", row.languages),
                ("Works with", row.works_with),
                ("Price", row.price),
                ("Getting in", row.access),
            ]
        ),
        "credentials": [credential_facts(item) for item in credentials],
        "policy_url": reverse("therapist-policy", args=[row.handle]),
    }


def credential_facts(item: Credential) -> dict[str, Any]:
    """A credential with the one state there is, worked out as it is shown (I22)."""
    facts = [
        ("Register", item.register),
        ("Number", item.number),
        ("Where it counts", item.jurisdiction),
        ("Insurer", item.insurer),
    ]
    return {"title": item.title, "state": Credential.state, "facts": named(facts)}


def policy_page(row: Therapist, number: int | None) -> dict[str, Any] | None:
    """One version of a policy with what changed in it, or None. number: None for the newest (R46)."""
    wanted = row.policies.all() if number is None else row.policies.filter(version__lte=number)
    found = list(wanted[:2])
    if not found or (number is not None and found[0].version != number):
        return None
    before = found[1] if len(found) > 1 else None
    versions = [version(row.handle, *values) for values in row.policies.values_list("version", "since")]
    return {
        "person": byline(row),
        "paragraphs": paragraphs(found[0].text),
        "number": found[0].version,
        "since": found[0].since,
        "changes": difference(before, found[0]),
        "versions": versions,
        "is_newest": found[0].version == versions[0].number,
    }


def difference(before: SocialMediaPolicy | None, after: SocialMediaPolicy) -> list[Paragraph]:
    """What changed; nothing for the first version."""
    return changes(before.text, after.text) if before else []


def version(handle: str, number: int, since: date) -> Version:
    """One line in the list of versions."""
    return Version(number, since, reverse("therapist-policy-version", args=[handle, number]))


def named(facts: list[tuple[str, str]]) -> list[dict[str, str]]:
    """The facts that were given, as `ui.facts` draws them."""
    return [{"name": name, "value": value} for name, value in facts if value]
