"""A group's notebook, and its last seven days."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hearten.accounts.http import AccountRequest
from hearten.groups.actions.notebook import note
from hearten.groups.actions.talking import Said
from hearten.groups.forms import EntryForm, WordsForm
from hearten.groups.notebook import entries, week
from hearten.groups.reader import reader_of
from hearten.groups.views.frame import around, inside
from hearten.groups.views.talking import kept, show_form
from hearten.moderation.returned import posted

#: The words macro asks whose talk it stands in; a notebook is nobody's.
NOBODYS = {"own": False, "listening": False}


@require_safe
def notebook(request: AccountRequest, pk: str) -> HttpResponse:
    """What helped people here, newest first. The list ends (I37)."""
    reader = reader_of(request.user, pk)
    part = entries(reader, before=request.GET.get("before", ""))
    older = f"{reverse('notebook', args=[pk])}?before={part.more}" if part.more else ""
    data = {**around(reader), "entries": part.rows, "older": older, "first": NOBODYS}
    return inside(request, "groups/notebook.html", data)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_new(request: AccountRequest, pk: str) -> HttpResponse:
    """Write into it. What was typed comes back when something stands in the way."""
    reader = reader_of(request.user, pk)
    if request.method != "POST":
        return show_form(request, reader, EntryForm())

    def keep(form: WordsForm) -> Said:
        return note(reader, form.typed())

    return kept(request, reader, EntryForm(posted(request)), keep)


@require_safe
def group_week(request: AccountRequest, pk: str) -> HttpResponse:
    """The last seven days, the same for everybody: nothing here knows what somebody has read (R60)."""
    reader = reader_of(request.user, pk)
    return inside(request, "groups/week.html", {**around(reader), **week(reader)})
