"""Coming back with a printed code."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hearten.accounts import actions
from hearten.accounts.forms import WRONG_CODE, RecoverForm
from hearten.accounts.http import viewer
from hearten.accounts.views.form_page import form_page, received


@login_not_required
def recover(request: HttpRequest) -> HttpResponse:
    """Name, code and a new passphrase, in one step, so that a wrong code looks the same for every name."""
    if viewer(request):
        return redirect("account_security")
    form, seconds = received(request, RecoverForm, act="recover", who=request.POST.get("login", ""))
    if form.is_bound and form.is_valid() and form.found:
        try:
            account = actions.recover(code=form.found, secret=form.secret())
        except actions.CodeUsed:
            form.add_error(None, WRONG_CODE)
        else:
            record_authentication(request, account, "recovery_code")
            get_adapter().login(request, account)
            return redirect("account_security")
    return form_page(request, "accounts/recover.html", form, title="Log in with a code", seconds=seconds)
