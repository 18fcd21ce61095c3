"""Export and erase, as every app offers them; and what this app itself keeps of a person."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from operator import or_
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from hearten.accounts import cards, proofs, recovery, wall
from hearten.accounts.models import (
    Account,
    Block,
    BoxNotice,
    Budget,
    ContactCard,
    Device,
    Persona,
    RecoveryCode,
    Session,
)
from hearten.events.models import Event, ref


@dataclass(frozen=True)
class Kept:
    """Something that stays after an erasure, why, and until when (ISO date or a plain condition)."""

    what: str
    ground: str
    until: str


def no_files(account: Account) -> Iterable[tuple[str, bytes]]:
    """For apps that keep no files."""
    return ()


@dataclass(frozen=True)
class PersonalData:
    """One app's duties to a person.

    export: everything the app holds of this account, as JSON-ready data, without anybody else's words or ids.
    erase: removes it, and returns what has to stay with its legal ground.
    says: for the person: what is erased here and what stays, in plain words.
    files: name and content of what is exported beside the data.
    """

    export: Callable[[Account], dict[str, Any]]
    erase: Callable[[Account], list[Kept]]
    says: str = ""
    files: Callable[[Account], Iterable[tuple[str, bytes]]] = no_files


def export(account: Account) -> dict[str, Any]:
    """The account, its personas, its box and its devices. Secrets are not in it: they are useless elsewhere."""
    return {
        "log_in_name": account.login,
        "roles": account.roles,
        "joined_on": account.joined_on.isoformat(),
        "stated_adult_on": account.stated_adult_on.isoformat(),
        "paused": account.paused,
        "personas": list(wall.own_personas(account).values("id", "space", "name", "avatar_seed")),
        "box": [_dated(row) for row in account.notices.order_by("pk").values("kind", "day")],
        "blocks": [_dated(row) for row in account.blocks.order_by("day", "name").values("name", "day")],
        "contact_card": _card(account),
        "devices": [_dated(row) for row in account.devices.values("label", "first_used_on", "last_used_on")],
        "passkeys": [_dated(row) for row in proofs.listed(account)],
        "has_app": proofs.app(account) is not None,
        "recovery_codes_left": recovery.left(account),
        "budgets": [_dated(row) for row in Budget.objects.filter(account=account).values("act", "day", "spent")],
    }


def _card(account: Account) -> dict[str, Any] | str | None:
    row = ContactCard.objects.filter(account=account).first()
    if row is None:
        return None
    try:
        written = cards.unseal(bytes(row.sealed), account)
    except cards.Unreadable:
        return "It can't be opened any more: this host lost its key."
    return {**asdict(written), "agreed_to": row.agreed_to, "agreed_on": row.agreed_on.isoformat()}


def erase(account: Account) -> list[Kept]:
    """Everything here but the account's own row, which goes last (home/erasure.py).

    What happened stays in the events, for those it happened to; who did it does not.
    """
    _leave_events(account)
    for rows in (Session, Device, RecoveryCode, Budget, BoxNotice, Block, ContactCard):
        rows._default_manager.filter(Q(account=account)).delete()
    Authenticator.objects.filter(user=account).delete()
    wall.forget(account)
    return []


@transaction.atomic
def forget_persona(persona: Persona) -> None:
    """End one name before its account ends: out of every event, and gone (I31). Its app has erased its words."""
    _out_of_events([persona])
    persona.delete()


def _leave_events(account: Account) -> None:
    _out_of_events([account, *wall.own_personas(account)])


def _out_of_events(who: Sequence[Account | Persona]) -> None:
    Event.objects.filter(subject__in=[ref(one) for one in who]).delete()
    Event.objects.filter(actor__in=[one.ref for one in who]).update(actor="gone")
    ids = [str(one.pk) for one in who]
    named = reduce(or_, (Q(text__contains=each) for each in ids))
    Event.objects.annotate(text=Cast("data", TextField())).filter(named).delete()


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}


PERSONAL_DATA = PersonalData(
    export=export,
    erase=erase,
    says="Your log-in name, passphrase, passkeys and codes, and the list of your devices. Your messages from us, "
    "and your card for an emergency. Whom you don't want to read, and the names you use here.",
)
