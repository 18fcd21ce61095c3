"""The questions put to a professional: words only, never who asked (I1)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.blog.models import Post
from hearten.directory.models import Therapist
from hearten.moderation.paperwork import comments_may_open
from hearten.questions import queries
from hearten.questions.actions import answer as actions
from hearten.questions.forms import DeclineForm, OpenForm
from hearten.questions.models import Question, Reason
from hearten.questions.words import KINDLY
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

therapists_only = needs_role(Role.THERAPIST)
NOT_READY = (
    "This host has not finished its paperwork yet, so questions can't open. Your host knows what is missing."
)
ZONE = "desk"


@require_http_methods(["GET", "HEAD", "POST"])
@therapists_only
def questions(request: AccountRequest) -> HttpResponse:
    """What waits, what is being answered, and whether questions are taken."""
    therapist = own_page(request)
    form = OpenForm(request.POST or None, initial={"within_days": therapist.questions_within_days})
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_questions(therapist, by=request.user, **form.cleaned_data)
        except actions.NotReady:
            form.add_error(None, NOT_READY)
        else:
            return redirect(reverse("desk_questions") + "?n=saved")
    rows = queries.queue(request.user)
    data = {
        "form": describe(form),
        "is_open": therapist.questions_within_days > 0,
        "ready": comments_may_open(),
        "rows": rows,
        "full": len(rows) == queries.PAGE,
        "answers": queries.answers(request.user),
    }
    status = 422 if form.errors else 200
    return page(request, "questions/desk.html", data, title="Questions", zone=ZONE, status=status)


@require_POST
@therapists_only
def answer(request: AccountRequest) -> HttpResponse:
    """Answer the chosen questions in one post: a new draft, or one that is there."""
    chosen = Question.objects.waiting_for(request.user).filter(pk__in=request.POST.getlist("q")[: queries.PAGE])
    post = actions.answer_in_post(chosen, by=request.user, post=draft_of(request))
    if post is None:
        return redirect(reverse("desk_questions") + "?n=choose")
    return redirect("desk_answer", pk=post.pk)


def draft_of(request: AccountRequest) -> Post | None:
    """The answer it goes into, if one of the author's own was chosen. Raises Http404 for others."""
    wanted = request.POST.get("post", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
        return None
    return get_object_or_404(Post.objects.editable_by(request.user), pk=int(wanted))


@require_safe
@therapists_only
def question(request: AccountRequest, pk: str) -> HttpResponse:
    """One question, and everything that can be done with it."""
    return show(request, waiting(request, pk), DeclineForm())


def show(request: AccountRequest, row: Question, form: DeclineForm, status: int = 200) -> HttpResponse:
    """The page of one question."""
    data = {
        "q": queries.shown(row),
        "form": describe(form),
        "someone": KINDLY[Reason.NEEDS_SOMEONE],
        "drafts": queries.unfinished(request.user),
    }
    return page(request, "questions/desk_one.html", data, title="A question", zone=ZONE, status=status)


@require_POST
@therapists_only
def decline(request: AccountRequest, pk: str) -> HttpResponse:
    """Not answered, for one of the known reasons."""
    row = waiting(request, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return show(request, row, form, status=422)
    actions.decline(row, reason=form.cleaned_data["reason"], by=request.user)
    return redirect(reverse("desk_questions") + "?n=saved")


@require_POST
@therapists_only
def pass_on(request: AccountRequest, pk: str) -> HttpResponse:
    """The safety team reads it."""
    actions.pass_on(get_object_or_404(Question.objects.put_to(request.user), pk=pk), by=request.user)
    return redirect(reverse("desk_questions") + "?n=passed-on")


@require_POST
@therapists_only
def put_back(request: AccountRequest, pk: str) -> HttpResponse:
    """Not in that post after all."""
    row = get_object_or_404(Question.objects.put_to(request.user), pk=pk)
    actions.put_back(row, by=request.user)
    return redirect(reverse("desk_questions") + "?n=saved")


@require_safe
@therapists_only
def answered(request: AccountRequest, pk: int) -> HttpResponse:
    """A post beside the questions it answers."""
    data = queries.answer_page(own_post(request, pk), request.user)
    return page(request, "questions/desk_answer.html", data, title="An answer", zone=ZONE)


@require_POST
@therapists_only
def take_out(request: AccountRequest, pk: int) -> HttpResponse:
    """Take quotes out of the draft that nobody said yes to."""
    actions.take_quotes_out(own_post(request, pk))
    return redirect(reverse("desk_answer", args=[pk]) + "?n=saved")


def own_page(request: AccountRequest) -> Therapist:
    """The signed-in professional's page; 404 for everyone else."""
    return get_object_or_404(Therapist.objects.owned_by(request.user))


def own_post(request: AccountRequest, pk: int) -> Post:
    """The professional's own post; 404 for everyone else."""
    return get_object_or_404(Post.objects.editable_by(request.user).select_related("therapist__account"), pk=pk)


def waiting(request: AccountRequest, pk: str) -> Question:
    """A question that waits for this professional. Raises Http404 for every other one."""
    return get_object_or_404(Question.objects.waiting_for(request.user), pk=pk)
