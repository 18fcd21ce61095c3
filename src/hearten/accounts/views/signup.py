"""Joining: a name, a passphrase or a passkey, a statement of age, and ten codes on paper."""

import uuid
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hearten.accounts import actions, proofs
from hearten.accounts.forms import NameForm, NewPasskeyForm, SignupForm
from hearten.accounts.http import viewer
from hearten.accounts.models import Account
from hearten.accounts.views.form_page import form_page, received
from hearten.ui.shortcuts import page

#: Where a session keeps the name that is waiting for its passkey.
PENDING = "signup"
TAKEN = "Somebody has just taken that name. Please choose another one."


@login_not_required
def signup(request: HttpRequest) -> HttpResponse:
    """Join with a passphrase. Works without scripts."""
    if viewer(request):
        return redirect("home")
    form, seconds = received(request, SignupForm, act="signup", who=request.POST.get("login", ""))
    if form.is_bound and form.is_valid():
        account = Account(login=form.cleaned_data["login"])
        try:
            codes = actions.join(account=account, secret=form.secret())
        except actions.NameTaken:
            form.add_error("login", TAKEN)
        else:
            return welcome(request, account, codes, "password")
    return form_page(request, "accounts/signup.html", form, title="Join", seconds=seconds)


@login_not_required
def signup_passkey(request: HttpRequest) -> HttpResponse:
    """Join with a passkey: first the name, then the device."""
    if viewer(request):
        return redirect("home")
    if "credential" in request.POST:
        return _answer(request)
    form, seconds = received(request, NameForm, act="signup", who=request.POST.get("login", ""))
    if form.is_bound and form.is_valid():
        account = Account(id=uuid.uuid4(), login=form.cleaned_data["login"])
        request.session[PENDING] = {"id": account.pk.hex, "login": account.login}
        return _ask(request, account, NewPasskeyForm())
    return form_page(request, "accounts/signup_passkey.html", form, title="Join", seconds=seconds)


def welcome(request: HttpRequest, account: Account, codes: list[str], method: str) -> HttpResponse:
    """Sign the new member in and show the codes, this once."""
    record_authentication(request, account, method)
    get_adapter().login(request, account)
    return page(request, "accounts/codes.html", {"codes": codes, "new": True}, title="Your codes", zone="account")


def _ask(request: HttpRequest, account: Account, form: NewPasskeyForm, seconds: int = 0) -> HttpResponse:
    options = proofs.plain(auth.begin_registration(account, passwordless=True))
    return form_page(
        request,
        "accounts/signup_device.html",
        form,
        title="Join",
        seconds=seconds,
        options=options,
        name=account.login,
    )


def _answer(request: HttpRequest) -> HttpResponse:
    pending: dict[str, Any] = request.session.get(PENDING) or {}
    if not pending:
        return redirect("account_signup_passkey")
    account = Account(id=uuid.UUID(pending["id"]), login=pending["login"])
    form, seconds = received(request, NewPasskeyForm, act="signup", who=account.login)
    if not (form.is_bound and form.is_valid()):
        return _ask(request, account, form, seconds)
    try:
        codes = actions.join(account=account, secret=None, passkey=form.cleaned_data["credential"])
    except actions.NameTaken:
        named = NameForm({"login": account.login, "adult": "on"})
        return form_page(request, "accounts/signup_passkey.html", named, title="Join")
    del request.session[PENDING]
    return welcome(request, account, codes, "passkey")
