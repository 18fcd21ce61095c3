"""The demo community: reads config/demo/ and brings it in through the same actions people use.

Every piece passes the Guard on its way in. Only the dates are set afterwards, so that it looks lived in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from hearten.accounts.models import Account, Role
from hearten.accounts.passphrase import accept
from hearten.blog.actions.publish import publish
from hearten.blog.actions.write import begin, save_draft
from hearten.blog.draft import read_draft
from hearten.blog.models import Post, Resource, Series, Source
from hearten.directory.models import Credential, SocialMediaPolicy, Therapist, Topic
from hearten.moderation.review import NeedsChanges

#: How one piece of the demo names another.
LINK = re.compile(r"\((?:article|exercise):(?P<slug>[a-z0-9-]+)\)")
FOLDER = Path(__file__).parent / "demo"
#: Where a professional's role on this host comes from their line in the cast.
ROLES = {
    "therapist": [Role.MEMBER, Role.THERAPIST],
    "moderator": [Role.MEMBER, Role.MODERATOR],
    "safety_lead": [Role.MEMBER, Role.SAFETY_LEAD, Role.CLINICAL_EDITOR, Role.HOST_ADMIN],
    "host_admin": [Role.MEMBER, Role.HOST_ADMIN],
    "member": [Role.MEMBER],
}


def table(name: str) -> dict[str, Any]:
    """One of the demo's TOML files."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def bring_people() -> list[dict[str, str]]:
    """Accounts for the cast and the readers. Returns who can sign in: login, passphrase, role, line."""
    people = table("people")
    for person in people["cast"]:
        if person["passphrase"]:
            bring_account(person["login"], person["passphrase"], ROLES[person["role"]])
    for reader in people["readers"]:
        bring_account(reader["login"], "", [Role.MEMBER])
    return [person for person in people["cast"] if person["passphrase"]]


def bring_account(login: str, passphrase: str, roles: list[Role]) -> Account:
    """One account, joined long enough ago not to be new."""
    account = Account.objects.filter(login=login).first() or Account(login=login)
    account.roles = [str(role) for role in roles]
    account.joined_on = account.stated_adult_on = timezone.localdate() - timedelta(days=400)
    if not passphrase:
        account.set_unusable_password()
    elif not account.password:
        account.set_password(accept(login, passphrase))
    account.save()
    return account


def bring_topics() -> None:
    """The topics pages can carry."""
    for topic in table("topics")["topics"]:
        Topic.objects.update_or_create(
            slug=topic["slug"], defaults={"facet": topic["facet"], "name": topic["name"]}
        )


def bring_therapist(person: dict[str, Any]) -> Therapist:
    """A professional's page with its credentials and policy."""
    words = {
        "name": person["name"],
        "role": person["role"],
        "headline": person["headline"],
        "bio": person["bio"].strip(),
        "approach": person["approach"].strip(),
        "purpose": person["purpose"],
        "audience": person["audience"],
        "wont_do": "\n".join(person["will_not_do"]),
        "languages": ", ".join(person["languages"]),
        "works_with": person["jurisdiction_text"],
        "price": person["price_text"],
        "access": person["access_text"],
        "complaints": person["complaints"],
        "comments_close_after_days": person["comments_close_after_days"],
    }
    account = Account.objects.get(login=person["login"])
    therapist, _new = Therapist.objects.update_or_create(
        account=account, defaults={"handle": person["slug"], **words}
    )
    therapist.topics.set(Topic.objects.filter(slug__in=[topic.split(":")[1] for topic in person["topics"]]))
    for credential in person["credentials"]:
        facts = {name: credential[name] for name in ("register", "number", "jurisdiction")}
        Credential.objects.get_or_create(therapist=therapist, title=credential["title"], defaults=facts)
    policy = "\n\n".join(person["social_media_policy"])
    SocialMediaPolicy.objects.get_or_create(therapist=therapist, version=1, defaults={"text": policy})
    return therapist


def articles() -> Iterator[dict[str, Any]]:
    """Every piece with its front matter and its body; the built-in exercises come as pieces of Ana's."""
    for file in sorted((FOLDER / "articles").glob("*.md")):
        _start, front, body = file.read_text(encoding="utf-8").split("+++\n", 2)
        yield {**tomllib.loads(front), "body": body.strip()}
    for exercise in table("exercises")["exercises"]:
        yield exercise_piece(exercise)


def exercise_piece(exercise: dict[str, Any]) -> dict[str, Any]:
    """A built-in exercise as a page, with its evidence as its source."""
    body = (FOLDER / "exercises" / f"{exercise['slug']}.md").read_text(encoding="utf-8").strip()
    source = {"title": f"What is known about it: {exercise['evidence_level']}", "url": exercise["evidence_url"]}
    return {
        "kind": "exercise",
        "author": "ana",
        "slug": exercise["slug"],
        "title": exercise["title"],
        "summary": f"{exercise['family']}, about {exercise['minutes']} minutes.",
        "topics": exercise.get("topics", []),
        "written": date(2025, 6, 2),
        "reviewed": date(2026, 10, 5),
        "next_review": date(2027, 10, 4),
        "sources": [source] if source["url"] else [],
        "body": body,
    }


def bring_article(piece: dict[str, Any], before_it_goes_out: Callable[[Post], None] | None = None) -> Post:
    """One piece, written, read by the Guard and published; its dates are set to when it was written.

    before_it_goes_out: what else the draft needs.
    """
    therapist = Therapist.objects.get(handle=piece["author"])
    known = Post.objects.filter(therapist=therapist, slug=piece["slug"]).first()
    if known:
        return known
    post = begin(therapist, kind=piece["kind"])
    post = save_draft(post, changes=changes(piece, therapist), seen_version=post.draft_version)
    post.topics.set(Topic.objects.filter(slug__in=[topic.split(":")[1] for topic in piece["topics"]]))
    Source.objects.bulk_create(source(post, number, given) for number, given in enumerate(piece["sources"]))
    written = noon(piece["written"])
    Post.objects.filter(pk=post.pk).update(begun_at=written, story_since=written)
    post.refresh_from_db()
    if before_it_goes_out:
        before_it_goes_out(post)
    try:
        publish(post, by=therapist.account, acknowledged=acknowledged_rules(post))
    except NeedsChanges as held:
        words = "; ".join(f"{item.rule}: {item.quote}" for item in held.open_findings)
        raise CommandError(f"The Guard holds the demo's {piece['slug']}: {words}") from held
    went_out = min(written + timedelta(days=15), timezone.now() - timedelta(days=1))
    Post.objects.filter(pk=post.pk).update(published_at=went_out)
    post.editions.update(made_at=went_out)
    return post


def changes(piece: dict[str, Any], therapist: Therapist) -> dict[str, Any]:
    """The piece as the editor would send it."""
    words: dict[str, Any] = {name: piece[name] for name in ("title", "summary", "slug", "kind")}
    words["body"] = LINK.sub(linked, piece["body"])
    words |= {
        "written_on": piece["written"],
        "reviewed_on": piece["reviewed"],
        "next_review_on": piece["next_review"],
    }
    words |= {"story_source": piece.get("story_source"), "place": piece.get("place", "")}
    words |= {"starts_at": moment(piece.get("starts")), "ends_at": moment(piece.get("ends"))}
    words["exercise_link"] = f"{settings.ORIGIN}/@ana/{piece['exercise']}/" if "exercise" in piece else ""
    if "series" in piece:
        slug = piece["series"].lower().replace(" ", "-")
        words["series"], _new = Series.objects.get_or_create(
            therapist=therapist, slug=slug, defaults={"title": piece["series"]}
        )
        words["series_order"] = piece["order"]
    return words


def linked(match: re.Match[str]) -> str:
    """Where a link from one piece of the demo to another leads."""
    by_farid = 'author = "farid"' in front_matter(match["slug"])
    return f"(/@{'farid' if by_farid else 'ana'}/{match['slug']}/)"


def front_matter(slug: str) -> str:
    """The head of a piece, or nothing for a built-in exercise."""
    file = FOLDER / "articles" / f"{slug}.md"
    return file.read_text(encoding="utf-8").split("+++\n", 2)[1] if file.exists() else ""


def acknowledged_rules(post: Post) -> set[str]:
    """The advice its author has seen; a hold would still stop the piece."""
    from_guard = read_draft(post).reading.findings
    return {finding.rule for finding in from_guard if finding.severity == "advise"}


def source(post: Post, position: int, given: dict[str, Any]) -> Source:
    """One source row."""
    facts = {"publisher": given.get("publisher", ""), "year": given.get("year"), "url": given.get("url", "")}
    return Source(post=post, position=position, title=given["title"], **facts)


def bring_resources() -> None:
    """The shelf of both professionals."""
    for given in table("resources")["resources"]:
        facts = {name: given[name] for name in ("maker", "kind", "cost", "language", "why", "interest")}
        facts["reading_ease"] = given.get("reading_ease", "")
        row, _new = Resource.objects.update_or_create(
            therapist=Therapist.objects.get(handle=given["added_by"]),
            title=given["title"],
            defaults={**facts, "url": given["url"]},
        )
        row.topics.set(Topic.objects.filter(slug__in=[topic.split(":")[1] for topic in given["topics"]]))
        row.posts.set(row.therapist.posts.filter(topics__in=row.topics.all()).distinct()[:6])


def noon(day: date) -> datetime:
    """Midday of a day in the host's zone."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def moment(given: datetime | None) -> datetime | None:
    """A local time of the demo, made aware."""
    return timezone.make_aware(given) if given else None
