"""More of the same host: what plays, what was brought from elsewhere, collections, and a log-in that ended.

Written with the word "birch" too, as in `world.py`.
"""

from __future__ import annotations

import errno
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Page, expect

from hearten.accounts.models import Account
from hearten.accounts.passphrase import accept
from hearten.accounts.proofs import keep_app
from hearten.blog.models import Post
from hearten.directory.models import Therapist
from hearten.imports import actions as bring
from hearten.imports.models import Import, Outcome
from hearten.imports.models import State as Stage
from hearten.library import collections, groups
from hearten.library.models import OutsideGroup
from hearten.media.models import RecordingUpload
from tests.archives import written as w
from tests.blog.episodes import episode
from tests.blog.episodes import published as spoken
from tests.blog.pieces import HELD
from tests.blog.reading import address
from tests.cast import Cast, account
from tests.journeys.hands import PASSPHRASE, log_in
from tests.library.things import resource
from tests.media.pictures import jpeg
from tests.media.recorded import a_recording

LINES = """WEBVTT

00:00:00.000 --> 00:00:02.500
Let the birch drop its leaves.

00:00:02.500 --> 00:00:06.000
Breathe like a birch.
"""
WORDS = {
    "captions": LINES,
    "transcript": "Let the birch drop its leaves. Breathe like a birch.",
    "chapters": [{"start_ms": 0, "title": "Birch leaves"}, {"start_ms": 30_000, "title": "Birch breath"}],
}
GROUP = {
    "name": "The birch table",
    "url": "https://example.org/birch",
    "run_by": "Two birch friends",
    "moderation": "One of the birch friends reads it all.",
    "audience": "Adults who like birch",
    "cost": "Nothing but birch",
    "language": "Birch English",
    "leaving": "Say birch and go.",
    "looked_at": "The birch rules.",
    "concerns": "The birch is loud.",
}
EVENING = "<p>The birch stands in the yard. A birch is calm.</p>"


def add_all(people: dict[str, Account], at: dict[str, Any], cast: Cast) -> None:
    """Fill in what the pages of these parts need: who logs in, and where things are."""
    recordings(at, cast)
    episodes(at, cast)
    imports(at, cast)
    gathered(at, cast)
    for name in ("adrift", "steady"):
        people[name] = account(name)
        people[name].set_password(accept(name, PASSPHRASE))
        people[name].save()
    keep_app(people["steady"], "A" * 32)


def recordings(at: dict[str, Any], cast: Cast) -> None:
    """One in every state, and one that is still on its way."""
    for name, state, more in (
        ("rec_waits", "waiting", {}),
        ("rec_works", "working", {"progress": 50}),
        ("rec_refused", "refused", {"reason": "The birch is longer than 4 hours."}),
    ):
        at[name] = a_recording(cast.ana, state=state, title="A birch hum", **more).pk
    RecordingUpload.objects.create(
        owner=cast.ana, title="A birch on its way", kind="audio", length=10, expires_at="2999-01-01T00:00Z"
    )


def recorded(owner: Account, kind: str) -> Any:
    """A ready recording whose files are there; the picture is one that a browser can show."""
    row = a_recording(owner, kind=kind, title="A birch wind", files_in=settings.MEDIA_ROOT)
    poster = settings.MEDIA_ROOT / "recordings" / row.pk / "poster.webp"
    if poster.exists():
        poster.write_bytes(jpeg(size=(320, 180)))
    return row


def episodes(at: dict[str, Any], cast: Cast) -> None:
    """A sound and a film that are public, and a sound whose words are not ready."""
    sound = recorded(cast.ana, "audio")
    given = {"kind": "audio", "recording": sound, **WORDS}
    at["rec_ready"] = sound.pk
    at["sound"] = address(renamed(spoken(cast.ana, **given)))
    film = renamed(spoken(cast.ana, **{**given, "kind": "video", "recording": recorded(cast.ana, "video")}))
    at["film"] = address(film)
    at["hum"] = renamed(episode(cast.ana, **given).post).pk
    at["silent"] = renamed(episode(cast.ana, **{**given, "captions": "birch", "transcript": HELD}).post).pk


def renamed(post: Post) -> Post:
    """Its words marked as somebody's, in the draft and in what is public."""
    for row in filter(None, (post, post.edition)):
        row.title, row.summary, row.body = "A birch breath", "A calm birch.", "Sit as a birch would."
        row.save()
    if post.edition:
        post.edition.html = "<p>Sit as a birch would.</p>"
        post.edition.save()
    return post


def looked(therapist: Therapist, data: bytes) -> Import:
    """An archive that was looked through."""
    row = bring.take_in(SimpleUploadedFile("birch", data), therapist=therapist, by=therapist.account)
    bring.look(row)
    return row


def imports(at: dict[str, Any], cast: Cast) -> None:
    """Every stage of bringing one's writing, each another professional's archive of the same few pieces."""
    who = cast.ana.therapist
    said = w.wxr_comment("Birch reader", "A kind birch.")
    pieces = [w.wxr_item(n, title=f"Birch evening {n}", text=EVENING, comments=said) for n in (1, 2, 3)]
    pieces.append(w.wxr_item(4, title="A held birch", text=f"<p>The birch. {HELD}</p>"))
    brought = looked(who, w.wxr(pieces))
    bring.start(brought, by=cast.ana)
    bring.bring(Import.objects.get(pk=brought.pk))
    ready = looked(who, w.wxr(pieces))
    refused = looked(who, b"birch")
    rows = {"uploaded": Stage.UPLOADED, "running": Stage.RUNNING, "stopped": Stage.STOPPED}
    made = {
        f"imp_{name}": Import.objects.create(therapist=who, state=state, total=4, done=2, stored="birch").pk
        for name, state in rows.items()
    }
    held = brought.items.filter(outcome=Outcome.CLEAR).first() or brought.items.get()
    at |= {"imp_done": brought.pk, "imp_ready": ready.pk, "imp_refused": refused.pk, "imp_item": held.pk, **made}


def gathered(at: dict[str, Any], cast: Cast) -> None:
    """A collection with one of each, an invitation; a group on the list, one suggested, one looked at."""
    listed = looked_at(cast)
    groups.confirm(listed, by=cast.grace)
    first = OutsideGroup.objects.get(pk=looked_at(cast).pk)
    asked = groups.suggest(
        facts={"name": "A new birch", "url": "https://example.org/n", "suggestion": "A birch told me."},
        by=cast.ana.therapist,
    )
    facts = {"title": "Birch for carers", "purpose": "When you look after a birch.", "is_open": True}
    mine = collections.begin(facts={**facts, "slug": "birch"}, owner=cast.ana.therapist, by=cast.ana)
    for key in (
        f"resource:{resource(cast.ana, 'A birch song', why='It hums birch.', maker='Birch Press').pk}",
        f"post:{Post.objects.get(slug='piece').pk}",
        f"group:{listed.pk}",
    ):
        collections.add(mine, key=key, by=cast.ana)
    theirs = collections.begin(facts={**facts, "slug": "other"}, owner=cast.farid.therapist, by=cast.farid)
    collections.invite(theirs, whom=cast.ana.therapist, by=cast.farid)
    collections.invite(mine, whom=cast.farid.therapist, by=cast.ana)
    at |= {"mine": mine.pk, "group_new": asked.pk, "group_once": first.pk, "group_listed": listed.pk}


def looked_at(cast: Cast) -> OutsideGroup:
    """A group that a moderator looked at."""
    row = OutsideGroup(**GROUP)
    groups.look(row, topics=[], by=cast.dov)
    return row


def log_in_ended(page: Page) -> None:
    """The log-in ends while somebody writes: the words stay on the page. Afterwards it is there again."""
    session = sent_too_late(page)
    page.context.add_cookies(session)


def sent_too_late(page: Page) -> list[Any]:
    """The words stay on the page. Returns the cookie of the log-in that is gone."""
    session = [one for one in page.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME]
    page.get_by_label("Your question").fill("How does a birch sleep?")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_label("Your words")).to_be_visible()
    return session


def words_at_the_door(page: Page) -> None:
    """As without scripts: the words stand in the form that logs in. Afterwards the log-in is there again."""
    session = sent_too_late(page)
    taken_along(page)
    page.context.add_cookies(session)


def taken_along(page: Page) -> None:
    """To the form that logs in, without a script's help."""
    page.evaluate("document.querySelector('h-carry form').submit()")
    expect(page.get_by_text("Your words come along.")).to_be_visible()


def words_back(page: Page) -> None:
    """Logged in again, and nothing sent yet."""
    sent_too_late(page)
    taken_along(page)
    log_in(page, "adrift")
    expect(page.get_by_role("button", name="Send them now")).to_be_visible()


def one_step_more(page: Page) -> None:
    """The passphrase is right, the words come along, and an app is asked next. Then the log-in is there again."""
    session = sent_too_late(page)
    taken_along(page)
    page.get_by_label("Your log-in name").fill("steady")
    page.get_by_label("Your passphrase").fill(PASSPHRASE)
    page.locator("main").get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.context.add_cookies(session)


def no_room(page: Page) -> None:
    """The disk is full at the moment in which somebody sends an answer: their words come back."""
    page.get_by_label("Your words").fill("A birch helped me to sleep, and so did a steady time for getting up.")
    with patch("hearten.blog.actions.comments.add_comment", side_effect=OSError(errno.ENOSPC, "full")):
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.get_by_label("What you wrote")).to_be_visible()
