"""The inside of a group: its talks, one talk, writing, changing, taking back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest
from hearten.groups.actions import talking as actions
from hearten.groups.actions.voices import note_of
from hearten.groups.forms import AnswerForm, EntryForm, ThreadForm, WordsForm
from hearten.groups.models import AnyWords, Entry, Line, Reply, Thread, WordsState
from hearten.groups.moderated import group_of, page_of
from hearten.groups.queries import WordsView, talk, talks, whole_talk
from hearten.groups.reader import Reader, reader_of
from hearten.groups.views.frame import around, inside, listen, panel_for
from hearten.media.probe import Refused
from hearten.media.voice import heard
from hearten.moderation.crisis import panel
from hearten.moderation.remarks import looked
from hearten.moderation.returned import as_typed, beside, in_the_way, posted, reworded
from hearten.moderation.review import NeedsChanges
from hearten.ui.forms import describe
from hearten.ui.words import fingerprint

Keep = Callable[[WordsForm], actions.Said]
CHANGED = "These words were changed in another window, or are not shown any more. Compare, then send again."
AGREE = "Please read what we agree on here, and tick the box. Your words are kept below."


@require_safe
def group(request: AccountRequest, pk: str) -> HttpResponse:
    """The talks, the one with the newest words first. Every list ends (I37)."""
    reader = reader_of(request.user, pk)
    part = talks(reader, before=request.GET.get("before", ""))
    data = {
        **around(reader),
        "talks": part.rows,
        "older": f"{reverse('group', args=[pk])}?before={part.more}" if part.more else "",
        "stream": listen(request, reader, reader.group.topic),
    }
    return inside(request, "groups/group.html", data, fragment="groups/_talks.html")


@require_http_methods(["GET", "HEAD", "POST"])
def thread_new(request: AccountRequest, pk: str) -> HttpResponse:
    """Begin a talk, with three ways to start for a first one (R68)."""
    reader = reader_of(request.user, pk)
    notes = list(reader.group.content_notes)
    if request.method != "POST":
        return show_form(request, reader, ThreadForm(notes=notes))
    form = ThreadForm(posted(request), request.FILES, meta=request.META, notes=notes)

    def keep(form: WordsForm) -> actions.Said:
        return actions.begin(reader, form.typed())

    return kept(request, reader, form, keep)


@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: AccountRequest, pk: str, thread: str) -> HttpResponse:
    """One talk with its answers, and the place to answer."""
    reader = reader_of(request.user, pk)
    if request.method != "POST":
        return show_talk(request, reader, thread)
    first = talk(reader, thread)
    if first is None:
        raise Http404
    row = Thread.objects.visible_to(request.user, keeps=reader.keeps).get(pk=thread)

    def keep(form: WordsForm) -> actions.Said:
        return actions.answer(reader, row, form.typed())

    return kept(request, reader, AnswerForm(posted(request), request.FILES, meta=request.META), keep, first=first)


def show_talk(request: AccountRequest, reader: Reader, pk: str) -> HttpResponse:
    """The page, or its answers alone for a page that listens."""
    whole = whole_talk(reader, pk, after=request.GET.get("after", ""))
    if whole is None:
        raise Http404
    first, part = whole
    here = reverse("thread", args=[reader.group.pk, first.id])
    data = {
        **around(reader),
        "first": first,
        "answers": part.rows,
        "later": f"{here}?after={part.more}#answers" if part.more else "",
        "here": here,
        "form": describe(AnswerForm()),
        "changing": None,
        **beside(AnswerForm()),
        "remarks": [],
        "masks": [],
        "stream": listen(request, reader, first.topic),
    }
    return inside(request, "groups/thread.html", data, fragment="groups/_answers.html")


def kept(
    request: AccountRequest, reader: Reader, form: WordsForm, keep: Keep, *, first: WordsView | None = None
) -> HttpResponse:
    """Keep the words, or give them back with what is in the way."""
    if "back" in request.POST:
        return show_form(request, reader, as_typed(form), first=first)
    if not form.is_valid():
        return show_form(request, reader, form, first=first, status=422)
    if "apply" in request.POST:
        return show_form(request, reader, reworded(form, request.POST["apply"]), first=first)
    try:
        said = keep(form)
    except NeedsChanges as held:
        return show_form(request, reader, first=first, **in_the_way(form, held), status=422)
    except Refused as refused:
        form.add_error("voice", refused.message)
        return show_form(request, reader, form, first=first, status=refused.status)
    except tuple(STANDS_IN_THE_WAY) as refused:
        status, says = STANDS_IN_THE_WAY[type(refused)]
        return show_form(request, reader, form, first=first, says=says or str(refused), status=status)
    return help_now(request, reader, said) if said.needs_person else there(said)


#: What stops words from being kept, with the status and, where the reason doesn't bring its own, the words.
STANDS_IN_THE_WAY: dict[type[Exception], tuple[int, str]] = {
    actions.NotHere: (403, ""),
    actions.NotYet: (429, ""),
    actions.NotAgreed: (409, AGREE),
    actions.Changed: (409, CHANGED),
}


def there(said: actions.Said) -> HttpResponse:
    """Back to the talk, at the new words."""
    notice = "?n=heard-first" if said.aloud else "?n=read-first" if said.waits else ""
    return redirect(f"{page_of(said.words)}{notice}#w-{said.words.pk}")


def help_now(request: AccountRequest, reader: Reader, said: actions.Said) -> HttpResponse:
    """Help, at once, in the answer itself; the words are kept and nothing is held against anybody (R95, I12)."""
    data = {
        **around(reader),
        "crisis": panel(),
        "words": said.words.html,
        "waits": said.waits,
        "aloud": said.aloud,
        "lost": said.lost,
        "href": f"{page_of(said.words)}#w-{said.words.pk}",
    }
    return inside(request, "groups/help_now.html", data)


def show_form(
    request: AccountRequest,
    reader: Reader,
    form: WordsForm,
    *,
    first: WordsView | None = None,
    words: AnyWords | None = None,
    found: list[dict[str, Any]] | None = None,
    masks: list[dict[str, str]] | None = None,
    says: str = "",
    status: int = 200,
) -> HttpResponse:
    """The words as they were typed, with what is in the way; and help beside them when they ask for it."""
    if says:
        form.add_error(None, says)
    data = {
        **around(reader),
        "first": first,
        "action": request.path,
        "changing": change_of(words),
        "now": words.body if words and status == 409 else "",
        "form": describe(form),
        **beside(form),
        "remarks": found or [],
        "masks": masks or [],
        "directs": any(row["rule"].startswith("directive.") for row in found or []),
        "crisis": panel_for(request),
        "again": "voice" in request.FILES or getattr(form, "too_large", False),
    }
    return inside(request, "groups/write.html", data, status=status)


def change_of(words: AnyWords | None) -> dict[str, Any] | None:
    """Where a change of one's own words goes."""
    if words is None:
        return None
    here = [group_of(words).pk, actions.kind_of(words), words.pk]
    voice = heard(note_of(words) or "")
    return {"back": page_of(words), "remove": reverse("words_take_back", args=here), "voice": voice}


@require_http_methods(["GET", "HEAD", "POST"])
def words_change(request: AccountRequest, pk: str, kind: str, words: str) -> HttpResponse:
    """Change one's own words; they are read again."""
    reader = reader_of(request.user, pk)
    row = own_words(reader, kind, words)
    if request.method != "POST":
        return show_form(request, reader, form_for(row, reader), words=row)
    form = form_for(row, reader, posted(request))
    if "back" in request.POST:
        return show_form(request, reader, as_typed(form), words=row)
    if not form.is_valid():
        return show_form(request, reader, form, words=row, status=422)
    try:
        said = actions.rewrite(reader, row, form.typed(), seen=form.cleaned_data["seen"])
    except NeedsChanges as held:
        return show_form(request, reader, words=row, **in_the_way(form, held), status=422)
    except tuple(STANDS_IN_THE_WAY) as refused:
        status, says = STANDS_IN_THE_WAY[type(refused)]
        return show_form(request, reader, form, words=row, says=says or str(refused), status=status)
    return help_now(request, reader, said) if said.needs_person else there(said)


def form_for(row: AnyWords, reader: Reader, data: Any = None) -> WordsForm:
    """The form that fits these words."""
    began = {"body": row.body, "seen": fingerprint(row.body)}
    if isinstance(row, Reply | Line):
        return WordsForm(data, initial=began)
    began.update(title=row.title)
    if isinstance(row, Entry):
        return EntryForm(data, initial=began)
    return ThreadForm(data, initial=began, notes=[])


def own_words(reader: Reader, kind: str, pk: str) -> AnyWords:
    """The viewer's own words in this group. Raises Http404 for everybody else's (I3)."""
    return seen_words(reader, kind, pk, own=True)


def seen_words(reader: Reader, kind: str, pk: str, *, own: bool = False) -> AnyWords:
    """Words the viewer can see in this group. Raises Http404."""
    who, keeps = reader.account, reader.keeps
    found: AnyWords | None = None
    if kind == "thread":
        threads = Thread.objects.visible_to(who, keeps=keeps).select_related("group", "persona")
        found = threads.filter(pk=pk, group=reader.group).first()
    elif kind == "reply":
        replies = Reply.objects.visible_to(who, keeps=keeps).select_related("thread__group", "persona")
        found = replies.filter(pk=pk, thread__group=reader.group).first()
    elif kind == "entry":
        entries = Entry.objects.visible_to(who, keeps=keeps).select_related("group", "persona")
        found = entries.filter(pk=pk, group=reader.group).first()
    elif kind == "line":
        lines = Line.objects.visible_to(who, keeps=keeps).select_related("meeting__group", "persona")
        found = lines.filter(pk=pk, meeting__group=reader.group).first()
    if found is None or found.state == WordsState.DELETED:
        raise Http404
    if own and (found.persona_id != reader.persona_id or found.state in actions.SETTLED):
        raise Http404
    return found


@require_POST
def words_take_back(request: AccountRequest, pk: str, kind: str, words: str) -> HttpResponse:
    """Take one's own words back, at once."""
    reader = reader_of(request.user, pk)
    row = own_words(reader, kind, words)
    actions.take_back(row)
    return redirect(f"{page_of(row) if kind in {'entry', 'line'} else reverse('group', args=[pk])}?n=removed")


@require_POST
def words_check(request: AccountRequest, pk: str) -> HttpResponse:
    """What the Guard says of words that are being typed, as a fragment; nothing is kept, nobody is told (I14)."""
    reader_of(request.user, pk)
    typed = [request.POST.get(name, "") for name in ("title", "body")]
    return looked(request, "\n\n".join(part for part in typed if part), "post")
