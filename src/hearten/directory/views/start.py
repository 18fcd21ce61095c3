"""A professional's own page, step by step (R27, R29, R33, R34, R47)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import IntegrityError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.directory import actions
from hearten.directory.forms import (
    CredentialForm,
    FirstForm,
    NameForm,
    PolicyForm,
    ProfileForm,
    PurposeForm,
    SettingsForm,
)
from hearten.directory.models import Credential, Therapist
from hearten.directory.start import credential_line, overview
from hearten.directory.titles import own_words
from hearten.directory.views.step import Step, asked
from hearten.ui.shortcuts import page

therapists_only = needs_role(Role.THERAPIST)


@require_http_methods(["GET", "HEAD", "POST"])
@therapists_only
def start(request: AccountRequest) -> HttpResponse:
    """The overview of one's page; before there is one, its first step."""
    therapist = Therapist.objects.owned_by(request.user).first()
    if therapist:
        return page(request, "directory/start.html", overview(therapist), title="Your page", zone="desk")
    about = "Three answers, then your page exists. Nobody sees it yet."
    step = Step("Start your page", "start", about, own=own_words(request.POST.get("role", ""), []))
    return asked(request, FirstForm(posted(request)), step, save=lambda form, seen: _open(request, form, seen))


def _open(request: AccountRequest, form: FirstForm, seen: set[str]) -> None:
    try:
        actions.open_page(request.user, **form.cleaned_data, acknowledged=seen)
    except IntegrityError:  # somebody took it between the check and now
        form.add_error("handle", "Somebody has just taken this one. Please choose another.")


@require_http_methods(["GET", "HEAD", "POST"])
@therapists_only
def name(request: AccountRequest) -> HttpResponse:
    """Name and role."""
    return _fields(request, NameForm, Step("Your name and what you are", "start"))


@require_http_methods(["GET", "HEAD", "POST"])
@therapists_only
def purpose(request: AccountRequest) -> HttpResponse:
    """Purpose, audience and limits. Empty is allowed: then the page stays unlisted, and says so (R34)."""
    about = "Until all three are answered, your page stays out of the list and only you see it."
    return _fields(request, PurposeForm, Step("What your page is for", "start", about))


@require_http_methods(["GET", "HEAD", "POST"])
@therapists_only
def profile(request: AccountRequest) -> HttpResponse:
    """Headline, bio, approach and practical facts."""
    about = "Only facts that can be checked. No praise, no promises, no before and after."
    return _fields(request, ProfileForm, Step("About you and your work", "start", about))


@require_http_methods(["GET", "HEAD", "POST"])
@therapists_only
def settings(request: AccountRequest) -> HttpResponse:
    """Comments, and the switch that closes the page."""
    return _fields(request, SettingsForm, Step("Comments, and closing the page", "start"))


def _fields(
    request: AccountRequest, form_class: type[NameForm | PurposeForm | ProfileForm | SettingsForm], step: Step
) -> HttpResponse:
    therapist = own(request)
    form = form_class(posted(request), initial=_now(therapist, form_class))

    def save(valid: Any, seen: set[str]) -> None:
        changes = dict(valid.cleaned_data)
        topics = changes.pop("topics", None)
        actions.change_page(therapist, by=request.user, changes=changes, topics=topics, acknowledged=seen)

    titles = actions.words_of(therapist, role=request.POST.get("role", ""))
    return asked(request, form, replace(step, own=titles), save=save)


def _now(row: Therapist | Credential, form_class: type[Any]) -> dict[str, Any]:
    names = set(form_class.base_fields)
    now = {name: getattr(row, name) for name in names - {"topics"}}
    if isinstance(row, Therapist) and "topics" in names:
        now["topics"] = list(row.topics.values_list("pk", flat=True))
    return now


@require_http_methods(["GET", "HEAD", "POST"])
@therapists_only
def policy(request: AccountRequest) -> HttpResponse:
    """The social-media policy. Saving other words makes a new version (R46)."""
    therapist = own(request)
    current = therapist.policies.first()
    form = PolicyForm(posted(request), initial={"text": current.text if current else ""})
    about = "People rely on it: older versions stay readable, with what changed."
    step = Step("Your social-media policy", "start", about, _policy_links(therapist), actions.words_of(therapist))
    return asked(
        request,
        form,
        step,
        save=lambda valid, seen: actions.change_policy(
            therapist, by=request.user, text=valid.cleaned_data["text"], acknowledged=seen
        ),
    )


def _policy_links(therapist: Therapist) -> list[dict[str, str]]:
    return [{"label": "As readers see it", "href": reverse("therapist-policy", args=[therapist.handle])}]


@require_safe
@therapists_only
def credentials(request: AccountRequest) -> HttpResponse:
    """Every credential, as its holder states it."""
    therapist = own(request)
    data = {"items": [credential_line(row) for row in therapist.credentials.all()]}
    return page(request, "directory/start_credentials.html", data, title="Your licence and training", zone="desk")


@require_http_methods(["GET", "HEAD", "POST"])
@therapists_only
def credential(request: AccountRequest, pk: int | None = None) -> HttpResponse:
    """Add a credential, or change one."""
    therapist = own(request)
    row = get_object_or_404(Credential, pk=pk, therapist=therapist) if pk else None
    form = CredentialForm(posted(request), initial=_now(row, CredentialForm) if row else {})
    about = f"Readers see the words “{Credential.state}” beside it: nobody here has looked it up."
    own_titles = own_words(therapist.role, [request.POST.get("title", "")])
    step = Step("A licence or training", "start-credentials", about, own=own_titles)
    return asked(
        request,
        form,
        step,
        save=lambda valid, seen: actions.state_credential(
            therapist, by=request.user, facts=valid.cleaned_data, credential=row, acknowledged=seen
        ),
    )


@require_POST
@therapists_only
def credential_remove(request: AccountRequest, pk: int) -> HttpResponse:
    """Take a credential off the page."""
    row = get_object_or_404(Credential.objects.select_related("therapist"), pk=pk, therapist=own(request))
    actions.remove_credential(row, by=request.user)
    return redirect(reverse("start-credentials") + "?n=removed")


def posted(request: AccountRequest) -> QueryDict | None:
    """What was sent, or None when the form is only looked at."""
    return request.POST if request.method == "POST" else None


def own(request: AccountRequest) -> Therapist:
    """The signed-in professional's page; 404 before there is one."""
    return get_object_or_404(Therapist.objects.owned_by(request.user))
