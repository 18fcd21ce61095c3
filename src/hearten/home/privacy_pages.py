"""Your data: take a copy, have it erased, change your mind (R102)."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from hearten.accounts import actions
from hearten.accounts.http import AccountRequest, needs_confirmation
from hearten.accounts.middleware import paused
from hearten.home.erasure import everything
from hearten.home.your_copy import copy_of
from hearten.ui.shortcuts import page


@needs_confirmation
def export(request: AccountRequest) -> HttpResponse:
    """A page that says what is in the copy; by POST, the copy itself, made while you wait."""
    if request.method != "POST":
        return page(request, "home/you_export.html", {}, title="A copy of everything", zone="account")
    return HttpResponse(
        copy_of(request.user),
        content_type="application/zip",
        headers={"Content-Disposition": 'attachment; filename="copy.zip"', "Cache-Control": "no-store, private"},
    )


@needs_confirmation
def erase(request: AccountRequest) -> HttpResponse:
    """What goes and what stays, item by item; by POST, the seven days begin."""
    if request.method == "POST":
        actions.ask_erasure(account=request.user)
        return redirect(f"{reverse('you_erase')}?n=erasing")
    items = [app.says for app in everything().values() if app.says]
    data = {"items": items, "erase_on": request.user.erase_on}
    return page(request, "home/you_erase.html", data, title="Erase your account", zone="account")


@require_POST
def keep(request: AccountRequest) -> HttpResponse:
    """Undo. After a statement of being under 18 it takes the other statement, made anew."""
    if request.user.paused == "younger" and "adult" not in request.POST:
        return paused(request, request.user)
    actions.keep(account=request.user)
    return redirect(f"{reverse('you')}?n=kept")
