"""What follows in groups from what moderators decided about a name."""

from __future__ import annotations

from hearten.events.models import Event
from hearten.groups.actions.keeping import send_out, take_in_again
from hearten.groups.models import Membership
from hearten.moderation.models import Decision
from hearten.moderation.standing import standing_of


def name_decided(event: Event) -> None:
    """Whoever was removed from a group is out of it, and in again when that was ended."""
    about, act = str(event.data.get("about", "")), event.data.get("act")
    membership = Membership.objects.filter(persona_id=about.partition(":")[2]).first()
    if membership is None or act not in {"leave", "lift"}:
        return
    made = Decision.objects.filter(subject=about, act=act).first()
    by = made.by if made else None
    if standing_of(membership.persona_id).removed:
        send_out(membership, by=by)
    else:
        take_in_again(membership, by=by)
