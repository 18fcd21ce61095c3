"""Proving once more that it is really you, before something that can't easily be undone."""

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.base.internal.flows import post_authentication
from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect

from hearten.accounts import devices
from hearten.accounts.forms import CodeForm, ConfirmForm, PasskeyConfirmForm
from hearten.accounts.http import AccountRequest, way_on
from hearten.accounts.views.form_page import form_page, received
from hearten.accounts.views.login import proven, ways
from hearten.ui.forms import describe


def confirm(request: AccountRequest) -> HttpResponse:
    """One page with every way this account has: passphrase, app, passkey. The form that came says which."""
    form, seconds = _form(request)
    if _is_proven(request, form):
        devices.renew(request)
        return redirect(way_on(request, "account_security"))
    typed = form if isinstance(form, ConfirmForm) else ConfirmForm(account=request.user)
    return form_page(
        request,
        "accounts/confirm.html",
        form,
        title="Is it you?",
        seconds=seconds,
        next=way_on(request, "account_security"),
        passphrase=request.user.has_usable_password(),
        password_field=describe(typed).by_name["password"],
        **ways(request.user, form),
    )


def _form(request: AccountRequest) -> tuple[forms.Form, int]:
    who = str(request.user.pk)
    if "credential" in request.POST:
        return received(request, PasskeyConfirmForm, act="reauthenticate", who=who, user=request.user)
    if "code" in request.POST:
        return received(request, CodeForm, act="reauthenticate", who=who)
    return received(request, ConfirmForm, act="reauthenticate", who=who, account=request.user)


def _is_proven(request: AccountRequest, form: forms.Form) -> bool:
    if isinstance(form, ConfirmForm):
        if form.is_bound and form.is_valid():
            reauthenticate_by_password(request)
            return True
        return False
    used = proven(form, request.user)
    if used:
        post_authentication(request, used, reauthenticated=True)
    return used is not None
