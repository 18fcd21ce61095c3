"""Draws one picture for another network: a title, a name and the notice on paper (R25).

It runs as a program of its own (see cards.py) and imports nothing of ours, so that odd letters can break only this
process. It reads what to draw as JSON and writes a PNG:

    python drawing.py < card.json > card.png

Keys: title, name, label, notice, site, font (a file), width, height, edge (pixels kept free above and below, where
networks lay their own buttons).
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

from PIL import Image, ImageDraw, ImageFont

PAPER, INK, SOFT, ACCENT = "#faf5ec", "#2f221b", "#5f524c", "#005d70"
MARGIN = 96
#: The largest and the smallest letters of a title, in pixels.
LARGEST, SMALLEST = 92, 34
SMALL, NOTICE = 36, 34
#: What this process may use: bytes of memory, seconds of the processor.
LIMITS = {resource.RLIMIT_AS: 1024 * 1024 * 1024, resource.RLIMIT_CPU: 20}


def main() -> int:
    """Read a card, write its picture."""
    card = json.load(sys.stdin)
    picture(card).save(sys.stdout.buffer, "PNG", optimize=True)
    return 0


def picture(card: dict[str, Any]) -> Image.Image:
    """The picture, without any word about who made it or when."""
    size = (card["width"], card["height"])
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 24, size[1]), fill=ACCENT)
    top, bottom = MARGIN + card["edge"], size[1] - MARGIN - card["edge"]
    top = words(draw, card, card["site"], top, SMALL, ACCENT) + 40
    foot = height_of(draw, card, card["notice"], NOTICE)
    who = height_of(draw, card, card["name"], SMALL) + height_of(draw, card, card["label"], NOTICE) + 12
    room = bottom - foot - 56 - who - 48 - top
    title_size = fitting(draw, card, room)
    words(draw, card, card["title"], top, title_size, INK)
    at = words(draw, card, card["name"], bottom - foot - 56 - who, SMALL, INK) + 12
    words(draw, card, card["label"], at, NOTICE, SOFT)
    draw.line((MARGIN, bottom - foot - 28, size[0] - MARGIN, bottom - foot - 28), fill=ACCENT, width=3)
    words(draw, card, card["notice"], bottom - foot, NOTICE, SOFT)
    return image


def fitting(draw: ImageDraw.ImageDraw, card: dict[str, Any], room: int) -> int:
    """The largest letters with which the whole title finds room."""
    for size in range(LARGEST, SMALLEST, -2):
        if height_of(draw, card, card["title"], size) <= room:
            return size
    return SMALLEST


def words(draw: ImageDraw.ImageDraw, card: dict[str, Any], text: str, top: int, size: int, colour: str) -> int:
    """Write a text in lines from `top`. Returns where it ends."""
    font = ImageFont.truetype(card["font"], size)
    for line in lines(draw, card, text, font):
        draw.text((MARGIN, top), line, font=font, fill=colour)
        top += spacing(size)
    return top


def height_of(draw: ImageDraw.ImageDraw, card: dict[str, Any], text: str, size: int) -> int:
    """How many pixels a text takes from top to bottom."""
    return len(lines(draw, card, text, ImageFont.truetype(card["font"], size))) * spacing(size)


def spacing(size: int) -> int:
    """From one line to the next."""
    return round(size * 1.32)


def lines(draw: ImageDraw.ImageDraw, card: dict[str, Any], text: str, font: Any) -> list[str]:
    """The text cut where it would run over the edge: between words, and inside one that is longer than a line."""
    most = card["width"] - 2 * MARGIN
    found: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if draw.textlength(longer, font=font) <= most:
            line = longer
            continue
        found += [line] if line else []
        *full, line = pieces(draw, word, font, most)
        found += full
    return [*found, line] if line else found


def pieces(draw: ImageDraw.ImageDraw, word: str, font: Any, most: int) -> list[str]:
    """One word in parts that each fit a line."""
    found = [""]
    for letter in word:
        if draw.textlength(found[-1] + letter, font=font) > most:
            found.append("")
        found[-1] += letter
    return found


if __name__ == "__main__":
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))
    sys.exit(main())
