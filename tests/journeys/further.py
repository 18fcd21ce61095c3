"""More of the same host: questions, pieces that differ, sources that were asked for, and people who help.

Written with the word "birch" too, as in `world.py`.
"""

from __future__ import annotations

from typing import Any

from hearten.accounts.models import Account, Role
from hearten.blog.actions import differing, sourcing
from hearten.blog.actions import helping as help_with
from hearten.blog.models import Post, Series, SourceAsk
from hearten.directory.models import Therapist
from hearten.questions.models import Reason, State
from tests.blog.reading import address, published
from tests.cast import Cast, account
from tests.questions.asked import answering, asked

QUESTION = "How do people find a birch again after a long birch winter?"


def add_all(people: dict[str, Account], at: dict[str, Any], cast: Cast) -> None:
    """Fill in what the pages of these parts need: who logs in, and where things are."""
    people["edna"] = account("edna", [Role.MEMBER, Role.CLINICAL_EDITOR])
    asking(at, cast)
    differ(at, cast)
    sources(at, cast)
    helping(at, cast)
    at["series"] = Series.objects.get(slug="steps").pk


def asking(at: dict[str, Any], cast: Cast) -> None:
    """Questions in every state, put to Ana."""
    Therapist.objects.filter(account=cast.ana).update(questions_within_days=14)
    waits = asked(cast.ben, cast.ana, QUESTION)
    late = asked(cast.ben, cast.ana, QUESTION, days_ago=40, quotable=True)
    declined = asked(cast.ben, cast.ana, QUESTION, state=State.DECLINED, reason=Reason.PERSONAL)
    taken = asked(cast.cleo, cast.ana, QUESTION)
    post = answering(cast.ana, taken, title="A birch answer", body=f"Somebody asked: {QUESTION}")
    at |= {"question": waits.pk, "late": late.pk, "declined": declined.pk, "answer": post.pk}


def differ(at: dict[str, Any], cast: Cast) -> None:
    """Two pieces side by side, and one that is disputed."""
    piece = Post.objects.get(slug="piece")
    words = {"summary": "Another birch.", "body": "Another view of the birch."}
    other = published(cast.farid, title="Another birch view", slug="view", **words)
    third = published(cast.farid, title="A third birch view", slug="third", **words)
    pair = differing.declare(piece, other, says="One birch says rest, the other says walk.", by=cast.ana)
    fought = differing.declare(piece, third, says="One birch is taller.", by=cast.ana)
    differing.dispute(fought, words="My birch says the same.", by=cast.farid)
    at |= {"pair": pair.pk, "fought": fought.pk, "view": address(other)}


def sources(at: dict[str, Any], cast: Cast) -> None:
    """A source that was asked for, and one an author has to answer."""
    piece, first = Post.objects.get(slug="piece"), Post.objects.get(slug="first")
    flag = sourcing.flag(piece, by=cast.ben)
    sourcing.flag(first, by=cast.ben)
    edna = Account.objects.get(login="edna")
    ask = SourceAsk.objects.get(post=first)
    verdict = sourcing.Verdict(outcome="asked", reason="It says what birch research found.")
    sourcing.decide_source(ask, verdict, by=edna)
    at |= {"source_receipt": flag.pk, "source_ask": SourceAsk.objects.get(post=piece).pk, "unsourced": first.pk}


def helping(at: dict[str, Any], cast: Cast) -> None:
    """Farid helps Ana with her comments; Ana is asked to help Farid."""
    works = help_with.ask(cast.ana.therapist, colleague=cast.farid.therapist)
    help_with.accept(works, by=cast.farid)
    help_with.ask(cast.farid.therapist, colleague=cast.ana.therapist)
    at["helps"] = works.pk
