"""Covering a detail for readers. The text itself is never changed (I16)."""

import re
from collections.abc import Iterable

#: What readers see in its place.
COVER = "[a detail was taken out here]"


def masked(text: str, passages: Iterable[str]) -> str:
    """The text with each passage covered wherever it stands, the longest first."""
    wanted = sorted({passage for passage in passages if passage}, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, wanted)), COVER, text) if wanted else text
