"""Publishing from the desk: the panel, the button, the plan, and taking down."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hearten.accounts.http import AccountRequest
from hearten.blog import desk
from hearten.blog.actions import publish as verbs
from hearten.blog.forms import PlanForm
from hearten.blog.models import Post
from hearten.blog.views.desk import apply_one, own_post
from hearten.blog.views.frame import desk_page
from hearten.moderation.review import GuardUnavailable, NeedsChanges
from hearten.ui.forms import describe

UNREAD = "The check can't answer right now, so nothing goes out. Your text is safe. Please try again in a minute."
MOVED = "The text changed in another tab while it was being read. Please look at it once more."


@require_http_methods(["GET", "POST"])
def publish(request: AccountRequest, pk: int) -> HttpResponse:
    """GET shows the panel. POST publishes, puts in one suggested wording, or shows what is open (422)."""
    post = own_post(request, pk)
    if request.method == "GET":
        return panel(request, post, post.acknowledged)
    if "apply" in request.POST:
        apply_one(post, request.POST["apply"])
        return redirect("post_publish", pk=post.pk)
    acknowledged = set(request.POST.getlist("acknowledge"))
    problem = attempt(post, request, acknowledged)
    if problem is not None:
        return panel(request, post, acknowledged, problems=problem, status=422)
    return redirect(reverse("desk") + ("?n=published" if post.publish_at is None else "?n=scheduled"))


@require_POST
def plan(request: AccountRequest, pk: int) -> HttpResponse:
    """Let it go out at a time of the author's choosing."""
    post, form = own_post(request, pk), PlanForm(request.POST)
    acknowledged = set(request.POST.getlist("acknowledge"))
    if not form.is_valid():
        return panel(request, post, acknowledged, form=form, status=422)
    problem = attempt(post, request, acknowledged, at=form.cleaned_data["at"])
    if problem is not None:
        return panel(request, post, acknowledged, form=form, problems=problem, status=422)
    return redirect(reverse("desk") + "?n=scheduled")


@require_POST
def withdraw(request: AccountRequest, pk: int) -> HttpResponse:
    """Take it down, or call off the plan; the text stays on the desk."""
    verbs.withdraw(own_post(request, pk), by=request.user)
    return redirect(reverse("desk") + "?n=removed")


def attempt(
    post: Post, request: AccountRequest, acknowledged: set[str], at: datetime | None = None
) -> list[str] | None:
    """Publish or plan. None when it worked, else what to tell the author."""
    try:
        if at is None:
            verbs.publish(post, by=request.user, acknowledged=acknowledged)
        else:
            verbs.plan(post, by=request.user, at=at, acknowledged=acknowledged)
    except verbs.NotReady as error:
        return error.sentences
    except NeedsChanges:
        return []  # the findings themselves say what to do
    except GuardUnavailable:
        return [UNREAD]
    except verbs.Moved:
        return [MOVED]
    return None


def panel(
    request: AccountRequest,
    post: Post,
    acknowledged: set[str] | list[str],
    *,
    form: PlanForm | None = None,
    problems: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The panel before publishing."""
    data = {
        **desk.publish_data(post, acknowledged),
        "plan": describe(form or PlanForm()),
        "problems": problems or [],
        "tried": status == 422,
    }
    return desk_page(request, "blog/desk/publish.html", data, title="Before it goes out", status=status)
