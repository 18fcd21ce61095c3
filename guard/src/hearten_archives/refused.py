"""Why an archive is not taken, in words for the person who chose it; and how much is taken."""

from __future__ import annotations

from dataclasses import dataclass


class Refused(Exception):
    """This archive can't be read. `sentence` says what is wrong and what to do, and quotes no text."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Limits:
    """How much one archive may hold. Sizes are bytes, unpacked, unless they say otherwise.

    document: one XML or JSON file. record: characters of one post with its comments. picture: one picture.
    unpacked: everything in a zip file together. ratio: how many times smaller a packed file may be.
    members: files in a zip or a folder. depth: elements, lists or folders inside each other.
    """

    document: int = 200 * 1024 * 1024 - 1
    record: int = 5_000_000
    picture: int = 10 * 1024 * 1024
    unpacked: int = 2 * 1024 * 1024 * 1024
    ratio: int = 200
    members: int = 50_000
    depth: int = 100
    folders: int = 20


LIMITS = Limits()


def too_long(size: int) -> Refused:
    """A document over its limit. size: the limit in bytes."""
    return Refused(
        f"The text in this archive is {megabytes(size + 1)} or more. Export it in parts, for example year by year, "
        "and bring the parts one after the other."
    )


def too_deep() -> Refused:
    """Things in things in things."""
    return Refused("This file is nested far deeper than any blog. It may be damaged: please export it again.")


def too_large_a_record(number: int) -> Refused:
    """number: which post, counted from 1."""
    return Refused(
        f"Post number {number} in this archive is far longer than a book. Please take it out and try again."
    )


def megabytes(size: int) -> str:
    """A size as people say it."""
    return f"{round(size / (1024 * 1024))} MB"
