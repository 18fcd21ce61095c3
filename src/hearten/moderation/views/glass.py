"""Break-glass for staff: asking, answering, looking, closing; and what its member reads (R96, I30)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest, needs_confirmation, needs_role
from hearten.accounts.models import Persona, Role
from hearten.moderation import actions
from hearten.moderation.actions.glass import Refused
from hearten.moderation.glass import case_view, cases_for, own_looks, persona_behind, rows_for, words_of
from hearten.moderation.glass_forms import AskGlassForm, PutOffForm
from hearten.moderation.models import BreakGlass
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

two = needs_role(Role.SAFETY_LEAD, Role.HOST_ADMIN)
TITLE = "Safety"


@two
@require_safe
def cases(request: AccountRequest) -> HttpResponse:
    """What waits for a second person, what is open, what is over."""
    data = {"rows": rows_for(request.user)}
    return page(request, "moderation/glass.html", data, title=TITLE, zone="host")


@needs_role(Role.SAFETY_LEAD)
@require_http_methods(["GET", "POST"])
def ask(request: AccountRequest, kind: str, key: str) -> HttpResponse:
    """The first of two, about the name that wrote something."""
    subject = f"{kind}:{key}"
    persona = persona_behind(subject)
    if persona is None:
        raise Http404
    form = AskGlassForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return show_asking(request, subject, persona, form, status=422 if form.is_bound else 200)
    given = {name: form.cleaned_data[name] for name in ("danger", "reason")}
    try:
        row = actions.ask_glass(persona=persona, subject=subject, by=request.user, **given)
    except Refused as refused:
        return show_asking(request, subject, persona, form, says=str(refused), status=409)
    return redirect("glass_case", row.pk)


def show_asking(
    request: AccountRequest, subject: str, persona: Persona, form: AskGlassForm, *, says: str = "", status: int
) -> HttpResponse:
    """What it means, the words it is about, and the form."""
    data = {"name": persona.name, "shown": words_of(subject), "form": describe(form), "says": says}
    return page(request, "moderation/glass_ask.html", data, title=TITLE, zone="host", status=status)


@two
@require_safe
def case(request: AccountRequest, pk: str) -> HttpResponse:
    """One case, and what this person can do about it."""
    return show_case(request, found(request, pk), PutOffForm())


def found(request: AccountRequest, pk: str) -> BreakGlass:
    """A case that this person may know of; 404 else, also for a case about themself."""
    return get_object_or_404(cases_for(request.user), pk=pk)


def show_case(
    request: AccountRequest, row: BreakGlass, form: PutOffForm, *, says: str = "", status: int = 200
) -> HttpResponse:
    """The case as it stands now."""
    row.refresh_from_db()
    data = {
        "case": case_view(row, request.user),
        "shown": words_of(row.subject),
        "form": describe(form),
        "says": says,
    }
    return page(request, "moderation/glass_case.html", data, title=TITLE, zone="host", status=status)


def done(request: AccountRequest, row: BreakGlass, act: Callable[[], None]) -> HttpResponse:
    """Back to the case; it says why when the act was refused."""
    try:
        act()
    except Refused as refused:
        return show_case(request, row, PutOffForm(), says=str(refused), status=409)
    return redirect(f"{reverse('glass_case', args=[row.pk])}?n=saved")


@two
@needs_confirmation
@require_http_methods(["GET", "POST"])
def answer(request: AccountRequest, pk: str) -> HttpResponse:
    """The second of two, who just proved that it is really them. GET is the way back from that proof."""
    row = found(request, pk)
    if request.method == "GET":
        return redirect("glass_case", pk)
    agrees = request.POST.get("answer") == "agree"
    return done(request, row, lambda: actions.answer_glass(row=row, agrees=agrees, by=request.user))


@two
@needs_confirmation
@require_http_methods(["GET", "POST"])
def look(request: AccountRequest, pk: str) -> HttpResponse:
    """What lies behind the name: only in the answer to a press, never at an address that could be opened again."""
    row = found(request, pk)
    if request.method == "GET":
        return redirect("glass_case", pk)
    try:
        behind = actions.look(row=row, by=request.user)
    except Refused as refused:
        return show_case(request, row, PutOffForm(), says=str(refused), status=409)
    data = {"case": case_view(row, request.user), "behind": behind}
    return page(request, "moderation/glass_look.html", data, title=TITLE, zone="host")


@two
@require_POST
def close(request: AccountRequest, pk: str) -> HttpResponse:
    """Either of the two ends it."""
    row = found(request, pk)
    return done(request, row, lambda: actions.close_glass(row=row, by=request.user))


@two
@require_POST
def put_off(request: AccountRequest, pk: str) -> HttpResponse:
    """Tell the member later, with a reason and a day."""
    row, form = found(request, pk), PutOffForm(request.POST)
    if not form.is_valid():
        return show_case(request, row, form, status=422)
    try:
        actions.put_off_notice(row=row, by=request.user, **form.cleaned_data)
    except Refused as refused:
        return show_case(request, row, form, says=str(refused), status=409)
    return redirect(f"{reverse('glass_case', args=[pk])}?n=saved")


@require_safe
def looks(request: AccountRequest) -> HttpResponse:
    """For everybody: whether two people ever looked behind a name of theirs."""
    return page(
        request, "moderation/looks.html", {"looks": own_looks(request.user)}, title="Who looked", zone="self"
    )
