"""Words to begin from when a safety lead writes to somebody; data/replies.toml holds them (R103)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHIPPED = Path(__file__).parent / "data" / "replies.toml"


@dataclass(frozen=True)
class Reply:
    """Words to begin from. levels: for which texts they are offered. Every one has [brackets] to be filled in."""

    id: str
    title: str
    levels: tuple[str, ...]
    words: str


@cache
def replies() -> tuple[Reply, ...]:
    """All of them, in the order of the file."""
    rows = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["reply"]
    return tuple(Reply(row["id"], row["title"], tuple(row["levels"]), row["words"].strip()) for row in rows)


def fitting(level: str) -> list[Reply]:
    """Those for one kind of text; all of them for a kind nobody wrote any for."""
    return [reply for reply in replies() if level in reply.levels] or list(replies())


def begin_with(reply_id: str) -> str:
    """The words of one, or "" for a name nobody knows."""
    return next((reply.words for reply in replies() if reply.id == reply_id), "")
