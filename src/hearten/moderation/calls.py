"""A call for help, as the desk sees it: words and a name made for it. It is answered, never decided about (I12)."""

from __future__ import annotations

from collections.abc import Collection

from hearten.accounts import wall
from hearten.accounts.models import Account
from hearten.moderation.models import CallForHelp
from hearten.moderation.subjects import Shown, Subject

KIND = "moderation.callforhelp"
LABEL = "Words that reached nobody else"


def call_of(key: str) -> CallForHelp | None:
    """The row behind a key as it came in an address or a row."""
    return CallForHelp.objects.filter(pk=key).select_related("persona").first()


def show(key: str) -> Shown | None:
    """Its words, which stand on no page."""
    row = call_of(key)
    return Shown(LABEL, row.persona.name, row.words, "", is_public=False) if row else None


def nothing(key: str, by: Account) -> None:
    """Nobody sees it, so nothing can be taken down or put back."""


def persona_of(key: str) -> str | None:
    """The name under which its writer can be answered."""
    return CallForHelp.objects.filter(pk=key).values_list("persona", flat=True).first()


def tell(key: str, kind: str) -> None:
    """A neutral line for its writer."""
    persona = persona_of(key)
    if persona:
        wall.leave_notice(persona, kind)


def is_own(key: str, account: Account) -> bool:
    """Whether this account wrote it; asked about the one who is looking only."""
    persona = persona_of(key)
    return persona is not None and wall.owns(account, persona)


def own(account: Account) -> Collection[str]:
    """The ids of everything the account wrote."""
    return list(CallForHelp.objects.filter(persona__in=wall.own_personas(account)).values_list("pk", flat=True))


def nobody(key: str, account: Account) -> bool:
    """No moderator looks after it: only safety leads read it."""
    return False


CALL = Subject(show, nothing, nothing, tell, is_own, own, persona=persona_of, kept_by=nobody, decided=False)
