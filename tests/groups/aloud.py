"""Short ways to tell something aloud in a group, for tests."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.test import Client

from hearten.groups.models import Reply, SupportGroup, Thread
from hearten.groups.reader import Reader
from tests.groups.circle import answered, begun
from tests.media.spoken import sent, worker

#: What stands under a voice note; nothing that brings somebody from the safety team.
SHORT = "I tell you about my walk this morning."


def told(reader: Reader, data: bytes | None = None, *, ready: bool = True, **typed: Any) -> Thread:
    """A talk that begins with a voice note, after the worker came."""
    words = begun(reader, SHORT, voice=sent(data), **typed)
    if ready:
        worker()
    return Thread.objects.select_related("group", "persona", "voice").get(pk=words.pk)


def told_back(reader: Reader, thread: Thread, data: bytes | None = None, *, ready: bool = True) -> Reply:
    """An answer with one."""
    words = answered(reader, thread, SHORT, voice=sent(data))
    if ready:
        worker()
    return Reply.objects.select_related("thread__group", "persona", "voice").get(pk=words.pk)


def heard_at(page: str) -> list[str]:
    """The addresses of the voice notes on a page."""
    return [unescape(part.partition('"')[0]) for part in page.split('preload="none" src="')[1:]]


def page_of(browser: Client, group: SupportGroup, thread: Thread) -> str:
    """The page of a talk, as text; "" where there is none."""
    answer = browser.get(f"/groups/{group.pk}/t/{thread.pk}/")
    return answer.content.decode() if answer.status_code == 200 else ""


def play(browser: Client, address: str) -> int:
    """The status of a voice note's address, on the host that serves uploads."""
    host, _, path = address.removeprefix("http://").partition("/")
    return browser.get(f"/{path}", headers={"host": host}).status_code
