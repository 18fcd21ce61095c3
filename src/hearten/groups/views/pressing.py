"""What one press does about somebody's words: say one of three things, fold them away, stop reading who wrote."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from hearten.accounts import wall
from hearten.accounts.http import AccountRequest
from hearten.groups.actions import talking as actions
from hearten.groups.models import AnyWords, Reply
from hearten.groups.moderated import page_of
from hearten.groups.queries import FELT
from hearten.groups.reader import Reader, reader_of
from hearten.groups.views.talking import seen_words

Press = Callable[[Reader, AnyWords], str]


@require_POST
def words_press(request: AccountRequest, pk: str, kind: str) -> HttpResponse:
    """Do what the pressed button says; its value is the id of the words. Raises Http404 for anything else.

    One form holds all words of a kind on a page: a form for each, with its token, was a third of a long talk.
    """
    reader = reader_of(request.user, pk)
    for name, press in PRESSES.items():
        if name in request.POST:
            return redirect(press(reader, seen_words(reader, kind, request.POST[name])))
    raise Http404


def saying(word: str) -> Press:
    """Say one of three things without words of one's own."""

    def say(reader: Reader, row: AnyWords) -> str:
        actions.feel(row, word, by=reader)
        return f"{page_of(row)}?n=told#w-{row.pk}"

    return say


def put_away(reader: Reader, row: AnyWords) -> str:
    """Fold an answer that gave advice where only an ear was asked for (R64)."""
    if not isinstance(row, Reply) or not actions.put_away(row, by=reader):
        raise Http404
    return f"{page_of(row)}?n=saved#answers"


def unread(reader: Reader, row: AnyWords) -> str:
    """Not read whoever wrote these words any more, under any name, anywhere (I6)."""
    done = wall.block(reader.account, str(row.persona_id))
    return f"{reverse('group', args=[reader.group.pk])}?n={'unread' if done else 'blocked-enough'}"


#: What a button is called in the form, and what it does.
PRESSES: dict[str, Press] = {**{word: saying(word) for word in FELT}, "put_away": put_away, "unread": unread}
