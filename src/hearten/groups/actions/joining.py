"""Coming in, going, and under which name: never announced, never counted where it could be watched (R51, I5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.hashers import check_password
from django.core import signing
from django.db import transaction
from django.db.models import Q

from hearten.accounts import wall
from hearten.accounts.budget import spend
from hearten.accounts.models import Account, Persona, Role, opaque
from hearten.accounts.names import suggest_names
from hearten.events.actions import record
from hearten.groups.actions.voices import notes_of
from hearten.groups.models import (
    Entry,
    Format,
    GroupState,
    Line,
    Meeting,
    Membership,
    Place,
    Reply,
    SupportGroup,
    Thread,
)
from hearten.groups.reader import Reader, membership_of
from hearten.live.tickets import LISTENER, listener
from hearten.media.voice_actions import discard
from hearten.moderation.actions import open_item

#: How many names with pictures somebody can choose from.
OFFERS = 4
#: How many groups one account may join, and how often it may change a name, in a day.
JOINS_A_DAY = 6
NAMES_A_DAY = 5


class CannotJoin(Exception):  # what is so, not a mistake
    """This group can't be joined, or not like this; the message says why, in plain words."""


def offers(group: SupportGroup) -> list[dict[str, str]]:
    """Names with pictures for this group, sealed: nobody can bring one along from elsewhere (R54, I4)."""
    taken = set(Persona.objects.filter(space=group.space).values_list("name", flat=True))
    pairs = [{"name": name, "seed": opaque()} for name in suggest_names(OFFERS, taken=taken)]
    return [{**pair, "value": signing.dumps(pair, salt=group.space)} for pair in pairs]


def chosen(group: SupportGroup, value: str) -> dict[str, str]:
    """The name and picture behind a choice; an empty choice for anything that was not offered for this group."""
    try:
        pair: dict[str, str] = signing.loads(value, salt=group.space, max_age=24 * 60 * 60)
    except signing.BadSignature:
        return {}
    return pair


@transaction.atomic
def join(group: SupportGroup, *, by: Account, choice: str = "", code: str = "") -> Membership:
    """Come in, or ask to; who was here before comes back under the same name. Nobody is told (R51).

    choice: one of `offers`. code: the word of a closed circle. Raises CannotJoin.
    """
    group = SupportGroup.objects.select_for_update().get(pk=group.pk)
    before = membership_of(by, group.pk)
    if before and before.place in {Place.IN, Place.ASKED}:
        return before
    require_room(group, by, before, code)
    place = Place.ASKED if group.format == Format.APPROVAL else Place.IN
    if before:
        Membership.objects.filter(pk=before.pk).update(place=place)
        membership = Membership.objects.get(pk=before.pk)
    else:
        persona = wall.persona_for(by, group.space, **chosen(group, choice))
        membership = Membership.objects.create(persona=persona, group=group, place=place)
    record("member.joined", subject=membership, by=membership.persona)
    return membership


def require_room(group: SupportGroup, by: Account, before: Membership | None, code: str) -> None:
    """Raises CannotJoin, with what is so and what to do."""
    if group.state != GroupState.OPEN:
        raise CannotJoin("This group takes nobody in at the moment.")
    if before and before.place == Place.OUT:
        raise CannotJoin("You can't join this group again by yourself. You can ask for another look under “You”.")
    if by.has_role(Role.THERAPIST):
        raise CannotJoin(
            "Professionals take part in support groups in their own name only, as facilitators. "
            "Ask the people who run this place. If you need support yourself, use an account that is not for work."
        )
    if group.format == Format.COHORT and not check_password(code.strip().casefold(), group.code_hash):
        raise CannotJoin("This word doesn't open the circle. Check it with whoever gave it to you.")
    if Membership.objects.inside().filter(group=group).count() >= group.capacity:
        raise CannotJoin("This group is full at the moment. You can read about others, or come back another day.")
    if not spend(by, "join", JOINS_A_DAY):
        raise CannotJoin("You have joined many groups today. Take your time; you can join more tomorrow.")


@transaction.atomic
def leave(membership: Membership, *, take_words: bool = False) -> None:
    """Go quietly: nobody is told, and open pages of this group end at once.

    take_words: take back everything one wrote here as well.
    """
    Membership.objects.filter(pk=membership.pk).update(place=Place.LEFT)
    if take_words:
        take_back_all(membership.persona_id)
    stop_listening(membership)
    record("member.left", subject=membership, by=membership.persona)


def take_back_all(persona_id: str) -> None:
    """Empty every thread and take out every reply, note and line of one persona, with every voice note; what others
    answered stays.
    """
    gone: dict[str, Any] = {"state": "deleted", "body": "", "html": "", "title": "", "covered": "", "voice": None}
    aloud = notes_of(Thread.objects.filter(persona=persona_id), Reply.objects.filter(persona=persona_id))
    answered = Thread.objects.filter(persona=persona_id, replies__isnull=False)
    Thread.objects.filter(pk__in=list(answered.values_list("pk", flat=True))).update(**gone)
    Thread.objects.filter(persona=persona_id).exclude(state="deleted").delete()
    Reply.objects.filter(persona=persona_id).delete()
    Entry.objects.filter(persona=persona_id).delete()
    Line.objects.filter(persona=persona_id).delete()
    discard(aloud)


def leads_no_more(membership: Membership) -> None:
    """A meeting they led closes at once; it opens again when another host says that they are there (I13)."""
    led = Meeting.objects.filter(Q(host=membership) | Q(second=membership), here_until__isnull=False)
    led.update(here_until=None, word_with=None)


def stop_listening(membership: Membership) -> None:
    """End every open stream that this persona listens to its group on (design: a listener is dropped at once)."""
    leads_no_more(membership)
    topic = LISTENER + listener("persona", membership.persona_id)
    record("listener.revoked", subject=membership, by=None, topic=topic)


@transaction.atomic
def rename(reader: Reader, choice: str) -> bool:
    """Take another name and picture here; everything already written stands under it. False: nothing changed."""
    pair = chosen(reader.group, choice)
    membership = reader.membership
    if membership is None or not pair or not spend(reader.account, "rename", NAMES_A_DAY):
        return False
    if Persona.objects.filter(space=reader.group.space, name=pair["name"]).exists():
        return False
    Persona.objects.filter(pk=membership.persona_id).update(name=pair["name"], avatar_seed=pair["seed"])
    record("member.renamed", subject=membership, by=membership.persona)
    return True


def hide_notes(membership: Membership, notes: Iterable[str]) -> None:
    """Keep words with these content notes closed for this reader."""
    known = [note for note in membership.group.content_notes if note in set(notes)]
    Membership.objects.filter(pk=membership.pk).update(hidden_notes=known)


@transaction.atomic
def ask_for_person(membership: Membership) -> None:
    """Put oneself before the safety team, without words: somebody writes back under this name alone (R69).

    Pressed again it stays one item.
    """
    open_item(f"groups.membership:{membership.pk}", "asked")
    record("member.asked-for-person", subject=membership, by=membership.persona)
