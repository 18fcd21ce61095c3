"""What goes in (a purpose) and what comes out (a finding)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Severity = Literal["hold", "advise", "note"]
Level = Literal["passive", "ideation", "intent", "plan", "means", "attempt", "encouragement", "method"]
When = Literal["past", "ongoing"]
Who = Literal["self", "other"]
Kind = Literal["direct", "quasi"]


class Purpose(StrEnum):
    """What the text is for; the same words may be fine in one purpose and held in another.

    `message` is a private message, checked on its writer's own device alone; the answer is never sent (R57).
    """

    ARTICLE = "article"
    STORY_OWN = "story-own"
    STORY_FICTIONAL = "story-fictional"
    STORY_COMPOSITE = "story-composite"
    STORY_CONSENTED = "story-consented"
    STORY_PUBLISHED = "story-published"
    REPLY = "reply"
    POST = "post"
    QUESTION = "question"
    BIO = "bio"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Finding:
    """One passage, why it was marked, and what could stand there instead (I17).

    `start` and `end` count Unicode code points in the original text, so that
    `text[start:end] == quote`; `text[:start] + suggestion + text[end:]` is the accepted rewrite,
    and `suggestion` is None when only the author can rewrite. `confidence` (0 to 1) is about the
    passage. `level`, `when` and `who` are set on crisis findings alone; they describe the words,
    never the person who wrote them (I15).
    """

    rule: str
    severity: Severity
    start: int
    end: int
    quote: str
    reason: str
    source: str
    suggestion: str | None
    confidence: float
    level: Level | None
    when: When | None
    who: Who | None
    rules_version: str


class Class(StrEnum):
    """What an identifying passage is about: the classes of the Text Anonymization Benchmark (Pilán et al. 2022)."""

    PERSON = "PERSON"
    CODE = "CODE"
    LOC = "LOC"
    ORG = "ORG"
    DEM = "DEM"
    DATETIME = "DATETIME"
    QUANTITY = "QUANTITY"
    MISC = "MISC"


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """A passage that could tell who somebody is: `direct` alone, `quasi` together with others.

    `start` and `end` count Unicode code points in the original text.
    """

    start: int
    end: int
    type: Class
    kind: Kind
