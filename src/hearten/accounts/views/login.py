"""Logging in: passphrase or passkey, then the second step when there is one. And logging out."""

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.flows.logout import logout as end_this_session
from allauth.account.models import Login
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hearten.accounts import proofs
from hearten.accounts.carrying import brought, carried
from hearten.accounts.forms import CodeForm, LoginForm, PasskeyConfirmForm, PasskeyLoginForm
from hearten.accounts.http import viewer, way_on
from hearten.accounts.models import Account
from hearten.accounts.views.form_page import form_page, received
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

NO_FIT = "That code does not fit. It changes every half a minute, so please type the one that your app shows now."
NO_PASSKEY = "That passkey opens no account here. Please try another one, or your passphrase."


@login_not_required
def login(request: HttpRequest) -> HttpResponse:
    """Name and passphrase."""
    kept, leads_to = carried(request), way_on(request, "home")
    if viewer(request):
        return brought(request, kept, redirect(leads_to))
    form, seconds = LoginForm(request=request), 0
    if kept is None or "password" in request.POST:
        who = request.POST.get("login", "")
        form, seconds = received(request, LoginForm, act="login", who=who, request=request)
    if form.is_bound and form.is_valid():
        start = Login(user=form.account, redirect_url=leads_to)
        return brought(request, kept, perform_password_login(request, {}, start))
    data = {"next": leads_to, "kept": kept}
    return form_page(request, "accounts/login.html", form, title="Log in", seconds=seconds, **data)


@login_not_required
def login_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey alone: it says who it belongs to."""
    if viewer(request):
        return redirect(way_on(request, "home"))
    form, seconds = received(request, PasskeyLoginForm, act="passkey", who="")
    if form.is_bound and form.is_valid():
        passkey: Authenticator = form.cleaned_data["credential"]
        if passkey.user.is_active:
            start = Login(user=passkey.user, redirect_url=way_on(request, "home"))
            answer: HttpResponse = perform_passwordless_login(request, passkey, start)
            return answer
        form.add_error(None, NO_PASSKEY)
    return form_page(
        request,
        "accounts/login_passkey.html",
        form,
        title="Log in",
        seconds=seconds,
        next=way_on(request, "home"),
        options=proofs.plain(auth.begin_authentication()),
    )


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]  # allauth
def second_step(request: HttpRequest) -> HttpResponse:
    """After a right passphrase: the app's code, or a passkey."""
    stage = request._login_stage  # type: ignore[attr-defined]  # set by allauth's decorator
    account: Account = stage.login.user
    form: forms.Form
    kept = carried(request)
    if kept and not {"code", "credential"} & set(request.POST):
        form, seconds = CodeForm(), 0
    elif "credential" in request.POST:
        form, seconds = received(request, PasskeyConfirmForm, act="code", who=str(account.pk), user=account)
    else:
        form, seconds = received(request, CodeForm, act="code", who=str(account.pk))
    used = proven(form, account)
    if used:
        post_authentication(request, used)
        return brought(request, kept, stage.exit())
    data = {**ways(account, form), "kept": kept}
    return form_page(request, "accounts/second_step.html", form, title="One more step", seconds=seconds, **data)


def proven(form: forms.Form, account: Account) -> Authenticator | None:
    """The passkey or app that this form proves the account's owner has, or None with the reason in the form."""
    if not (form.is_bound and form.is_valid()):
        return None
    if "credential" in form.cleaned_data:
        return form.cleaned_data["credential"]
    app = proofs.app(account)
    if app and app.wrap().validate_code(form.cleaned_data["code"]):
        return app
    form.add_error("code", NO_FIT)
    return None


def ways(account: Account, form: forms.Form) -> dict[str, object]:
    """What this account can prove itself with, for the page; the form that came keeps its errors and its words."""
    code = form if isinstance(form, CodeForm) else CodeForm()
    return {
        "code_field": describe(code).by_name["code"],
        "app": proofs.app(account) is not None,
        "options": proofs.plain(auth.begin_authentication(account)) if proofs.passkeys(account).exists() else None,
        "login": account.login,
    }


@login_not_required
def logout(request: HttpRequest) -> HttpResponse:
    """Log out by POST; a page with the button for whoever comes by link."""
    if request.method == "POST":
        end_this_session(request, show_message=False)
        return redirect("home")
    if not viewer(request):
        return redirect("home")
    return page(request, "accounts/logout.html", {}, title="Log out", zone="account")
