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

#: What can be decided, in the words of each side.
ACTS = {"stays": "It stays", "remove": "Take it down", "restore": "Put it back"}
TOLD = {"stays": "It stays", "remove": "It was taken down", "restore": "It was put back"}
