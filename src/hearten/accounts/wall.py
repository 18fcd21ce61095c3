"""The wall between personas and accounts: the only code that may read the table which joins them.

Nothing here returns an account to its caller (I1), but `look_behind` the log-in name of one, when two people have
broken the glass. The list of functions is closed: a new one needs a decision in docs/decisions/.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import CharField, QuerySet, UUIDField
from django.utils import timezone

from hearten.accounts import cards, glass
from hearten.accounts.budget import spend
from hearten.accounts.models import NOBODY, Account, Block, BoxNotice, Persona, PersonaOwner
from hearten.accounts.names import suggest_names
from hearten.events.actions import revoke_listener
from hearten.events.chain import append
from hearten.events.models import ref
from hearten.live.tickets import listener
from hearten.prepared import Given, Prepared

#: An account younger than this is "new" to moderators, whatever its persona.
NEW_FOR = timedelta(days=7)
#: How many names one account may block in a day: whoever tries out which names vanish together is slow at it.
BLOCKS_A_DAY = 20


def own_personas(account: Account | Given) -> QuerySet[Persona]:
    """Every persona of this account, for its owner's own pages only. account: may be named later (`Given`)."""
    return Persona.objects.filter(pk__in=_owned(account)).order_by("name")


def persona_in(account: Account, space: str) -> Persona | None:
    """The persona this account has in a space, if it has one."""
    found = IN_A_SPACE.objects(account=account.pk, space=space)
    return found[0] if found else None


@transaction.atomic
def persona_for(account: Account, space: str, *, name: str = "", seed: str = "") -> Persona:
    """The persona of this account in a space, made on first use with a name that leads nowhere (R8, I4).

    name: one of the generated names the person picked; anything else is replaced by a generated one.
    seed: of the picture that was offered with the name for this space, or "" for a new one.
    """
    known = persona_in(account, space)
    if known:
        return known
    taken = Persona.objects.filter(space=space).values_list("name", flat=True)
    free = suggest_names(1, taken=set(taken), prefer=name)[0]
    picture = {"avatar_seed": seed} if seed and free == name else {}
    persona = Persona.objects.create(space=space, name=free, **picture)
    PersonaOwner.objects.create(persona=persona, account=account, space=space)
    return persona


def owns(account: Account, persona_id: str) -> bool:
    """Whether this account is the one behind a persona; asked only about the viewer themself."""
    return PersonaOwner.objects.filter(account=account, persona_id=persona_id).exists()


def leave_notice(persona_id: str, kind: str) -> None:
    """Put a neutral line into the box of whoever owns the persona, without learning who that is."""
    for owner in PersonaOwner.objects.filter(persona_id=persona_id).only("account_id"):
        BoxNotice.objects.create(account_id=owner.account_id, kind=kind)


def is_new(persona_id: str) -> bool:
    """Whether the account behind the persona is in its first week: a band, never a date."""
    since = timezone.localdate() - NEW_FOR
    return PersonaOwner.objects.filter(persona_id=persona_id, account__joined_on__gt=since).exists()


@transaction.atomic
def restrict(persona_id: str) -> None:
    """Pause whoever owns the persona, everywhere and at once, without revealing which other personas are theirs
    (I6). They still reach help, their data and their decisions.
    """
    for owner in PersonaOwner.objects.filter(persona_id=persona_id).only("account_id"):
        Account.objects.filter(pk=owner.account_id).update(paused="restricted")
        revoke_listener(listener("account", str(owner.account_id)), subject=Account(pk=NOBODY), by=None)


@transaction.atomic
def release(persona_id: str, *, banned: QuerySet[Any, Any]) -> None:
    """Take back `restrict`, unless a name of the same owner is among `banned`; nobody learns which (I6).

    banned: the ids of personas whose ban still stands.
    """
    owner = PersonaOwner.objects.filter(persona_id=persona_id).values("account_id")
    others = PersonaOwner.objects.filter(persona_id__in=banned).values("account_id")
    paused = Account.objects.filter(pk__in=owner, paused="restricted").exclude(pk__in=others)
    paused.update(paused="")


@transaction.atomic
def block(account: Account, persona_id: str) -> bool:
    """Let neither side read the other any more, under whatever name (I6).

    The answer is the same for a name that does not exist, is one's own, or was blocked before.
    False, and nothing done, when the account has blocked its share for today.
    """
    if not spend(account, "block", BLOCKS_A_DAY):
        return False
    strangers = Persona.objects.filter(pk=persona_id).exclude(pk__in=_owned(account))
    known = Block.objects.filter(account=account, persona_id=persona_id)
    new = [Block(account=account, persona=persona, name=persona.name) for persona in strangers]
    if not known.exists():
        Block.objects.bulk_create(new, ignore_conflicts=True)
    return True


def unblock(account: Account, block_id: str) -> None:
    """Undo one block of this account. Says nothing, and does nothing, about anybody else's."""
    Block.objects.filter(account=account, pk=block_id).delete()


def hidden_from(account: Account | Given) -> QuerySet[Persona, str]:
    """The ids of every persona that this account does not read: blocked by it, or of somebody who blocked it.

    To be used inside a query (`exclude(persona__in=…)`), never shown: whose they are is told to nobody (I6).
    """
    blocked = Block.objects.filter(account=account).values("persona_id")
    theirs = PersonaOwner.objects.filter(persona_id__in=blocked).values("account_id")
    mine = Block.objects.filter(persona_id__in=_owned(account)).values("account_id")
    names = PersonaOwner.objects.filter(account_id__in=theirs.union(mine)).values("persona_id")
    return Persona.objects.filter(pk__in=names).values_list("pk", flat=True)


@dataclass(frozen=True)
class Behind:
    """What two people may see of who is behind one name: never another name of theirs.

    login: "" when the name belongs to nobody any more. card: what they sealed for this; None when nothing, or when
    it can't be opened (`unreadable`).
    """

    login: str
    card: cards.Card | None
    unreadable: bool = False


@transaction.atomic(durable=True)
def look_behind(persona: Persona, *, case: str, by: Account) -> Behind:
    """The log-in and the sealed card behind one persona, while its break-glass is open (R96; ADR 0024).

    The only door that answers with somebody. Each look is a row of the audit chain that is on the disk before the
    caller gets its answer. case: the break-glass. Raises glass.NotOpen; RuntimeError inside another transaction.
    """
    glass.require_open(case, ref(persona), by=by)
    append(glass.LOOKED, subject=persona, by=by, case=case)
    owner = PersonaOwner.objects.filter(persona=persona).select_related("account").first()
    if owner is None:
        return Behind("", None)
    try:
        return Behind(owner.account.login, cards.opened(owner.account))
    except cards.Unreadable:
        return Behind(owner.account.login, None, unreadable=True)


def forget(account: Account, *, keep: Iterable[str] = ()) -> int:
    """Erase the account's personas and the join; what each app kept of them must be gone before.

    keep: persona ids that a law obliges the host to hold for now. Returns how many were erased.
    """
    doomed = Persona.objects.filter(pk__in=_owned(account)).exclude(pk__in=list(keep))
    count = doomed.count()
    doomed.delete()
    return count


def _owned(account: Account | Given) -> QuerySet[PersonaOwner, str]:
    return PersonaOwner.objects.filter(account=account).values_list("persona_id", flat=True)


def _in_a_space() -> QuerySet[Persona]:
    owned = _owned(Given("account", UUIDField())).filter(space=Given("space", CharField()))
    return Persona.objects.filter(pk__in=owned)


IN_A_SPACE = Prepared(_in_a_space)
