"""The clinical editors' pages: what readers ask about, and the decision with its reason (R80)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.blog import editing
from hearten.blog.actions import sourcing as actions
from hearten.blog.models import SourceAsk
from hearten.blog.sourcing_forms import NOT_THERE, VerdictForm
from hearten.moderation.actions import CannotDecide
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page


@needs_role(Role.CLINICAL_EDITOR, Role.HOST_ADMIN)
@require_safe
def queue(request: AccountRequest) -> HttpResponse:
    """What waits. The host's admin sees that, too, and what is overdue; only an editor decides."""
    data = editing.queue(request.user)
    return page(request, "blog/editing/queue.html", data, title="Editing", zone="host")


@needs_role(Role.CLINICAL_EDITOR)
@require_http_methods(["GET", "POST"])
def source_ask(request: AccountRequest, pk: int) -> HttpResponse:
    """One question. 404 for one's own piece and for what is decided."""
    waiting = SourceAsk.objects.decidable_by(request.user).select_related("edition", "post__therapist")
    ask = get_object_or_404(waiting, pk=pk)
    form = VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_source(ask, form.verdict(), by=request.user)
        except CannotDecide as refused:
            form.add_error(None, str(refused))
        except actions.NotInThePiece:
            form.add_error("passage", NOT_THERE)
        else:
            return redirect(f"{reverse('editing')}?n=saved")
    data = {**editing.case(ask), "form": describe(form)}
    status = 422 if form.errors else 200
    return page(request, "blog/editing/ask.html", data, title="Editing", zone="host", status=status)
