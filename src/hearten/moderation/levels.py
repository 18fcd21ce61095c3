"""How soon a text asks for a person: the levels of the safety queue, most urgent first."""

#: Level -> what a safety lead reads about the *text* (I15). The order is the order of the queue.
LEVELS = {
    "attempt": "It speaks of an attempt",
    "means": "It speaks of having a way to do it",
    "plan": "It speaks of a plan",
    "intent": "It speaks of an intention",
    "encouragement": "It may push somebody towards harm",
    "method": "It describes a way of harm",
    "unread": "The check could not read it; a person needs to",
    "ideation": "It speaks of thoughts of dying",
    "passive": "It speaks of not wanting to be here",
    "review": "Somebody asked for a look",
}
URGENCY = {level: place for place, level in enumerate(LEVELS)}


def urgency(level: str) -> int:
    """Its place in the queue, 0 first. A level nobody knows comes before all others: nothing may sink unseen."""
    return URGENCY.get(level, -1)
