"""Two groups with the same people in them, and those who must not find out; all that one can come across."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from unittest.mock import patch

from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils import timezone

from hearten.accounts import cards, wall
from hearten.accounts.models import Account, Persona, PersonaOwner, Role
from hearten.events.models import Event
from hearten.groups.actions.keeping import approve
from hearten.groups.models import SupportGroup
from hearten.groups.reader import Reader, membership_of
from hearten.live.hub import Message
from hearten.moderation.actions import report
from tests import walk
from tests.blog.reading import CRISIS, published, said
from tests.cast import Cast, account
from tests.groups.circle import another_moderator, answered, begun, joined, open_group
from tests.media.spoken import ready_made as heard
from tests.media.spoken import sent as sent_aloud

#: Who is in both groups. Their accounts are as different as can be; under their names nobody may tell.
MEMBERS = ("ben", "cleo", "mia", "noor")
#: Who looks on: nobody in particular, Cleo's therapist, a stranger, another professional, the host, a moderator of
#: the public pages; and the two who look after the groups.
OUTSIDE = ("eve", "ana", "hugo", "farid", "grace", "mo")
STAFF = ("dov", "iris")
#: What differs at each visit and is about nobody: a secret that is drawn anew.
DRAWN = {"/account/app/"}


@dataclass(repr=False)
class Town:
    """groups: in the order they were opened. readers: each member in each group. now: when everything was there.

    seen: what somebody saw at first, for proofs that compare several times with it.
    """

    cast: Cast
    people: dict[str, Account]
    groups: list[SupportGroup] = field(default_factory=list)
    readers: dict[tuple[str, int], Reader] = field(default_factory=dict)
    now: datetime = field(default_factory=timezone.now)
    seen: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def of(self, who: str) -> Account | None:
        """The account of somebody; None for Eve, who has none."""
        return self.people.get(who)

    def persona(self, who: str, group: int = 0) -> Persona:
        """Under which name somebody is in a group."""
        return Persona.objects.get(pk=self.readers[who, group].persona_id)


def build(cast: Cast) -> Town:
    """Everything through the product's own actions."""
    people = {name: getattr(cast, name) for name in ("ana", "ben", "cleo", "dov", "farid", "grace", "hugo")}
    people |= {"mia": account("mia"), "noor": account("noor"), "iris": another_moderator()}
    people["mo"] = account("mo", [Role.MEMBER, Role.MODERATOR])
    town = Town(cast, people)
    town.groups = [
        open_group(cast, on_duty=True, voice=True),
        open_group(cast, name="Quiet mornings", format="members"),
    ]
    for who in MEMBERS:
        for number, group in enumerate(town.groups):
            town.readers[who, number] = joined(group, people[who])
    talk(town)
    tell(town)
    differ(town)
    town.now = timezone.now()
    return town


def talk(town: Town) -> None:
    """In both groups: words that show, that wait, that were removed from sight, that are in danger and reported."""
    for number in range(2):
        ben, cleo, mia = (town.readers[who, number] for who in ("ben", "cleo", "mia"))
        first = begun(ben, "I wake at four.", notes=["Loss"])
        answered(cleo, first)
        answered(mia, first, "It helps me to get up.")
        begun(cleo, "Nobody asks how I am.", title="Tired of it", listening=True)
        newest = town.readers["noor", number]
        Persona.objects.filter(pk=newest.persona_id).update(reviewed=False)
        begun(newest, "I am new here.", title="Hello")
        begun(mia, f"{CRISIS}", title="Tonight")
        report(subject=first.subject, words="It is unkind.")


def tell(town: Town) -> None:
    """One talk in the first group is told aloud, and a moderator has listened."""
    told = begun(town.readers["mia", 0], "I tell you about the sea.", title="The sea", voice=sent_aloud())
    heard()
    keeper = membership_of(town.people["dov"], town.groups[0].pk)
    assert keeper
    approve(told, by=keeper)


def differ(town: Town) -> None:
    """What each of the people has elsewhere, so that it would show if a name led to them."""
    piece = published(town.cast.ana, slug="piece")
    said(piece, town.people["ben"], "Ben was here.")
    said(piece, town.people["cleo"], "Cleo was here.")
    cards.keep(account=town.people["cleo"], card=cards.Card(name="Cleo Marsh", person="My sister"))
    wall.block(town.people["mia"], town.persona("ben", 1).pk)
    month_ago = timezone.localdate() - timedelta(days=31)
    for who in ("ben", "cleo", "mia"):
        Account.objects.filter(pk=town.people[who].pk).update(joined_on=month_ago)
        town.people[who].refresh_from_db()


# --- what a person can come across


@dataclass(frozen=True)
class Sight:
    """Something that somebody can come across: who, where, and what is there."""

    who: str
    where: str
    what: bytes


def paths_of_groups() -> list[str]:
    """Addresses where groups have any part, for the proofs that walk them often."""
    parts = ("/groups", "/host", "/moderation", "/safety", "/you", "/report", "/avatar", "/library", "/search")
    found = {path for path in walk.paths() if path == "/" or path.startswith(parts)}
    for group in SupportGroup.objects.all():
        found |= {f"/groups/{group.pk}/", *(f"/groups/{group.pk}/t/{talk.pk}/" for talk in group.threads.all())}
    return sorted(found)


def every_path() -> list[str]:
    """Every address of the site, and each group's and talk's own beside the samples of the walk."""
    found = [path for path in walk.paths() if path not in DRAWN]
    for group in SupportGroup.objects.all():
        found += [
            f"/groups/{group.pk}/{page}" for page in ("", "about/", "join/", "me/", "keep/", "write/", "leave/")
        ]
        found += [f"/groups/{group.pk}/t/{talk.pk}/" for talk in group.threads.all()]
        found += [f"/moderation/groups.thread/{talk.pk}/" for talk in group.threads.all()]
    return sorted(set(found))


def pages(town: Town, who: str, paths: list[str]) -> list[Sight]:
    """Status, headers and body of each address, as this person gets them."""
    caches["pages"].clear()
    client, found = Client(), []
    person = town.of(who)
    if person is not None:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    for path in paths:
        answer = client.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        head = b"\n".join(line for line in answer.serialize_headers().split(b"\r\n") if not varies(line))
        kept = walk.DRAWN.sub(lambda found: found[1] or b"", body)
        found.append(Sight(who, path, b"%d\n" % answer.status_code + head + b"\n\n" + TICKET.sub(b"", kept)))
    return found


def varies(line: bytes) -> bool:
    """Headers drawn anew for each answer, or made from the body, which is compared by itself."""
    return line.lower().startswith((b"content-security-policy", b"etag", b"set-cookie", b"date", b"content-length"))


TICKET = walk.re.compile(rb"(?<=ticket=)[\w.:%-]+|(?<=nonce=\")[^\"]+")


def views(town: Town, people: tuple[str, ...], paths: list[str]) -> dict[tuple[str, str], bytes]:
    """The same for several, to be compared with another time; the clock stands still, for pages tell how long."""
    with patch.object(timezone, "now", lambda: town.now):
        return {(who, sight.where): sight.what for who in people for sight in pages(town, who, paths)}


def changed(before: dict[tuple[str, str], bytes], after: dict[tuple[str, str], bytes]) -> list[tuple[str, str]]:
    """Who can tell the difference, and where."""
    return sorted(key for key in before if before[key] != after.get(key))


def rows(*, leaving_out: frozenset[str] = frozenset()) -> list[Sight]:
    """Every row of every table but these; the one that joins names and accounts is nobody's to see."""
    out = leaving_out | {PersonaOwner._meta.db_table, "django_session", "accounts_session"}
    found = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table not in out and not table.startswith("sqlite_"):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  our own tables
                found += [Sight("database", table, repr(row).encode()) for row in cursor.fetchall()]
    return found


def sent() -> list[Sight]:
    """Mails, messages of the live stream, and what is stored for the next reader."""
    found = [Sight("mail", one.subject, str(one.message()).encode()) for one in mail.outbox]
    topics = Event.objects.exclude(topic="").values_list("topic", "kind")
    found += [Sight("live", kind, Message(topic, kind).encode()) for topic, kind in topics]
    stored = getattr(caches["pages"], "_cache", {})
    return [*found, *(Sight("stored", key, key.encode() + repr(value).encode()) for key, value in stored.items())]


@contextmanager
def logged() -> Iterator[list[Sight]]:
    """Whatever is logged meanwhile, with everything the record carries, not only what the format lets through."""
    found: list[Sight] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(Sight("log", record.name, repr({**vars(record), "says": record.getMessage()}).encode()))

    handler = Keep(logging.INFO)
    logging.getLogger().addHandler(handler)
    try:
        yield found
    finally:
        logging.getLogger().removeHandler(handler)
