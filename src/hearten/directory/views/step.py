"""One step with one form: the answers, what the Guard says beside each, and the words always come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from hearten.accounts.http import AccountRequest
from hearten.directory.checked import Remark, TextsHeld, remarks_on, with_wording
from hearten.moderation.remarks import Look, fragment
from hearten.moderation.review import GuardUnavailable
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

#: I19: what a professional publishes fails closed, and says so kindly.
UNREAD = (
    "Your words could not be read just now, so nothing was changed. That is our fault. They are all still "
    "here: please press Save again in a minute."
)


@dataclass(frozen=True)
class Step:
    """What a step says around its form. leads_to: the route after saving and of the way back.

    own: titles the writer may use of themself (titles.py).
    """

    title: str
    leads_to: str
    about: str = ""
    links: list[dict[str, str]] = field(default_factory=list)
    own: frozenset[str] = frozenset()


def asked(
    request: AccountRequest, form: Any, step: Step, *, save: Callable[[Any, set[str]], object]
) -> HttpResponse:
    """Show the form, put in a suggested wording, or save and lead on.

    save: gets the valid form and the ids of rules whose advice was seen; it may add an error to the form.
    """
    if request.method != "POST":
        return show(request, form, step)
    if request.headers.get("HX-Request") == "true":
        return beside(request, form, step)
    if not form.is_valid():
        return show(request, form, step, status=422)
    try:
        return _saved(request, form, step, save)
    except TextsHeld as held:
        return show(request, form, step, remarks=held.remarks, status=422)
    except GuardUnavailable:
        form.add_error(None, UNREAD)
        return show(request, form, step, status=503)


def beside(request: AccountRequest, form: Any, step: Step) -> HttpResponse:
    """What the Guard says of answers that are being typed, as a fragment; nothing is saved."""
    form.is_valid()  # what is wrong with an answer is said when it is saved; what can be read is read
    try:
        found = remarks_on(form.words(), acknowledged=request.POST.getlist("acknowledge"), own=step.own)
    except GuardUnavailable:
        return fragment(request, Look([], None, unread=True))
    named = {name: f"In “{field.label}”" for name, field in form.fields.items()}
    rows = [
        {**asdict(remark), "where": named[remark.field], "where_href": f"#id_{remark.field}"} for remark in found
    ]
    return fragment(request, Look(rows, None, unread=False))


def _saved(request: AccountRequest, form: Any, step: Step, save: Callable[[Any, set[str]], object]) -> HttpResponse:
    seen = set(request.POST.getlist("acknowledge"))
    if "apply" in request.POST:
        return _with_wording(request, form, step, seen)
    save(form, seen)
    if form.errors:
        return show(request, form, step, status=422)
    return redirect(reverse(step.leads_to) + "?n=saved")


def _with_wording(request: AccountRequest, form: Any, step: Step, seen: set[str]) -> HttpResponse:
    """The form with one suggestion put in; nothing is saved yet."""
    data = request.POST.copy()
    for name, words in with_wording(form.words(), request.POST["apply"], own=step.own).items():
        data[name] = words
    changed = type(form)(data)
    remarks = remarks_on(changed.words(), acknowledged=seen, own=step.own) if changed.is_valid() else []
    return show(request, changed, step, remarks=remarks, put_in=True)


def show(
    request: AccountRequest,
    form: BaseForm,
    step: Step,
    *,
    remarks: list[Remark] | None = None,
    put_in: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page of a step."""
    found = remarks or []
    data = {
        "step": {"title": step.title, "about": step.about, "leads_to": step.leads_to, "links": step.links},
        "form": describe(form),
        "remarks": found,
        "elsewhere": [remark for remark in found if remark.field not in form.fields],
        "about_titles": any(remark.rule.startswith("title.") for remark in found),
        "put_in": put_in,
    }
    return page(request, "directory/step.html", data, title=step.title, zone="desk", status=status)
