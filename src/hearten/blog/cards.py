"""Pictures of a piece for other networks, drawn in a process of their own (R25)."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from hearten.blog import notice
from hearten.blog.models import Post
from hearten.directory.byline import byline

PROGRAM = str(Path(__file__).with_name("drawing.py"))
FONT = str(Path(__file__).with_name("fonts") / "DejaVuSans.ttf")
#: Seconds on the clock; the program sets its own limits on memory and processor time.
DEADLINE = 30


@dataclass(frozen=True)
class Shape:
    """A picture's size in pixels, and how much stays free above and below for a network's own buttons."""

    width: int
    height: int
    edge: int
    label: str


SHAPES = {
    "square": Shape(1080, 1080, 0, "Square, 1080 × 1080"),
    "tall": Shape(1080, 1920, 240, "Tall, 1080 × 1920"),
}


class NotDrawn(Exception):
    """The picture could not be drawn; nothing is wrong with the piece."""


def draw(post: Post, shape: Shape) -> bytes:
    """A PNG with the title, the author with their label as it is now (I22), and the notice (I44).

    post: public, with its edition and therapist. Raises NotDrawn.
    """
    by = byline(post.therapist)
    card = {
        "title": title_of(post),
        "name": by["name"],
        "label": by["role_label"],
        "notice": notice.GENERAL,
        "site": settings.SITE_NAME,
        "font": FONT,
        "width": shape.width,
        "height": shape.height,
        "edge": shape.edge,
    }
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter and program, no shell
            [sys.executable, "-I", PROGRAM],
            input=json.dumps(card).encode(),
            capture_output=True,
            timeout=DEADLINE,
            env={},
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise NotDrawn from error
    return done.stdout


def alt_of(post: Post) -> str:
    """What the picture shows, for who can't see it: every word that stands on it."""
    by = byline(post.therapist)
    return f"{settings.SITE_NAME}: “{title_of(post)}”, by {by['name']}, {by['role_label']}. {notice.GENERAL}"


def title_of(post: Post) -> str:
    """The title that the world reads."""
    return post.edition.title if post.edition else post.title
