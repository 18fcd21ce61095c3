"""The hand-off from both sides: a safety lead writes, the person behind the name answers (R95, C6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from hearten.accounts.budget import spend
from hearten.accounts.http import AccountRequest
from hearten.moderation import actions
from hearten.moderation.actions.handoff import persona_of
from hearten.moderation.crisis import panel, watch
from hearten.moderation.desk import safety_row
from hearten.moderation.desk_forms import AnswerForm, WriteForm
from hearten.moderation.handoffs import lines_of, own_hand_off, own_hand_offs, thread_of
from hearten.moderation.models import HandOff, SafetyItem
from hearten.moderation.replies import begin_with, fitting
from hearten.moderation.subjects import find
from hearten.moderation.views.desk import desk_page, safety_leads
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

#: How many lines one account may send in a day, counted apart from everything else it writes (I12). More is a
#: flood; help stays shown.
A_DAY = 100
TITLE = "Words for you"
BUTTONS: dict[str, Callable[..., None]] = {
    "with": actions.say_with_somebody,
    "not_now": actions.say_not_now,
}


@safety_leads
@require_http_methods(["GET", "POST"])
def write(request: AccountRequest, pk: int) -> HttpResponse:
    """Write to the person behind a text, under no name of one's own."""
    row = get_object_or_404(SafetyItem, pk=pk, closed_at=None)
    if request.method == "GET":
        begun = begin_with(request.GET.get("begin", ""))
        return show_writing(request, row, WriteForm(initial={"words": begun}))
    form = WriteForm(request.POST)
    if not form.is_valid():
        return show_writing(request, row, form, status=422)
    try:
        actions.write(item=row, words=form.cleaned_data["words"], by=request.user)
    except actions.Taken as refused:
        return show_writing(request, row, form, says=str(refused), status=409)
    return redirect("safety_item", pk)


def show_writing(
    request: AccountRequest, row: SafetyItem, form: WriteForm, *, says: str = "", status: int = 200
) -> HttpResponse:
    """What was written so far, words to begin from, and the place to write."""
    found = find(row.subject)
    shown = found[0].show(found[1]) if found else None
    item = safety_row(row, request.user)
    data = {
        "item": item,
        "shown": asdict(shown) if shown else None,
        "thread": thread_of(row.subject),
        "replies": [asdict(reply) for reply in fitting(item["level"])],
        "nobody": persona_of(row.subject) is None,
        "form": describe(form),
        "watch": watch(timezone.now()).sentence,
        "says": says,
    }
    return desk_page(request, "write.html", data, status=status)


@require_safe
def letters(request: AccountRequest) -> HttpResponse:
    """Where somebody from the safety team wrote to the viewer, under whatever name."""
    data = {"rows": own_hand_offs(request.user)}
    return page(request, "moderation/letters.html", data, title=TITLE, zone="account")


@require_http_methods(["GET", "POST"])
def letter(request: AccountRequest, pk: str) -> HttpResponse:
    """One thread, for the person it is for; a 404 for everybody else (I3)."""
    row = own_hand_off(request.user, pk)
    if request.method == "GET":
        return show_letter(request, row, AnswerForm())
    said = BUTTONS.get(request.POST.get("say", ""))
    if said:
        said(hand_off=row)
        return redirect(f"{reverse('letter', args=[pk])}?n=saved")
    return answered(request, row, AnswerForm(request.POST))


def answered(request: AccountRequest, row: HandOff, form: AnswerForm) -> HttpResponse:
    """Send the words, or give them back with the reason; help stays on the page either way."""
    if not form.is_valid():
        return show_letter(request, row, form, status=422)
    if not spend(request.user, "letters", A_DAY):
        form.add_error(
            None, "You have written a lot today. Your words are kept below. The numbers above answer now."
        )
        return show_letter(request, row, form, status=429)
    actions.answer(hand_off=row, words=form.cleaned_data["words"])
    return redirect(f"{reverse('letter', args=[row.pk])}?n=sent")


def show_letter(request: HttpRequest, row: HandOff, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    """Help first, then what was said, then the three ways to answer."""
    row.refresh_from_db()
    data = {
        "id": row.pk,
        "name": row.persona.name,
        "lines": lines_of(row),
        "with_somebody": row.with_somebody_at is not None,
        "ended": row.ended_at is not None,
        "crisis": panel(),
        "form": describe(form),
    }
    return page(request, "moderation/letter.html", data, title=TITLE, zone="letter", status=status)
