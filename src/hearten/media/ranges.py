"""Parts of a file, as players ask for them (RFC 9110, section 14)."""

from __future__ import annotations

import re

ONE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class OutOfRange(Exception):  # 416
    """The part begins behind the end."""


def part(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte that are asked for; None means the whole file.

    What is not one plain range of bytes is answered with the whole, as the standard allows. Raises OutOfRange.
    """
    match = ONE.fullmatch(header.strip())
    if not match or match[1] == match[2] == "":
        return None
    first, last = match[1], match[2]
    if not first:  # the last so many bytes
        if int(last) == 0 or size == 0:
            raise OutOfRange
        return max(0, size - int(last)), size - 1
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise OutOfRange
    return int(first), min(int(last), size - 1) if last else size - 1
