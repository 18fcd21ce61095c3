"""Which protected titles somebody may write about themself: those they state as their own (R29).

The Guard holds "psychologist" or "therapist" in anybody's text about themself. Who is here as such, or states the
title under licence and training, may use the word; the label beside the name still says that nobody checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hearten.directory.models import ProfessionalRole
from hearten.moderation.review import Reading

#: Words that come with a role. A coach, a peer and an organisation have none.
OF_ROLE = {
    ProfessionalRole.LICENSED: "therapist therapists",
    ProfessionalRole.TRAINEE: "trainee",
    ProfessionalRole.COUNSELLOR: "counsellor counsellors counselor",
}


def own_words(role: str, titles: Iterable[str]) -> frozenset[str]:
    """The words of a role and of stated titles, folded. Nothing for roles that need no licence."""
    if role not in OF_ROLE:
        return frozenset()
    said = " ".join([OF_ROLE[ProfessionalRole(role)], *titles])
    return frozenset(re.findall(r"\w+", said.casefold()))


def without_own_titles(reading: Reading, own: frozenset[str]) -> Reading:
    """The reading without remarks on titles that are the writer's own."""
    kept = [
        item
        for item in reading.findings
        if not (item.rule.startswith("title.") and set(re.findall(r"\w+", item.quote.casefold())) <= own)
    ]
    return Reading(kept, reading.rules_version)
