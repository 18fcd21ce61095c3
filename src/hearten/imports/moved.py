"""Old paths: where a piece that came from elsewhere is now, for people who follow an old link."""

from __future__ import annotations

import re
import unicodedata

from django.db import Error as NoAnswer
from django.urls import reverse

from hearten.blog.models import Post
from hearten.imports.models import OldPath

UNDER_A_PAGE = re.compile(r"/@([a-z][a-z0-9-]*)(/.+)")


def normal(path: str) -> str:
    """A path in the one form that is kept: composed letters, no slash at the end; "" for none."""
    path = unicodedata.normalize("NFC", path).replace("\0", "")[:400].rstrip("/")
    return path if path.startswith("/") else ""


def address_now(path: str) -> str | None:
    """Where an old path leads now; None when it leads nowhere that anyone may read.

    Under `/@handle/` it is that page's own. At the root it is whoever's alone claims it: a path that two therapists
    had leads to nobody. A draft is not told from nothing (I3). Never raises for want of a database.
    """
    under = UNDER_A_PAGE.fullmatch(path)
    wanted = normal(under.group(2) if under else path)
    if not wanted:
        return None
    try:
        claims = OldPath.objects.filter(path=wanted)
        if under:
            claims = claims.filter(therapist__handle=under.group(1))
        posts = list(claims.values_list("post_id", flat=True)[:2])
        return _public_address(posts[0]) if len(posts) == 1 else None
    except NoAnswer:  # of the database, whatever it was
        return None


def _public_address(post: int) -> str | None:
    found = Post.objects.public().filter(pk=post).values_list("therapist__handle", "slug").first()
    return reverse("article", args=found) if found else None
