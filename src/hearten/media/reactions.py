"""What follows an upload, and what is tidied up each day."""

from datetime import timedelta

from django.utils import timezone

from hearten.events.models import Event
from hearten.media import actions, quarantine, voice_actions
from hearten.media.models import Image, State
from hearten.media.probe import Refused
from hearten.media.sandbox import encode

#: A raw file that waits longer than this was given up by its task.
GIVEN_UP_AFTER = timedelta(days=1)
LOST = "This picture could not be prepared. That was our fault: please upload it again."


def reencode_image(event: Event) -> None:
    """Make the served files of one picture and delete what arrived. Works as often as it is called."""
    image_id = event.subject.partition(":")[2]
    data = quarantine.read(image_id)
    if data is None:
        actions.refuse(image_id, LOST)
        return
    if not Image.objects.filter(pk=image_id, state=State.WAITING).exists():
        quarantine.forget(image_id)
        return
    try:
        actions.finish(image_id, encode(data))
    except Refused as answer:
        actions.refuse(image_id, answer.message)
    quarantine.forget(image_id)


def clear_quarantine() -> None:
    """Delete raw files that nobody came for, and say so where whoever sent them looks."""
    for image_id in quarantine.older_than(timezone.now() - GIVEN_UP_AFTER):
        actions.refuse(image_id, LOST)
        voice_actions.refuse(image_id, voice_actions.LOST)
        quarantine.forget(image_id)
