"""Recording what happened."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.module_loading import import_string

from hearten.events.announce import announce
from hearten.events.models import Actor, Event, ref
from hearten.events.tasks import queue, react


def record(kind: str, *, subject: models.Model, by: Actor | None, topic: str = "", **data: Any) -> Event:
    """Write down that `kind` happened to `subject`, and put each of its reactions on the queue.

    It joins the caller's transaction, so the change, the event and the work that follows commit together
    or not at all. data: ids and closed words only, never text (I27).
    Raises KeyError when config/reactions.py does not list the kind, RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{kind} must be recorded in the transaction that made it true")
    reactions: list[str] = import_string(settings.REACTIONS)[kind]
    event = Event.objects.create(
        kind=kind, subject=ref(subject), actor=by.ref if by else "system", topic=topic, data=data
    )
    for path in reactions:
        react.using(queue_name=queue(path)).enqueue(event.pk, path)
    announce(event)
    return event


def revoke_listener(listener: str, *, subject: models.Model, by: Actor | None) -> Event:
    """End at once every live stream opened under this name: after log-out, pause, leave or ban.

    listener: what `live.tickets.listener` gave when the ticket was issued. Raises as `record`.
    """
    return record("listener.revoked", subject=subject, by=by, topic=f"listener:{listener}")
