"""Answering under a post, and changing or taking back one's own words."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hearten.accounts.carrying import Kept, not_sent
from hearten.accounts.http import AccountRequest, viewer
from hearten.accounts.models import Account
from hearten.blog.actions import comments as actions
from hearten.blog.answering import NEEDS_SOMEONE, AnswerBox, load_of, state_of, writes_as
from hearten.blog.comment_forms import CommentForm
from hearten.blog.models import Comment, Post
from hearten.blog.models.comment import CommentState
from hearten.blog.views.public import public_post
from hearten.directory.models import Therapist
from hearten.moderation.crisis import panel
from hearten.moderation.handoffs import letter_about
from hearten.moderation.remarks import glance, looked
from hearten.moderation.returned import as_typed, beside, decided, in_the_way, posted, reworded
from hearten.moderation.review import GuardUnavailable, NeedsChanges
from hearten.ui.forms import describe
from hearten.ui.prose import render_comment
from hearten.ui.shortcuts import page
from hearten.ui.words import fingerprint

REFUSALS = {
    "not_here": "Comments are not open on this host yet.",
    "closed": "Comments on this page are closed.",
    "signed_out": "You are logged out, so nothing was sent. Your words are kept below.",
}
UNREAD = "The check could not read your words just now, so they were not sent. Please try again in a minute."
ENOUGH = "You have written a lot today. Your words are kept below; from tomorrow you can send them."
CHANGED = "These words were changed in another window, or are not shown any more. Compare, then send again."

#: What is said, and with which status, when an action refuses; "" where the refusal itself says it.
IN_THE_WAY: dict[type[Exception], tuple[str, int]] = {
    actions.Closed: (REFUSALS["closed"], 403),
    actions.NotNow: ("", 403),
    actions.Enough: (ENOUGH, 429),
    actions.Changed: (CHANGED, 409),
}


@login_not_required  # so that the words of somebody who was logged out meanwhile come back to them
@require_POST
def add(request: HttpRequest, handle: str, slug: str) -> HttpResponse:
    """Post a comment or an answer to one."""
    post = public_post(handle, slug)
    account = viewer(request)
    state = state_of(post, account)
    form = CommentForm(words_sent(request))
    if account is None or state != "open":
        return again(request, post, form, says=REFUSALS[state], status=403)
    return written(request, post, form, account, comment=None)


def words_sent(request: HttpRequest) -> QueryDict:
    """What was typed, or the fixed words of the one-press answer (R39)."""
    sent = posted(request)
    if "someone" in sent:
        sent["body"] = NEEDS_SOMEONE
    return sent


@login_not_required  # as above
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, handle: str, slug: str, pk: int) -> HttpResponse:
    """Change one's own words."""
    account = viewer(request)
    if account is None and request.method == "GET":
        return redirect_to_login(request.path)
    if account is None:
        form = CommentForm(request.POST)
        return again(request, public_post(handle, slug), form, says=REFUSALS["signed_out"], status=403)
    comment = own_comment(account, handle, slug, pk)
    if request.method == "GET":
        form = CommentForm(initial={"body": comment.body, "seen": fingerprint(comment.body)})
        return again(request, comment.post, form, comment=comment, status=200)
    return written(request, comment.post, CommentForm(posted(request)), account, comment=comment)


@require_POST
def check(request: AccountRequest, handle: str, slug: str) -> HttpResponse:
    """What the Guard says of words that are being typed, as a fragment; nothing is kept."""
    public_post(handle, slug)
    return looked(request, request.POST.get("body", ""), purpose_of(request.user))


def purpose_of(account: Account) -> str:
    """A professional replies in public under rules of their own (R10); everybody else speaks for themselves."""
    return "reply" if Therapist.objects.owned_by(account).exists() else "post"


@require_POST
def delete(request: AccountRequest, handle: str, slug: str, pk: int) -> HttpResponse:
    """Take one's own words back."""
    comment = own_comment(request.user, handle, slug, pk)
    actions.delete_comment(comment)
    return redirect(f"{reverse('article', args=[handle, slug])}?n=removed#comments")


def own_comment(account: Account, handle: str, slug: str, pk: int) -> Comment:
    """The viewer's own comment under this post. Raises Http404 for every other one, whoever wrote it (I3)."""
    own = Comment.objects.written_by(account).filter(post__therapist__handle=handle, post__slug=slug)
    readable = own.exclude(state__in=actions.SETTLED)
    whole = readable.select_related("post__therapist__account", "persona", "therapist__account")
    found = whole.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def written(
    request: HttpRequest, post: Post, form: CommentForm, account: Account, *, comment: Comment | None
) -> HttpResponse:
    """Keep the words, or give them back with what is in the way."""
    if "back" in request.POST:
        return again(request, post, as_typed(form), comment=comment, status=200)
    if not form.is_valid():
        return again(request, post, form, comment=comment)
    if "apply" in request.POST:
        other = reworded(form, request.POST["apply"], purpose_of(account))
        return again(request, post, other, comment=comment, status=200)
    try:
        kept = keep(post, form, account, comment)
    except NeedsChanges as held:
        why = in_the_way(form, held, member=purpose_of(account) == "post")
        return again(request, post, comment=comment, **why)
    except GuardUnavailable:
        return again(request, post, form, comment=comment, says=UNREAD, status=503)
    except tuple(IN_THE_WAY) as refused:
        says, status = IN_THE_WAY[type(refused)]
        return again(request, post, form, comment=comment, says=says or str(refused), status=status)
    return help_now(request, kept.comment) if kept.needs_person else there(kept.comment)


def keep(post: Post, form: CommentForm, account: Account, comment: Comment | None) -> actions.Posted:
    """The action behind the form."""
    words, ticked = form.cleaned_data, decided(form)
    if comment:
        return actions.edit_comment(comment, body=words["body"], seen=words["seen"], **ticked)
    return actions.add_comment(
        post,
        by=account,
        body=words["body"],
        parent=answered(post, words["parent"], account),
        name=words["name"],
        **ticked,
    )


def answered(post: Post, parent: str, account: Account) -> Comment | None:
    """The comment that is answered, when this account can see it and others can too."""
    if not (parent.isascii() and parent.isdigit()):
        return None
    return Comment.objects.visible_to(account).filter(post=post, state=CommentState.VISIBLE, pk=int(parent)).first()


def there(comment: Comment) -> HttpResponse:
    """Back to the page, at the new words, or at the line that says they wait."""
    waits = "tomorrow" if comment.rests_until else "waiting"
    notice = f"?n={waits}" if comment.state == CommentState.WAITING else ""
    here = reverse("article", args=[comment.post.therapist.handle, comment.post.slug])
    return redirect(f"{here}{notice}#comment-{comment.pk}")


def help_now(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Help, at once, in the answer itself; the words are kept and nothing is held against anybody (R95, I12)."""
    here = reverse("article", args=[comment.post.therapist.handle, comment.post.slug])
    data = {"crisis": panel(), "words": render_comment(comment.body), "href": f"{here}#comment-{comment.pk}"}
    return page(request, "blog/public/help_now.html", data, title="Thank you for writing", zone="host")


def letter_of(comment: Comment | None, account: Account | None) -> str:
    """Where the writer reads what somebody from the safety team wrote to them, or "" (R95)."""
    return letter_about(actions.subject_of(comment), account) if comment and account else ""


def again(
    request: HttpRequest,
    post: Post,
    form: CommentForm,
    *,
    comment: Comment | None = None,
    says: str = "",
    found: list[dict[str, Any]] | None = None,
    masks: list[dict[str, str]] | None = None,
    status: int = 422,
) -> HttpResponse:
    """The words as they were typed, with what is in the way; and help beside them when they ask for it."""
    if says:
        form.add_error(None, says)
    article = reverse("article", args=[post.therapist.handle, post.slug])
    data = {
        "form": describe(form),
        "answer": box(request, post, form, comment),
        "action": reverse("comment_edit", args=[post.therapist.handle, post.slug, comment.pk]) if comment else "",
        "article": article,
        "now": comment.body if comment and status == 409 else "",
        "seen": fingerprint(comment.body) if comment else "",
        **beside(form),
        "remarks": found or [],
        "masks": masks or [],
        "letter": letter_of(comment, viewer(request)),
        "crisis": glance(str(form.data.get("body", ""))) if request.method == "POST" else None,
        "kept": too_late(request, article),
    }
    signed_out = viewer(request) is None
    return page(request, "blog/public/comment.html", data, title="Your comment", status=status, form=signed_out)


def too_late(request: HttpRequest, article: str) -> Kept | None:
    """The words of somebody whose log-in had ended, to take along through the log-in; None for everybody else."""
    if viewer(request):
        return None
    parent = request.POST.get("parent", "")
    form = f"{article}?answer={parent}#answer" if parent.isascii() and parent.isdigit() else f"{article}#answer"
    back = form if request.path.endswith("/comments/") else request.path
    return not_sent(request.POST.dict(), to=request.path, back=back, words="body")


def box(request: HttpRequest, post: Post, form: CommentForm, comment: Comment | None) -> AnswerBox:
    """Under which name the words would stand."""
    account = viewer(request)
    if account is None:
        return AnswerBox("signed_out")
    parent = form.data.get("parent", "") if form.is_bound else ""
    load = load_of(post, account) if state_of(post, account) == "open" else {}
    return AnswerBox("open", parent=parent[:20], **writes_as(post, account), **load)
