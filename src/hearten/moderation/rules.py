"""What decisions are measured by: the words a writer and a reporter read."""

NONE = "It breaks none of our rules"
RULES = (
    NONE,
    "Be kind: no mocking, threats or hate",
    "Speak for yourself: no telling others what they have or must do",
    "No contact details, and nothing that shows who somebody is",
    "No telling people to begin, stop or change medicine",
    "No ways to hurt oneself, and no words that push somebody towards harm",
    "No selling, recruiting or research",
    "Claims need a source, and must not mislead",
    "It is against the law; the facts say which",
)
CHOICES = [("", "Choose one"), *((rule, rule) for rule in RULES)]

#: What can be decided about a thing, and about a name in its space; in the words of each side.
ACTS = {
    "stays": "It stays",
    "hold": "Hide it until a colleague has looked, three days at most",
    "edit": "Ask for a change; it is hidden until then",
    "remove": "Take it down",
    "restore": "Put it back",
    "slow": "Slow them down here",
    "mute": "Let them only read here for some days",
    "leave": "Remove them from this place",
    "ban": "Ban them from the whole host",
    "lift": "End what was decided about them here",
}
TOLD = {
    "stays": "It stays",
    "hold": "It is hidden until somebody else has looked",
    "edit": "You are asked to change it",
    "remove": "It was taken down",
    "restore": "It was put back",
    "slow": "You can write here less often for a while",
    "mute": "You can read here, and write again later",
    "leave": "You can't write here any more",
    "ban": "Your account is paused",
    "lift": "You can write here as before",
}
#: What hides a thing, and what restricts a name. Each needs a rule that was broken, and can be appealed (I41).
HIDES = ("hold", "edit", "remove")
RESTRICTS = ("slow", "mute", "leave", "ban")
TAKES_AWAY = (*HIDES, *RESTRICTS)
#: What can't be decided without a day on which it ends.
ENDS_BY_ITSELF = ("hold", "slow", "mute")


def can_be_ground(act: str, rule: str) -> bool:
    """Whether `act` may rest on `rule`: whatever takes something away needs one that was broken, and a name is
    restricted by one of the rules above only. Distress is none of them, and never will be (I12).

    Apps have rules of their own for things: what a page's owner or an editor may ask of a piece.
    """
    if act in RESTRICTS:
        return rule in RULES and rule != NONE
    return act not in TAKES_AWAY or rule != NONE
