"""Words that come back to their writer: covered, reworded, or as they were typed first (R83, I16)."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from hearten.accounts.http import AccountRequest
from hearten.groups.actions.hearing import NeedsMasks
from hearten.groups.forms import WordsForm
from hearten.moderation.identifying import MASKED, Mark, put_back, whole
from hearten.moderation.remarks import remarks, with_wording
from hearten.moderation.review import NeedsChanges


def posted(request: AccountRequest) -> QueryDict:
    """What was sent, with the writer's own words where they want them instead of a mask."""
    data = request.POST.copy()
    parts, own = put_back([data.get("title", ""), data.get("body", "")], data.getlist("keep"))
    for name, words in zip(("title", "body"), parts, strict=True):
        if name in data:
            data[name] = words
    data.setlist("kept", dict.fromkeys([*data.getlist("kept"), *own]))
    return data


def in_the_way(form: WordsForm, held: NeedsChanges) -> dict[str, Any]:
    """What `show_form` needs to say why words are not sent yet."""
    acknowledged = sent(form).getlist("acknowledge")
    found = [row for row in remarks(held.reading.findings, acknowledged) if row["rule"] not in MASKED]
    if isinstance(held, NeedsMasks):
        return {"form": covered(form, held), "found": found, "masks": [drawn(mark) for mark in held.marks]}
    return {"form": form, "found": found}


def drawn(mark: Mark) -> dict[str, str]:
    """One mask as plain data."""
    return {"quote": mark.quote, "mask": mark.mask, "why": mark.why, "choice": mark.choice}


def covered(form: WordsForm, held: NeedsMasks) -> WordsForm:
    """The form with the covered words in its boxes. What was typed first goes along, so that nothing is lost."""
    first = {f"own_{name}": form.data.get(name, "") for name in ("title", "body")}
    own = {} if form.data.get("own_body") else first
    return filled(form, **own, title=held.title, body=held.body)


def as_typed(form: WordsForm) -> WordsForm:
    """The form with what was typed first."""
    return filled(form, title=form.data.get("own_title", ""), body=form.data.get("own_body", ""))


def reworded(form: WordsForm, number: str) -> WordsForm:
    """The form with one suggested wording put in."""
    title, body = (form.cleaned_data.get(name, "") for name in ("title", "body"))
    words = with_wording(whole([title, body]), number, purpose="post")
    title, _, body = words.partition("\n\n") if title else ("", "", words)
    return filled(form, title=title, body=body)


def filled(form: WordsForm, **words: str) -> WordsForm:
    """The same form with other words in its boxes."""
    data = sent(form).copy()
    for name, value in words.items():
        if name.removeprefix("own_") in form.fields:
            data[name] = value
    form.data = data
    return form


def sent(form: WordsForm) -> QueryDict:
    """What a form that was sent holds."""
    data: QueryDict = form.data  # type: ignore[assignment]  # only an unsent form has another
    return data


def beside(form: WordsForm) -> dict[str, Any]:
    """What a form carries along: the words typed first, and own words that stay."""
    if not form.is_bound:
        return {"own": {"title": "", "body": ""}, "kept": []}
    own = {name: form.data.get(f"own_{name}", "") for name in ("title", "body")}
    return {"own": own, "kept": sent(form).getlist("kept")}
