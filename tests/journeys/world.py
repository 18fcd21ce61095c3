"""One small host where every page has something to show, and every state can be met.

Whatever somebody in it wrote holds the word "birch", so that a test can tell people's words from the product's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from hearten.accounts import wall
from hearten.accounts.actions import ask_erasure, state_younger
from hearten.accounts.models import Account, BoxNotice, Role
from hearten.blog.actions.comments import add_comment, subject_of
from hearten.blog.actions.second_eyes import ask_colleague
from hearten.blog.actions.story_review import claim
from hearten.blog.models import Comment, Post, Resource, Series, Source, StoryReview, Thanks
from hearten.directory.models import SocialMediaPolicy, Therapist, Topic
from hearten.home.search import index
from hearten.media.actions import upload
from hearten.media.models import Image
from hearten.moderation import actions as moderate
from hearten.moderation.actions.looks import ask_opinion
from hearten.moderation.actions.reports import case_of
from hearten.moderation.actions.sealing import seal
from hearten.moderation.models import SafetyItem, Sealed, SecondLook
from hearten.moderation.paperwork import host_country, papers, to_confirm
from hearten.moderation.rules import RULES
from hearten.moderation.transparency import publish
from tests.blog.pieces import ADVISED, HELD, draft
from tests.blog.reading import CRISIS, address, published, said, story
from tests.cast import Cast, account
from tests.journeys import arriving, circles, emergency, further
from tests.media.pictures import jpeg

BODY = """The birch stands in the yard. A steady time for getting up birch helps many of them.

## A birch heading

- Light in the birch morning
- A calm birch hour

> A birch quotation, and [a birch link](https://example.org/birch).
"""


@dataclass
class World:
    """Who can log in, by name, and where things are, by the words used in the list of pages."""

    people: dict[str, Account] = field(default_factory=dict)
    at: dict[str, Any] = field(default_factory=dict)


def furnish(cast: Cast) -> World:
    """Everything, made through the product's own actions. Needs settings.COUNTRY to be a country that is listed."""
    names = ("ana", "ben", "cleo", "dov", "farid", "grace", "hugo")
    world = World(people={name: getattr(cast, name) for name in names})
    rename_words(cast)
    paperwork(cast)
    writing(world, cast)
    talking(world, cast)
    deciding(world, cast)
    watching(world, cast)
    emergency.add_all(world.people, world.at, cast)
    others(world)
    further.add_all(world.people, world.at, cast)
    circles.add_all(world.people, world.at, cast)
    call_command("work", once=True)
    arriving.add_all(world.people, world.at, cast)
    world.at["image"] = Image.objects.get().pk
    return world


def rename_words(cast: Cast) -> None:
    """What the professionals say of themselves, marked as theirs."""
    for page in Therapist.objects.all():
        page.headline, page.purpose = "I write about the birch", "To explain the birch."
        page.audience, page.wont_do = "Adults who like birch.", "I never give birch advice."
        page.bio, page.approach = "I grew up under a birch.", "We look at one birch at a time."
        page.save()
    ana = cast.ana.therapist
    SocialMediaPolicy.objects.filter(therapist=ana).update(text="I do not follow any birch.")
    SocialMediaPolicy.objects.create(therapist=ana, version=2, text="I do not follow any birch, or prune it.")
    ana.credentials.update(title="Birch psychologist")


def paperwork(cast: Cast) -> None:
    """Both forms, and every number of the country tried today."""
    for kind, paper in papers().items():
        answers = {question.id: "The birch answers for it." for question in paper.questions}
        moderate.fill_record(kind=kind, answers=answers, name="Grace Birch", by=cast.grace)
    country = host_country()
    assert country
    for line in to_confirm(country):
        moderate.confirm_line(line_id=line.id, checked_on=timezone.localdate(), name="Grace Birch", by=cast.grace)


def writing(world: World, cast: Cast) -> None:
    """Pieces of every kind, drafts in every state, a shelf, a series, a picture."""
    ana, farid = cast.ana, cast.farid
    series = Series.objects.create(
        therapist=ana.therapist,
        title="Small birch steps",
        slug="steps",
        note="Birch days",
        from_day=date(2026, 1, 5),
    )
    words = {"summary": "What helps a birch.", "body": BODY}
    piece = published(ana, title="A birch without sleep", slug="piece", series=series, series_order=2, **words)
    published(ana, title="The first birch", slug="first", series=series, series_order=1, **words)
    Source.objects.create(
        post=piece, title="A birch study", publisher="Birch Press", year=2020, url="https://example.org/s"
    )
    told = story(ana, title="A birch story", slug="story", **words)
    past = timezone.localdate() - timedelta(days=900)
    old = published(ana, title="An old birch", slug="old", next_review_on=past, comments_closed=True, **words)
    tried = published(
        ana, title="A birch exercise", slug="try", kind="exercise", exercise_link="https://example.org/", **words
    )
    soon = timezone.now() + timedelta(days=9)
    meet = published(
        ana,
        title="A birch evening",
        slug="meet",
        kind="event",
        starts_at=soon,
        ends_at=soon,
        place="Birch hall",
        **words,
    )
    held = draft(ana, title="A birch draft", summary="Birch.", body=f"{ADVISED} The birch.\n\n{HELD} The birch.")
    ready = draft(ana, title="A ready birch", summary="Birch.", body=BODY)
    resting = draft(
        ana, title="A resting birch", summary="Birch.", body=BODY, kind="story", story_source="composite"
    )
    asked = draft(farid, title="Farid's birch", summary="Birch.", body=f"{BODY}\n\n{HELD}")
    look = ask_colleague(asked, colleague=ana.therapist, question="Does the birch stand well?")
    shelf = Resource.objects.create(
        therapist=ana.therapist, title="The birch book", kind="book", cost="paid", url="https://example.org/b",
        why="It is about birch.", interest="own",
    )  # fmt: skip
    Thanks.objects.create(post=piece, word="relate", day=timezone.localdate() - timedelta(days=1))
    upload(SimpleUploadedFile("b.jpg", jpeg(size=(300, 200))), owner=ana, alt="A birch in snow", shows="thing")
    for post in (piece, told, old, tried, meet):
        index(post)
    posts = {"piece": piece, "story": told, "old": old, "try": tried, "meet": meet}
    world.at |= {name: address(post) for name, post in posts.items()}
    drafts = {"held": held, "ready": ready, "resting": resting}
    world.at |= {name: post.pk for name, post in drafts.items()}
    world.at |= {
        "look": look.pk,
        "shelf": shelf.pk,
        "public": piece.pk,
        "topic": Topic.objects.get(slug="sleep").slug,
    }


def talking(world: World, cast: Cast) -> None:
    """A thread, something that waits, something taken back."""
    piece = Post.objects.get(slug="piece")
    first = said(piece, cast.ben, "The birch helped me.")
    said(piece, cast.ana, "Thank you for the birch.", parent=first)
    said(piece, cast.cleo, "A birch for me too.", parent=first)
    waits = said_first(piece, cast.hugo, "A birch from somebody new.")
    world.at |= {"own_comment": first.pk, "waits": waits.pk}


def said_first(post: Post, by: Account, body: str) -> Comment:
    """A comment by somebody who was not read before."""
    return add_comment(post, by=by, body=body).comment


def deciding(world: World, cast: Cast) -> None:
    """A report, a decision that its writer reads, and an appeal that somebody else answers."""
    piece = Post.objects.get(slug="piece")
    mo = account("mo", [Role.MEMBER, Role.MODERATOR])
    reported = said(piece, cast.cleo, "This birch is unkind.")
    report = moderate.report(subject=subject_of(reported), words="It mocks a birch.")
    case = case_of(subject_of(reported))
    assert case
    ban = moderate.propose_ban(case, moderate.Measure("ban", RULES[1], "It mocks a birch."), by=mo)
    ask_opinion(subject=case.subject, by=mo)
    world.at |= {"ban": ban.pk, "opinion": SecondLook.objects.get(asked_by=mo).pk}
    restricting(world, piece, mo)
    publish()
    gone = [said(piece, cast.ben, f"Birch number {n} is best.") for n in (1, 2)]
    made = [
        moderate.decide(subject=subject_of(row), act="remove", rule=RULES[1], facts="It mocks a birch.", by=mo)
        for row in gone
    ]
    appeal = moderate.appeal(decision=made[1], words="I meant the birch kindly.", by=cast.ben)
    world.at |= {"reported": reported.pk, "receipt": report.pk, "decision": made[0].pk, "appealed": made[1].pk}
    world.at |= {"appeal": appeal.pk, "report": f"/report/blog.comment/{reported.pk}/"}


def restricting(world: World, piece: Post, mo: Account) -> None:
    """Somebody who may only read here for some days."""
    sam = account("sam")
    case = case_of(subject_of(said(piece, sam, "A birch again, and again.")))
    assert case
    until = timezone.localdate() + timedelta(days=5)
    muted = moderate.restrict(case, moderate.Measure("mute", RULES[1], "It mocks a birch.", until), by=mo)
    world.people["sam"] = sam
    world.at["muted"] = muted.pk


def watching(world: World, cast: Cast) -> None:
    """A text in danger, a story read again, and a watch."""
    piece = Post.objects.get(slug="piece")
    said(piece, cast.hugo, f"{CRISIS} The birch is gone.")
    Account.objects.filter(pk=cast.cleo.pk).update(joined_on=timezone.localdate() - timedelta(days=30))
    cast.cleo.refresh_from_db()
    review = story(cast.ana, title="Another birch story", slug="another", summary="Birch.", body=BODY)
    claim(review, by=cast.cleo)
    moderate.add_shift(by=cast.grace, starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=2))
    item = SafetyItem.objects.exclude(level="review").get()
    mine = SafetyItem.objects.get(level="review")
    moderate.claim(item=item, by=cast.grace)
    letter = moderate.write(item=item, words="I have read about the birch.", by=cast.grace)
    moderate.answer(hand_off=letter, words="The birch is still there.")
    seal(item.subject)
    world.at |= {
        "sealed": Sealed.objects.get().pk,
        "letter": letter.pk,
        "item": item.pk,
        "unclaimed": mine.pk,
        "review": StoryReview.objects.get().pk,
    }
    BoxNotice.objects.create(account=cast.ben, kind="kept")
    wall.block(cast.ben, wall.persona_for(account("zed"), "group:elsewhere").pk)


def others(world: World) -> None:
    """A new professional without a page, somebody who leaves, and somebody who is too young."""
    world.people |= {
        "nils": account("nils", [Role.MEMBER, Role.THERAPIST]),
        "goer": account("goer"),
        "young": account("young"),
    }
    ask_erasure(account=world.people["goer"])
    state_younger(account=world.people["young"])
