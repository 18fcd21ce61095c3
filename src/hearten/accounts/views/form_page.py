"""A page with one form: what came, how often, and the answer with its honest status."""

from dataclasses import replace
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse

from hearten.accounts import limits
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

Form = TypeVar("Form", bound=forms.Form)


def received(request: HttpRequest, form: type[Form], /, *, act: str, who: str, **more: Any) -> tuple[Form, int]:
    """The form as it came, and the seconds to wait when `act` was tried too often.

    A form that has to wait is not read at all, so that a refusal costs nothing and tells nothing; what was typed
    stays in it. who: whose tries are counted (limits.take).
    """
    if request.method != "POST":
        return form(**more), 0
    seconds = limits.take(act, request, who)
    if seconds:
        return form(initial=request.POST.dict(), **more), seconds
    return form(request.POST, **more), 0


def form_page(
    request: HttpRequest, template: str, form: forms.Form, *, title: str, seconds: int = 0, **data: Any
) -> HttpResponse:
    """200 for a fresh form, 422 when something in it is wrong, 429 when it came too often."""
    shown = describe(form)
    status = 422 if form.is_bound else 200
    if seconds:
        status, shown = 429, replace(shown, errors=[limits.words(seconds)])
    response = page(
        request, template, {"form": shown, **data}, title=title, zone="account", status=status, form=True
    )
    if seconds:
        response["Retry-After"] = str(seconds)
    return response
