"""Words that come back to their writer: covered, reworded, or as they were typed first (R83, I16)."""

from __future__ import annotations

from typing import Any, TypeVar

from django.forms import Form
from django.http import HttpRequest, QueryDict

from hearten.moderation.hearing import NeedsMasks
from hearten.moderation.identifying import MASKED, Mark, put_back, whole
from hearten.moderation.remarks import remarks, with_wording
from hearten.moderation.review import NeedsChanges

F = TypeVar("F", bound=Form)


def posted(request: HttpRequest) -> QueryDict:
    """What was sent, with the writer's own words where they want them instead of a mask."""
    data = request.POST.copy()
    parts, own = put_back([data.get("title", ""), data.get("body", "")], data.getlist("keep"))
    for name, words in zip(("title", "body"), parts, strict=True):
        if name in data:
            data[name] = words
    data.setlist("kept", dict.fromkeys([*data.getlist("kept"), *own]))
    return data


def in_the_way(form: Form, held: NeedsChanges, *, member: bool = True) -> dict[str, Any]:
    """Why words are not sent yet: the form, what needs a look, and what was covered.

    member: whose own details are theirs to decide about once they were shown; a professional's are not (R10).
    """
    found = remarks(held.reading.findings, sent(form).getlist("acknowledge"))
    found = [row for row in found if row["rule"] not in MASKED] if member else found
    if isinstance(held, NeedsMasks):
        return {"form": covered(form, held), "found": found, "masks": [drawn(mark) for mark in held.marks]}
    return {"form": form, "found": found}


def drawn(mark: Mark) -> dict[str, str]:
    """One mask as plain data."""
    return {"quote": mark.quote, "mask": mark.mask, "why": mark.why, "choice": mark.choice}


def covered(form: F, held: NeedsMasks) -> F:
    """The form with the covered words in its boxes. What was typed first goes along, so that nothing is lost."""
    first = {f"own_{name}": form.data.get(name, "") for name in ("title", "body")}
    own = {} if form.data.get("own_body") else first
    return filled(form, **own, title=held.title, body=held.body)


def as_typed(form: F) -> F:
    """The form with what was typed first."""
    return filled(form, title=form.data.get("own_title", ""), body=form.data.get("own_body", ""))


def reworded(form: F, number: str, purpose: str = "post") -> F:
    """The form with one suggested wording put in. purpose: as the Guard names it."""
    title, body = (form.cleaned_data.get(name, "") for name in ("title", "body"))
    words = with_wording(whole([title, body]), number, purpose=purpose)
    title, _, body = words.partition("\n\n") if title else ("", "", words)
    return filled(form, title=title, body=body)


def filled(form: F, **words: str) -> F:
    """The same form with other words in its boxes."""
    data = sent(form).copy()
    for name, value in words.items():
        if name.removeprefix("own_") in form.fields:
            data[name] = value
    form.data = data
    return form


def decided(form: Form) -> dict[str, list[str]]:
    """What a member ticked, as the actions take it: advice they have seen, and own words that stay (R83)."""
    return {"acknowledged": sent(form).getlist("acknowledge"), "keeps": sent(form).getlist("kept")}


def sent(form: Form) -> QueryDict:
    """What a form that was sent holds."""
    data: QueryDict = form.data  # type: ignore[assignment]  # only an unsent form has another
    return data


def beside(form: Form) -> dict[str, Any]:
    """What a form carries along: the words typed first, and own words that stay."""
    if not form.is_bound:
        return {"own": {"title": "", "body": "", "kept": []}}
    own = {name: form.data.get(f"own_{name}", "") for name in ("title", "body")}
    return {"own": {**own, "kept": sent(form).getlist("kept")}}
