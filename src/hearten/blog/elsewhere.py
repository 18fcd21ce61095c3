"""A published piece as words for other networks: always with the notice and a plain link back (R25, R61, I44)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from hearten.blog import notice
from hearten.blog.cards import title_of
from hearten.blog.markdown import plain_text
from hearten.blog.models import Post
from hearten.moderation.review import Reading, read

GAP = "\n\n"
MORE = "…"


@dataclass(frozen=True)
class Network:
    """Where a text goes. limit: characters. short: only the notice and the link find room behind the words."""

    name: str
    limit: int
    short: bool


NETWORKS = {
    "bluesky": Network("Bluesky", 300, short=True),
    "mastodon": Network("Mastodon", 500, short=True),
    "caption": Network("A caption (Instagram, TikTok)", 2200, short=False),
    "linkedin": Network("LinkedIn", 3000, short=False),
}


class TooLong(Exception):
    """The words, the notice and the link are longer than the network takes. over: by how many characters."""

    def __init__(self, over: int) -> None:
        super().__init__("too long")
        self.over = over


class NotClear(Exception):
    """Something in the final text has to change or be seen first."""

    def __init__(self, reading: Reading) -> None:
        super().__init__("the text has open findings")
        self.reading = reading


def closing(post: Post, network: Network) -> str:
    """What stands behind every text: the notice, help where there is room, and the piece's own address."""
    here = notice.absolute(reverse("article", args=[post.therapist.handle, post.slug]))
    if network.short:
        return f"{notice.GENERAL}\n{here}"
    help_now = f"If you or someone else may not be safe, get help now: {notice.absolute(reverse('crisis'))}"
    return GAP.join([notice.GENERAL, help_now, here])


def suggestion(post: Post, network: Network) -> str:
    """Words to begin with, from the piece itself, short enough. No hashtags."""
    edition = post.edition
    if edition is None:
        raise ValueError("only published pieces go elsewhere")
    paragraphs = [] if network.short else plain_text(edition.body).split("\n")
    words = GAP.join(part for part in [edition.title, edition.summary, *paragraphs] if part.strip())
    return cut(words, room(post, network))


def room(post: Post, network: Network) -> int:
    """How many characters the author's own words may have."""
    return network.limit - len(closing(post, network)) - len(GAP)


def cut(words: str, most: int) -> str:
    """The beginning of a text, up to a whole paragraph if one fits, else a whole word."""
    if len(words) <= most:
        return words
    head = words[: most - len(MORE)]
    paragraph = head.rfind(GAP)
    if paragraph > most // 3:
        return head[:paragraph]
    return f"{head.rpartition(' ')[0] or head}{MORE}"


def final(post: Post, network: Network, words: str) -> str:
    """The whole text as it would be copied. Raises TooLong."""
    text = f"{words.strip()}{GAP}{closing(post, network)}"
    if len(text) > network.limit:
        raise TooLong(len(text) - network.limit)
    return text


def checked(post: Post, text: str, *, acknowledged: Collection[str]) -> str:
    """The final text, once the Guard has read exactly these words and nothing is open.

    Words that a second professional released for this piece stay released. Raises NotClear, GuardUnavailable (I19).
    """
    reading = read(text, purpose=post.purpose)
    released = set(post.releases.values_list("key", flat=True))
    if reading.open(acknowledged=acknowledged, released=released):
        raise NotClear(reading)
    return text


def words_on_cards(post: Post) -> str:
    """What stands on a picture, as the Guard reads it."""
    return GAP.join([title_of(post), post.therapist.name, notice.GENERAL])
