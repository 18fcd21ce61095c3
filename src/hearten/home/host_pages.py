"""What this host says of itself, leaving in a hurry, and the component kit for whoever works on the code."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from hearten.blog.article import robots
from hearten.moderation.paperwork import public_answers
from hearten.ui.shortcuts import page


def host_page(template: str, title: str) -> Callable[[HttpRequest], HttpResponse]:
    """A page of plain words that is the same for everyone."""

    @login_not_required
    @require_safe
    def show(request: HttpRequest) -> HttpResponse:
        data = {"robots": robots(), "leave_url": settings.LEAVE_URL}
        return page(request, template, data, title=title)

    return show


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this host is, and who answers for it (DSA art. 11 and 12, R107)."""
    data = {"robots": robots(), "leave_url": settings.LEAVE_URL, "answers": public_answers()}
    return page(request, "home/about.html", data, title="About this place")


accessibility = host_page("home/accessibility.html", "Accessibility")
privacy = host_page("home/privacy.html", "Privacy")
terms = host_page("home/terms.html", "House rules and terms")
in_person = host_page("home/in_person.html", "When to get help in person")
leaving = host_page("home/leaving.html", "Leaving in a hurry")


@login_not_required
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Away, at once, to the host's neutral page, without saying where from (R101)."""
    response = HttpResponseRedirect(settings.LEAVE_URL)
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def kit(request: HttpRequest) -> HttpResponse:
    """Every component with sample words; only while developing."""
    if not settings.DEBUG:
        raise Http404
    return page(request, "ui/kit.html", {}, title="Component kit")
