"""What could lead to a person in members' words, replaced by masks before anybody reads them (R83)."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from hearten.moderation.review import Finding, MemberReading, review_member_text
from hearten.ui.prose import render_comment

#: Masked whatever the writer wants: on the way to these, people are drawn away from where help is near.
ALWAYS = {
    "contact.phone": "[phone number]",
    "contact.email": "[e-mail address]",
    "contact.handle": "[account name]",
    "contact.move": "[personal request]",
    "contact.address": "[address]",
    "contact.record": "[personal number]",
    "contact.birthdate": "[date of birth]",
    "contact.third": "[somebody else's details]",
}
#: Masked until the writer says otherwise: they are the writer's own.
OWN = {
    "contact.workplace": "[workplace]",
    "contact.school": "[school]",
    "contact.name": "[name]",
    "contact.place": "[place]",
}
MASKED = {**ALWAYS, **OWN}
#: The masks that stand where somebody asked to go on elsewhere.
ELSEWHERE = tuple(MASKED[f"contact.{kind}"] for kind in ("phone", "email", "handle", "move"))
#: How often a text is read anew after something in it was replaced. What is still there then is held.
ROUNDS = 6
#: What is covered in a text that nobody could read: whatever looks like an address, or holds six digits or more.
SHAPES = re.compile(r"\S*@\S*|(?:https?://|www\.)\S+|\+?\d(?:[^\w\n]{0,3}\d){5,}", re.IGNORECASE)
UNREAD = "[not read yet]"
#: The first word of the next sentence, which looks like a last digit.
I_AFTER = re.compile(r"\s+[Il]$")
#: How `Mark.choice` looks when it comes back from a form.
CHOICE = re.compile(r"(\d{1,4}) (\[[^\]\n]{1,40}\]) (.+)", re.DOTALL)
LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
BLOCK, TAG = re.compile(r"<br\s*/?>|</(?:p|li|blockquote|ul|ol)>"), re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Mark:
    """One replaced passage. why: one sentence. nth: how many like it stand before it, -1 when it stays covered."""

    quote: str
    mask: str
    why: str
    nth: int = -1

    @property
    def choice(self) -> str:
        """What a form sends to put the writer's own words back, or "" where that is not theirs to decide."""
        return f"{self.nth} {self.mask} {self.quote}" if self.nth >= 0 else ""


@dataclass(frozen=True)
class Masked:
    """Words as others may read them. parts: in the order they were given. reading: of the words as they are now;
    words of danger stay in it even where they were covered.
    """

    parts: list[str]
    marks: list[Mark]
    reading: MemberReading


@dataclass(frozen=True)
class Spot:
    """Where something is to be replaced, in characters of the whole text."""

    start: int
    end: int
    finding: Finding

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """Of several findings at one place the one that is masked always, and says most, gives the mask."""
        rule = self.finding.rule
        return rule in OWN, rule == "contact.third", self.start - self.end


def masked(parts: Sequence[str], *, keeps: Collection[str] = (), stands: str = "", purpose: str = "post") -> Masked:
    """Words with a mask for each passage that could lead to a person.

    parts: a title and a text, or a text. keeps: the writer's own words that they decided to leave there. stands:
    what others read there already. purpose: "post" or "question". The text is read as it will be shown, so that no
    markup hides a number. What could not be read (I19) is covered by its shape.
    """
    now, marks = list(parts), list[Mark]()
    first = reading = review_member_text(whole(now), purpose)
    for _ in range(ROUNDS):
        spots = to_mask(whole(now), reading.findings, keeps, stands)
        if reading.unread or not (spots or hides(now, keeps, stands, purpose)):
            break
        marks = [*(replace(mark, nth=-1) for mark in marks), *made(now, spots)] if spots else marks
        now = covered(now, spots) if spots else as_shown(now)
        reading = review_member_text(whole(now), purpose)
    reading = replace(reading, crisis=first.crisis or reading.crisis)
    if reading.unread or to_mask(whole(now), reading.findings, keeps, stands):
        now = [blunt(part) for part in now]
    return Masked(now, marks, reading)


def whole(parts: Iterable[str]) -> str:
    """All parts as one text, as the Guard reads it."""
    return "\n\n".join(part for part in parts if part)


def to_mask(text: str, findings: Iterable[Finding], keeps: Collection[str], stands: str) -> list[Spot]:
    """The places to replace, in order; those that touch are one."""
    found = [widened(text, item) for item in findings if item.rule in MASKED]
    wanted = [spot for spot in found if not stays(text, spot, keeps, stands)]
    joined: list[Spot] = []
    for spot in sorted(wanted, key=lambda spot: (spot.start, spot.end)):
        if joined and spot.start < joined[-1].end:
            leading = min(joined[-1], spot, key=lambda one: one.rank)
            joined[-1] = Spot(joined[-1].start, max(joined[-1].end, spot.end), leading.finding)
        else:
            joined.append(spot)
    return joined


def widened(text: str, item: Finding) -> Spot:
    """A finding's place, to the end of the words it stands in."""
    start, end = item.start, item.start + len(I_AFTER.sub("", text[item.start : item.end]))
    while start > 0 and inside_word(text[start - 1]) and inside_word(text[start]):
        start -= 1
    while end < len(text) and (inside_word(text[end]) or unicodedata.category(text[end])[0] == "M"):
        end += 1
    return Spot(start, end, item)


def inside_word(letter: str) -> bool:
    """Letters of scripts that put blanks between words. Others have no edge to go to."""
    return letter == "_" or (letter.isascii() and letter.isalnum())


def stays(text: str, spot: Spot, keeps: Collection[str], stands: str) -> bool:
    """Whether the writer decided to leave these own words there, now or when others read them first."""
    if spot.finding.rule not in OWN:
        return False
    quote = text[spot.start : spot.end]
    return any(plain(quote) in plain(kept) for kept in (*keeps, stands))


def plain(words: str) -> str:
    """Words to compare by."""
    return " ".join(words.casefold().split())


def covered(parts: Sequence[str], spots: Sequence[Spot]) -> list[str]:
    """The parts with a mask at each spot; one that reaches over two parts covers its share of both."""
    return ["".join(pieces(part, start, spots)) for part, start in placed(parts)]


def placed(parts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Each part, and where it begins in the whole."""
    at = 0
    for part in parts:
        yield part, at
        at += len(part) + 2 if part else 0


def pieces(part: str, start: int, spots: Sequence[Spot]) -> Iterator[str]:
    """What stays and what is put there, in turn."""
    done = 0
    for spot in spots:
        begin, end = max(spot.start - start, 0), min(spot.end - start, len(part))
        if begin < end:
            yield part[done:begin]
            yield mask_of(spot.finding)
            done = end
    yield part[done:]


def mask_of(item: Finding) -> str:
    """What stands in place of a passage; somebody else's name is called a name."""
    is_name = item.rule == "contact.third" and item.suggestion == OWN["contact.name"]
    return OWN["contact.name"] if is_name else MASKED[item.rule]


def made(parts: Sequence[str], spots: Sequence[Spot]) -> list[Mark]:
    """What was replaced, with the place of each that the writer may put back."""
    text, marks = whole(parts), []
    for number, spot in enumerate(spots):
        mask = mask_of(spot.finding)
        nth = masks_before(text, spots[:number], spot).count(mask) if spot.finding.rule in OWN else -1
        marks.append(Mark(text[spot.start : spot.end], mask, spot.finding.reason, nth))
    return marks


def masks_before(text: str, before: Sequence[Spot], spot: Spot) -> str:
    """What stands before a spot once the spots before it were replaced."""
    return "".join(pieces(text[: spot.start], 0, before))


def put_back(parts: Sequence[str], choices: Iterable[str]) -> tuple[list[str], list[str]]:
    """The parts with the writer's own words where their masks stand, and those words. They are read again anyhow.

    choices: as `Mark.choice` made them; others, and masks that the writer took out meanwhile, do nothing.
    """
    found = [match for match in map(CHOICE.fullmatch, choices) if match and match[2] in OWN.values()]
    back = list(parts)
    for match in sorted(found, key=lambda match: -int(match[1])):
        back = swapped(back, match[2], int(match[1]), match[3])
    return back, [match[3] for match in found]


def swapped(parts: Sequence[str], mask: str, nth: int, quote: str) -> list[str]:
    """The parts with the nth mask of its kind replaced by a quote."""
    out = list(parts)
    for number, part in enumerate(out):
        pieces = part.split(mask)
        if nth < len(pieces) - 1:
            out[number] = mask.join(pieces[: nth + 1]) + quote + mask.join(pieces[nth + 1 :])
            return out
        nth -= len(pieces) - 1
    return out


def hides(parts: Sequence[str], keeps: Collection[str], stands: str, purpose: str) -> bool:
    """Whether markup hides something that would be masked where it is shown."""
    shown = as_shown(parts)
    if plain(whole(shown)) == plain(whole(parts)):
        return False
    found = review_member_text(whole(shown), purpose).findings
    return bool(to_mask(whole(shown), found, keeps, stands))


def as_shown(parts: Sequence[str]) -> list[str]:
    """The parts as a reader gets them: the last one without its markup, with the addresses behind links."""
    return [*parts[:-1], visible(render_comment(parts[-1]))]


def visible(shown: str) -> str:
    """What somebody reads of a piece of HTML, and where its links lead."""
    linked = LINK.sub(lambda link: f"{link[2]} {unquote(link[1])}" if link[1] != link[2] else link[2], shown)
    return html.unescape(TAG.sub("", BLOCK.sub("\n", linked))).strip()


def blunt(text: str) -> str:
    """A text that nobody has read, without anything that looks like a way to reach somebody."""
    return SHAPES.sub(UNREAD, text)
