"""Writing into a group's notebook. Changing and taking back are as for any words (actions/talking.py)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from hearten.accounts.models import Persona
from hearten.events.actions import record
from hearten.groups.actions import talking
from hearten.groups.actions.hearing import Heard, Typed, hear
from hearten.groups.actions.talking import Said
from hearten.groups.models import Entry, Membership
from hearten.groups.reader import Reader


def note(reader: Reader, typed: Typed) -> Said:
    """Keep what helped somebody. Words of danger are kept too, and wait for a person whatever the group's rule:
    a notebook is no place to be found in danger (R56, R95). Raises as `talking.begin` does.
    """
    membership = talking.require_place(reader)
    return _note(reader, membership, typed, hear(typed))


@transaction.atomic
def _note(reader: Reader, membership: Membership, typed: Typed, heard: Heard) -> Said:
    persona = Persona.objects.select_for_update().get(pk=membership.persona_id)
    same = talking.pressed_twice(Entry, persona, heard, group=reader.group)
    if same:
        return Said(same, heard.needs_person)
    talking.require_time(reader, membership, typed, heard)
    entry = Entry.objects.create(
        group=reader.group,
        persona=persona,
        title=heard.title,
        **talking.kept(heard, timezone.now()),
        state=talking.state_for(reader, membership, persona, heard.level, always=True),
    )
    talking.opened(entry, heard)
    record("entry.written", subject=entry, by=persona)
    return Said(entry, heard.needs_person)
