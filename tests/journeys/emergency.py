"""An emergency card, and look-ups that wait, are open, and are over: for the list of every page."""

from __future__ import annotations

from typing import Any

from hearten.accounts import cards, wall
from hearten.accounts.models import Account, Persona, Role
from hearten.blog.models import Comment
from hearten.moderation import actions as moderate
from hearten.moderation.actions.glass import end_and_tell
from hearten.moderation.models import BreakGlass
from tests.cast import Cast, account


def add_all(people: dict[str, Account], at: dict[str, Any], cast: Cast) -> None:
    """Cleo has a card and was looked behind; Hugo's case waits for Ivy, Ben's is open."""
    cards.keep(account=cast.cleo, card=cards.Card(name="Cleo Birch", person="My sister under the birch"))
    ivy = account("ivy", [Role.MEMBER, Role.HOST_ADMIN])
    people["ivy"] = ivy
    hugo = Comment.objects.filter(persona__in=wall.own_personas(cast.hugo)).first()
    assert hugo
    assert hugo.persona
    subject = f"blog.comment:{hugo.pk}"
    at["glass_comment"] = hugo.pk
    at["glass_waits"] = ask(hugo.persona, subject, cast).pk
    at["glass_open"] = opened(wall.persona_for(cast.ben, "group:birch"), subject, cast, ivy)
    over = opened(wall.persona_for(cast.cleo, "group:birch"), subject, cast, ivy)
    moderate.close_glass(row=BreakGlass.objects.get(pk=over), by=ivy)
    end_and_tell()
    at["glass_over"] = over


def ask(persona: Persona, subject: str, cast: Cast) -> Any:
    reason = "They wrote goodbye to the birch, and nobody can reach them."
    return moderate.ask_glass(persona=persona, subject=subject, danger="own_life", reason=reason, by=cast.grace)


def opened(persona: Persona, subject: str, cast: Cast, ivy: Account) -> str:
    row = ask(persona, subject, cast)
    moderate.answer_glass(row=row, agrees=True, by=ivy)
    moderate.look(row=row, by=ivy)
    return str(row.pk)
