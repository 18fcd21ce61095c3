"""The same texts once more as people also write them: in small letters, or about somebody else."""

import random
from collections.abc import Sequence

from training.corpora import Span, Text


def small(texts: Sequence[Text]) -> list[Text]:
    """In small letters; left out where that changes the length."""
    return [
        Text(f"{text.name}/small", text.text.lower(), text.spans)
        for text in texts
        if text.spans and len(text.text.lower()) == len(text.text)
    ]


def renamed(texts: Sequence[Text], names: Sequence[str], seed: int) -> list[Text]:
    """With the first word of every person's name exchanged for a name drawn from all names alike, so that rare
    names are seen as often as common ones."""
    draw = random.Random(seed)
    return [_renamed(text, names, draw) for text in texts if any(_is_name(text, span) for span in text.spans)]


def _is_name(text: Text, span: Span) -> bool:
    first = text.text[span.start : span.end].split(" ")[0]
    return span.type == "PERSON" and first.isalpha() and text.text[span.start - 1 : span.start] not in ("@", "#")


def _renamed(text: Text, names: Sequence[str], draw: random.Random) -> Text:
    pieces, spans, reached, shift = [], [], 0, 0
    for span in sorted(text.spans, key=lambda one: one.start):
        begin = span.start + shift
        if _is_name(text, span) and span.start >= reached:
            old = text.text[span.start : span.end].split(" ")[0]
            name = draw.choice(names)
            new = name.title() if old[0].isupper() else name
            pieces += [text.text[reached : span.start], new]
            reached = span.start + len(old)
            shift += len(new) - len(old)
        spans.append(Span(begin, span.end + shift, span.type, span.masked, span.direct, span.entity))
    return Text(f"{text.name}/renamed", "".join([*pieces, text.text[reached:]]), spans)
