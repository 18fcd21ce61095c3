"""Keeping an account safe: passphrase, passkeys, second step, codes, devices."""

from allauth.mfa.totp.internal import flows as totp_flows
from allauth.mfa.totp.internal.auth import get_totp_secret, validate_totp_code
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from hearten.accounts import actions, proofs, recovery
from hearten.accounts.forms import ChangeForm, CodeForm, NewPasskeyForm
from hearten.accounts.http import AccountRequest, needs_confirmation
from hearten.accounts.qr import qr_svg
from hearten.accounts.sessions import hashed
from hearten.accounts.views.form_page import form_page, received
from hearten.accounts.views.login import NO_FIT
from hearten.ui.shortcuts import page


def security(request: AccountRequest) -> HttpResponse:
    """What protects this account now, and every way to change it."""
    account = request.user
    here = hashed(request.session.session_key)
    data = {
        "has_passphrase": account.has_usable_password(),
        "passkeys": proofs.listed(account),
        "has_app": proofs.app(account) is not None,
        "codes": codes_sentence(recovery.left(account)),
        "devices": [
            {"id": row.pk, "label": row.label, "day": row.last_used_on, "here": row.session_hash == here}
            for row in account.devices.order_by("-last_used_on", "label")
        ],
    }
    return page(request, "accounts/security.html", data, title="Keeping your account safe", zone="account")


def codes_sentence(left: int) -> str:
    """How many printed codes still work, in words."""
    if left == 0:
        return "None of your printed codes works any more. Make new ones, so that you can always come back."
    if left == 1:
        return "One of your printed codes still works. It is time to make new ones."
    return f"{left} of your printed codes still work."


@needs_confirmation
def passphrase(request: AccountRequest) -> HttpResponse:
    """A new passphrase; every other device is signed out."""
    form, seconds = received(request, ChangeForm, act="passphrase", who=str(request.user.pk), account=request.user)
    if form.is_bound and form.is_valid():
        session = hashed(request.session.session_key)
        actions.change_passphrase(account=request.user, secret=form.secret(), session=session)
        _keep_signed_in(request, session)
        return _done("saved")
    return form_page(
        request,
        "accounts/passphrase.html",
        form,
        title="A new passphrase",
        seconds=seconds,
        login=request.user.login,
    )


def _keep_signed_in(request: AccountRequest, old_session: str) -> None:
    """Django gives this browser a new session key after a new passphrase; its place on the list goes along."""
    update_session_auth_hash(request, request.user)
    request.user.devices.filter(session_hash=old_session).update(session_hash=hashed(request.session.session_key))


@needs_confirmation
def codes(request: AccountRequest) -> HttpResponse:
    """Ten new printed codes; the old ones stop working."""
    if request.method != "POST":
        return page(request, "accounts/new_codes.html", {}, title="New codes", zone="account")
    made = actions.renew_codes(account=request.user)
    return page(request, "accounts/codes.html", {"codes": made, "new": False}, title="Your codes", zone="account")


@needs_confirmation
def add_passkey(request: AccountRequest) -> HttpResponse:
    """A passkey of this device."""
    form, seconds = received(request, NewPasskeyForm, act="passkey", who=str(request.user.pk))
    if form.is_bound and form.is_valid():
        proofs.keep_passkey(request.user, form.cleaned_data["credential"])
        return _done("saved")
    options = proofs.plain(auth.begin_registration(request.user, passwordless=True))
    return form_page(
        request, "accounts/add_passkey.html", form, title="Add a passkey", seconds=seconds, options=options
    )


@needs_confirmation
def remove_passkey(request: AccountRequest, pk: int) -> HttpResponse:
    """Remove one passkey; the last way in can't be removed."""
    mine = proofs.passkeys(request.user)
    passkey = get_object_or_404(mine, pk=pk)
    only = mine.count() == 1 and not request.user.has_usable_password()
    if request.method == "POST" and not only:
        passkey.delete()
        return _done("removed")
    data = {"name": passkey.data["name"], "only": only}
    return page(request, "accounts/remove_passkey.html", data, title="Remove a passkey", zone="account")


@needs_confirmation
def add_app(request: AccountRequest) -> HttpResponse:
    """An app that shows six digits: scan, then type what it shows."""
    if proofs.app(request.user):
        return redirect("mfa_deactivate_totp")
    form, seconds = received(request, CodeForm, act="totp", who=str(request.user.pk))
    secret = get_totp_secret(regenerate=request.method != "POST")
    if form.is_bound and form.is_valid():
        if validate_totp_code(secret, form.cleaned_data["code"]):
            proofs.keep_app(request.user, secret)
            totp_flows.clear_totp_secret(request)
            return _done("saved")
        form.add_error("code", NO_FIT)
    address = proofs.app_address(request.user, secret)
    return form_page(
        request,
        "accounts/add_app.html",
        form,
        title="A second step",
        seconds=seconds,
        secret=secret,
        qr=qr_svg(address),
    )


@needs_confirmation
def remove_app(request: AccountRequest) -> HttpResponse:
    """Log in without the second step again."""
    app = proofs.app(request.user)
    if app is None:
        return redirect("mfa_activate_totp")
    if request.method == "POST":
        app.delete()
        return _done("removed")
    return page(request, "accounts/remove_app.html", {}, title="A second step", zone="account")


@require_POST
def end_device(request: AccountRequest, pk: str) -> HttpResponse:
    """Sign one device out."""
    device = get_object_or_404(request.user.devices, pk=pk)
    actions.sign_out_device(session=device.session_hash)
    return _done("removed")


@require_POST
def end_everywhere(request: AccountRequest) -> HttpResponse:
    """Sign every device out, this one too."""
    actions.sign_out(account=request.user)
    request.session.flush()
    return redirect(f"{reverse('home')}?n=signed-out")


def _done(notice: str) -> HttpResponse:
    return redirect(f"{reverse('account_security')}?n={notice}")
