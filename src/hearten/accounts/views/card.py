"""One's own contact card: written, read again, and taken away, by nobody else (R96, C6, I33)."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hearten.accounts import cards
from hearten.accounts.forms import CardForm
from hearten.accounts.http import AccountRequest, needs_confirmation
from hearten.accounts.models import ContactCard
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page


@require_http_methods(["GET", "POST"])
def card(request: AccountRequest) -> HttpResponse:
    """What is on it is shown only to somebody who just proved that it is really them: a device may be shared."""
    if request.method == "POST":
        return keep(request)
    row = ContactCard.objects.filter(account=request.user).first()
    return read_again(request, row) if row else show(request, CardForm(), None)


def keep(request: AccountRequest) -> HttpResponse:
    """Seal what came, or say what is wrong with it; what was typed comes back."""
    form = CardForm(request.POST)
    if not form.is_valid():
        return show(request, form, ContactCard.objects.filter(account=request.user).first(), status=422)
    written = {name: form.cleaned_data[name] for name in ("name", "phone", "where", "person")}
    cards.keep(account=request.user, card=cards.Card(**written))
    return redirect(f"{reverse('card')}?n=saved")


@needs_confirmation
def read_again(request: AccountRequest, row: ContactCard) -> HttpResponse:
    """The card as it was written. The tick is asked for again with every change."""
    try:
        written = cards.unseal(bytes(row.sealed), request.user)
    except cards.Unreadable:
        return show(request, CardForm(), row, unreadable=True)
    return show(request, CardForm(initial=asdict(written)), row)


def show(
    request: AccountRequest, form: CardForm, row: ContactCard | None, *, unreadable: bool = False, status: int = 200
) -> HttpResponse:
    """The page."""
    data = {"form": describe(form), "kept_on": row.agreed_on if row else None, "unreadable": unreadable}
    return page(request, "accounts/card.html", data, title="Your card", zone="self", status=status)


@require_POST
def remove(request: AccountRequest) -> HttpResponse:
    """Take it away. Nobody asks why."""
    cards.remove(account=request.user)
    return redirect(f"{reverse('card')}?n=removed")
