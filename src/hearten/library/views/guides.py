"""Approaches in plain words, and the first meeting; the host may say them in its own way (R43)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.blog import notice
from hearten.blog.article import robots
from hearten.blog.markdown import render
from hearten.blog.stored import revalidated
from hearten.library import guides
from hearten.library.forms import GuideForm
from hearten.library.guides import Guide
from hearten.moderation.review import Finding, GuardUnavailable
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page


@login_not_required
@require_safe
def approaches(request: HttpRequest) -> HttpResponse:
    """The list: the first meeting, then every approach in a fixed order."""
    found = guides.guides()
    data = {
        "first": [line(one) for one in found if one.slug == guides.FIRST],
        "rest": [line(one) for one in found if one.slug != guides.FIRST],
        "general": notice.GENERAL,
        "ways_on": notice.ways_on(),
        "robots": robots(),
    }
    return revalidated(request, page(request, "library/approaches.html", data, title="Ways of working"))


def line(one: Guide) -> dict[str, str]:
    """One line of the list."""
    return {"title": one.name, "href": reverse("approach", args=[one.slug]), "text": one.summary}


@login_not_required
@require_safe
def approach(request: HttpRequest, slug: str) -> HttpResponse:
    """One approach: what it is, who it may suit, what is known, what can go wrong, what to ask."""
    one = found(slug)
    age = one.age(timezone.localdate())
    data = {
        **words(one),
        "html": render(one.body, {}),
        "sources": one.sources,
        "overdue": age.overdue,
        "robots": "noindex" if age.delisted else robots(),
        "general": notice.GENERAL,
        "ways_on": ways_on(one),
        "may_edit": may_edit(request),
    }
    return revalidated(request, page(request, "library/approach.html", data, title=one.name))


def ways_on(one: Guide) -> list[notice.Step]:
    """Where to go from a page: to the first meeting, and to a professional."""
    first = reverse("approach", args=[guides.FIRST])
    start = notice.Step("Your first meeting", first, "What happens, and what you can ask.")
    return notice.ways_on() if one.slug == guides.FIRST else [start, *notice.ways_on()]


def words(one: Guide) -> dict[str, Any]:
    """What every page about a guide says of it."""
    return {
        "slug": one.slug,
        "name": one.name,
        "summary": one.summary,
        "is_first": one.slug == guides.FIRST,
        "version": one.version,
        "written_on": one.written_on,
        "reviewed_on": one.reviewed_on,
        "reviewer": f"{one.reviewer}, {one.reviewer_role}" if one.reviewer else "",
        "next_review_on": one.next_review_on,
    }


def may_edit(request: HttpRequest) -> bool:
    """Whether the viewer answers for the host's words."""
    has_role = getattr(request.user, "has_role", None)
    return bool(has_role and (has_role(Role.HOST_ADMIN) or has_role(Role.SAFETY_LEAD)))


@login_not_required
@require_safe
def approach_changes(request: HttpRequest, slug: str) -> HttpResponse:
    """What this host has changed, when, why, and who reviewed it (R43)."""
    one = found(slug)
    data = {**words(one), "changes": guides.history(one), "robots": "noindex"}
    return page(request, "library/approach_changes.html", data, title=f"Changes: {one.name}")


@needs_role(Role.HOST_ADMIN, Role.SAFETY_LEAD)
@require_http_methods(["GET", "POST"])
def approach_edit(request: AccountRequest, slug: str) -> HttpResponse:
    """Say it in the host's own words. They pass the Guard first, and every version stays public."""
    one = found(slug)
    if request.method == "GET":
        return show(request, one, GuideForm(initial={"body": one.body}))
    form = GuideForm(request.POST)
    if not form.is_valid():
        return show(request, one, form, status=422)
    try:
        open_findings = guides.still_open(
            guides.findings(form.cleaned_data["body"]), seen=form.cleaned_data["seen"]
        )
    except GuardUnavailable:
        form.add_error(None, "The words can't be checked right now. Nothing is lost: please try again in a minute.")
        return show(request, one, form, status=503)
    if open_findings:
        return show(request, one, form, found_words=open_findings, status=422)
    guides.reword(slug, facts=form.facts(), by=request.user)
    return redirect(f"{reverse('approach', args=[slug])}?n=saved")


def show(
    request: AccountRequest,
    one: Guide,
    form: GuideForm,
    *,
    found_words: list[Finding] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form with what was typed and what the Guard says of it."""
    rows = [{"quote": item.quote, "reason": item.reason, "severity": item.severity} for item in found_words or []]
    data = {**words(one), "form": describe(form), "findings": rows}
    return page(request, "library/approach_edit.html", data, title="Host", zone="host", status=status)


def found(slug: str) -> Guide:
    """The page at an address. Raises Http404."""
    one = guides.guide(slug)
    if one is None:
        raise Http404
    return one
