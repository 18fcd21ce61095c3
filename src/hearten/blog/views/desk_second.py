"""A colleague's look, from both sides, and the release of a hold."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hearten.accounts.http import AccountRequest
from hearten.blog import desk
from hearten.blog.actions import second_eyes
from hearten.blog.draft import read_draft
from hearten.blog.forms import LookAnswerForm, LookForm, ReleaseForm
from hearten.blog.models import ColleagueLook
from hearten.blog.views.desk import own_page, own_post
from hearten.blog.views.frame import desk_page
from hearten.moderation.review import GuardUnavailable
from hearten.ui.forms import describe


@require_http_methods(["GET", "POST"])
def ask(request: AccountRequest, pk: int) -> HttpResponse:
    """Choose a colleague and say what they should look at."""
    post = own_post(request, pk)
    form = LookForm(request.POST or None, post=post)
    if request.method == "POST" and form.is_valid():
        second_eyes.ask_colleague(post, **form.cleaned_data)
        return redirect(reverse("post_edit", args=[post.pk]) + "?n=asked")
    data = {"post": desk.row(post), "form": describe(form), "looks": desk.answers(post)}
    status = 422 if request.method == "POST" else 200
    return desk_page(request, "blog/desk/ask.html", data, title="Ask a colleague", status=status)


@require_http_methods(["GET", "POST"])
def look(request: AccountRequest, pk: int) -> HttpResponse:
    """The colleague reads the draft with what the Guard said, and answers."""
    asked = own_look(request, pk)
    form = LookAnswerForm(request.POST or None, initial={"answer": asked.answer})
    if request.method == "POST" and form.is_valid():
        second_eyes.answer_look(asked, answer=form.cleaned_data["answer"])
        return redirect(reverse("desk") + "?n=sent")
    return look_page(request, asked, form, ReleaseForm(), status=422 if request.method == "POST" else 200)


@require_POST
def release(request: AccountRequest, pk: int) -> HttpResponse:
    """End a hold on exact words, by name and with a reason."""
    asked, form = own_look(request, pk), ReleaseForm(request.POST)
    if not form.is_valid() or not try_release(asked, form):
        return look_page(request, asked, LookAnswerForm(initial={"answer": asked.answer}), form, status=422)
    return redirect(reverse("look", args=[asked.pk]) + "?n=saved")


def try_release(asked: ColleagueLook, form: ReleaseForm) -> bool:
    """Release the finding with the given key, if the text still has it."""
    try:
        findings = read_draft(asked.post).reading.findings
    except GuardUnavailable:
        form.add_error(None, "The check can't answer right now. Please try again in a minute.")
        return False
    finding = next((item for item in findings if item.key == form.cleaned_data["key"]), None)
    if finding is None:
        form.add_error(None, "These words have changed since. Please look at the text again.")
        return False
    second_eyes.release(asked.post, finding=finding, by=asked.colleague, reason=form.cleaned_data["reason"])
    return True


def look_page(
    request: AccountRequest, asked: ColleagueLook, form: LookAnswerForm, release_form: ReleaseForm, *, status: int
) -> HttpResponse:
    """The draft as the colleague sees it."""
    data = {
        "look": {"pk": asked.pk, "by": asked.post.therapist.name, "question": asked.question},
        "draft": {"title": asked.post.title, "summary": asked.post.summary},
        "form": describe(form),
        "release": describe(release_form),
        "preview": desk.preview_html(asked.post),
        **desk.check_data(asked.post, ()),
    }
    return desk_page(request, "blog/desk/look.html", data, title="A colleague's draft", status=status)


def own_look(request: AccountRequest, pk: int) -> ColleagueLook:
    """A draft this therapist was asked to look at; 404 for everyone else."""
    looks = own_page(request).looks_asked.select_related("post__therapist__account", "colleague__account")
    return get_object_or_404(looks, pk=pk)
