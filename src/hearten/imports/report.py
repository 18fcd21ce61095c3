"""What an import brought, as plain data: for a page, for a terminal, for a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse

from hearten.directory.models import Therapist
from hearten.imports.models import ArchivedItem, Import, Outcome, State

A_PAGE = 50
KINDS = {"wordpress": "WordPress", "ghost": "Ghost", "feed": "a feed", "markdown": "Markdown"}
COUNTED = {"articles": "article", "pages": "page", "episodes": "episode", "comments": "comments", "here": "here"}
FACTS = {
    "article": "Articles",
    "page": "Pages, as articles",
    "episode": "Episodes, without their recordings",
    "comments": "Old comments, for you alone",
    "here": "Here already, left as they are",
}
#: What can't come along, in words: of one, of several.
LEFT_OUT = {
    "picture-without-words": (
        "1 picture without a description was left out. Add it, and say what it shows.",
        "{} pictures without a description were left out. Add them, and say what they show.",
    ),
    "picture-elsewhere": (
        "1 picture is not in the archive. A link stands in its place.",
        "{} pictures are not in the archive. A link stands in their place.",
    ),
    "picture-missing": ("1 picture could not be found anywhere.", "{} pictures could not be found anywhere."),
    "picture-refused": (
        "1 picture could not be read, or was too large.",
        "{} pictures could not be read, or were too large.",
    ),
    "gallery": (
        "1 gallery was left out: the archive doesn’t say which pictures were in it.",
        "{} galleries were left out: the archive doesn’t say which pictures were in them.",
    ),
    "summary-cut": (
        "1 summary was longer than 200 characters and is cut.",
        "{} summaries were longer than 200 characters and are cut.",
    ),
    "empty": ("1 piece has neither title nor text.", "{} pieces have neither title nor text."),
    "too-long": (
        "1 piece has more than 200,000 characters. Split it there, then bring it again.",
        "{} pieces have more than 200,000 characters. Split them there, then bring them again.",
    ),
}
#: What a family of the Guard's rules is about.
ABOUT = {
    "advice": "advice to one person",
    "claim": "a claim",
    "confidentiality": "somebody could be recognised",
    "contact": "a way to reach somebody",
    "crisis": "words about danger",
    "diagnosis": "a diagnosis",
    "directive": "advice about medicines",
    "disclosure": "something private of your own",
    "language": "the choice of words",
    "promotion": "something to sell",
    "relationship": "the distance to clients",
    "resource": "something that is paid for",
    "safemsg": "how death or self-harm is told",
    "testimonial": "praise from clients",
    "title": "a title",
    "tone": "the tone",
}
RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Filter:
    """One way to look at the report."""

    key: str
    label: str
    href: str
    current: bool


def left_out(counts: Mapping[str, int]) -> list[str]:
    """Sentences about what did not come along."""
    return [
        one if counts[key] == 1 else many.format(f"{counts[key]:,}")
        for key, (one, many) in LEFT_OUT.items()
        if counts.get(key)
    ]


def counted(row: Import) -> dict[str, int]:
    """How many pieces had each outcome."""
    counts = row.items.values("outcome").annotate(many=Count("id")).order_by()
    return {**dict.fromkeys(Outcome.values, 0), **{each["outcome"]: each["many"] for each in counts}}


def summary(counts: Mapping[str, int], here: int) -> str:
    """One line: "214 pieces: 187 clear, 9 held, 18 with advice". What there is none of is not said."""
    named = {"clear": "clear", "held": "held", "advice": "with advice"}
    brought = sum(counts[name] for name in named)
    said = ", ".join(f"{counts[name]:,} {words}" for name, words in named.items() if counts[name])
    line = f"{brought:,} {'piece' if brought == 1 else 'pieces'}" + (f": {said}" if said else "")
    if counts["skipped"]:
        line += f"; {counts['skipped']:,} left out"
    return line + (f"; {here:,} were here already" if here else "")


def listed(therapist: Therapist) -> list[dict[str, Any]]:
    """A therapist's imports, newest first."""
    return [
        {
            "href": reverse("import", args=[row.pk]),
            "title": f"From {KINDS[row.kind]}" if row.kind else "An archive",
            "state": row.get_state_display(),
            "begun_at": row.begun_at,
        }
        for row in Import.objects.filter(therapist=therapist)[:20]
    ]


def looked(row: Import) -> dict[str, Any]:
    """What would come, and what can't."""
    found = row.looked
    return {
        **{name: found.get(key, 0) for name, key in COUNTED.items()},
        "facts": [{"name": label, "value": f"{found[key]:,}"} for key, label in FACTS.items() if found.get(key)],
        "titles": found.get("titles", []),
        "days": [date.fromisoformat(day) for day in found.get("days", [])],
        "left_out": left_out(found.get("left_out", {})),
    }


def progress(row: Import) -> dict[str, Any]:
    """Where an import stands."""
    return {
        "pk": row.pk,
        "state": row.state,
        "kind": KINDS.get(row.kind, ""),
        "done": row.done,
        "total": row.total,
        "reason": row.reason,
        "moving": row.state in {State.UPLOADED, State.RUNNING},
        "can_go_on": bool(row.stored) and row.total > 0,
    }


def inbox(row: Import, *, show: str, after: str) -> dict[str, Any]:
    """One page of the report. show: an outcome, or "" for the first that asks for something."""
    counts = counted(row)
    show = show if show in Outcome.values else next((key for key in ("held", "advice") if counts[key]), "clear")
    rows = ArchivedItem.objects.filter(brought_by=row, outcome=show).select_related("post")
    if after.isdecimal() and len(after) < 18:
        rows = rows.filter(pk__gt=int(after))
    found = list(rows.order_by("pk")[: A_PAGE + 1])
    here = reverse("import", args=[row.pk])
    return {
        "show": show,
        "summary": summary(counts, row.here),
        "filters": [
            Filter(key, f"{label.capitalize()} ({counts[key]:,})", f"{here}?show={key}#list", key == show)
            for key, label in (
                ("held", "held"),
                ("advice", "with advice"),
                ("clear", "clear"),
                ("skipped", "left out"),
            )
            if counts[key] or key == show
        ],
        "items": [entry(item) for item in found[:A_PAGE]],
        "more": f"{here}?show={show}&after={found[A_PAGE - 1].pk}#list" if len(found) > A_PAGE else "",
    }


def entry(item: ArchivedItem) -> dict[str, Any]:
    """One piece of the report as plain data."""
    return {
        "pk": item.pk,
        "title": (item.post.title if item.post else item.title) or "Without a title",
        "edit": reverse("post_edit", args=[item.post_id]) if item.post_id else "",
        "written_on": item.post.written_on if item.post else None,
        "rules": sorted({each["rule"] for each in item.findings if each["severity"] != "note"}),
        "about": about(item),
        "unread": any(each["rule"] == "unread" for each in item.findings),
        "left_out": left_out(item.left_out),
        "enclosure": item.enclosure,
        "worked_through": item.worked_through,
    }


def about(item: ArchivedItem) -> list[str]:
    """What the findings are about, in plain words, each once."""
    families = [each["rule"].partition(".")[0] for each in item.findings if each["severity"] != "note"]
    return list(dict.fromkeys(ABOUT.get(family, family) for family in families))


def rows(row: Import) -> Iterator[dict[str, str]]:
    """Every piece, for a file."""
    items = ArchivedItem.objects.filter(brought_by=row).select_related("post").order_by("pk")
    for item in items.iterator(chunk_size=500):
        given = entry(item)
        yield {
            "title": given["title"],
            "written_on": given["written_on"].isoformat() if given["written_on"] else "",
            "outcome": item.outcome,
            "rules": " ".join(given["rules"]),
            "left_out": " ".join(given["left_out"]),
            "recording": item.enclosure,
            "worked_through": "yes" if item.worked_through else "no",
        }


def as_csv(row: Import) -> str:
    """The report as a table. A cell that a spreadsheet would run as a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    for number, given in enumerate(rows(row)):
        if not number:
            writer.writerow(given)
        writer.writerow([f"'{cell}" if cell.startswith(RISKY) else cell for cell in given.values()])
    return out.getvalue()
