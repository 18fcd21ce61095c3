"""Making a sealed copy, and letting go of it when a person has decided that the words may stay."""

from __future__ import annotations

from django.db.models import QuerySet

from hearten.media.voice_actions import discard
from hearten.moderation.models import Decision, Sealed
from hearten.moderation.subjects import find


def seal(subject: str) -> None:
    """Keep a copy of the words as they are now, and hold on to what was told aloud with them; the same words are
    kept once.
    """
    found = find(subject)
    shown = found[0].show(found[1]) if found else None
    if found is None or shown is None:
        return
    persona = found[0].persona(found[1]) if found[0].persona else None
    beside = {"persona_id": persona, "voice_id": shown.voice.id if shown.voice else None}
    Sealed.objects.get_or_create(subject=subject, words=shown.text, defaults=beside)


def let_go(subject: str) -> None:
    """The text was finished without being taken down: nothing is kept of it."""
    last = Decision.objects.filter(subject=subject).first()
    if last is None or last.act != "remove":
        unseal(Sealed.objects.filter(subject=subject, keep_until=None))


def unseal(copies: QuerySet[Sealed]) -> int:
    """Delete copies, and each voice note that nothing else holds on to. Returns how many copies."""
    voices = list(copies.exclude(voice=None).values_list("voice", flat=True))
    gone = copies.delete()[0]
    discard(voices)
    return gone
