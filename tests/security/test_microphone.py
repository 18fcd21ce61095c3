"""Only a page with a recorder may ask for the microphone; no page may ask for anything else of a device."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import override_settings

from hearten.blog import markdown
from hearten.ui.permissions import HEADER, NEVER, NOTHING, RECORDING, asks_for
from hearten.ui.prose import render_comment
from tests.cast import Cast
from tests.groups.circle import begun, joined, open_group
from tests.groups.conftest import host_ready
from tests.security.routes import Answer, browser

__all__ = ["host_ready"]


def test_a_page_may_ask_for_the_microphone_when_it_has_a_recorder_and_only_then(walked: list[Answer]) -> None:
    may = {str(answer) for answer in walked if answer.headers.get(HEADER) == RECORDING}
    assert may == {str(answer) for answer in walked if b"data-voice" in answer.body}


def test_a_group_asks_only_while_it_has_voice_notes_and_only_where_one_can_be_sent(
    cast: Cast, host_ready: None
) -> None:
    silent, aloud = open_group(cast), open_group(cast, voice=True)
    joined(silent, cast.ben)
    talk = begun(joined(aloud, cast.ben))
    page = browser(cast.ben)
    paths = [f"/groups/{silent.pk}/write/", f"/groups/{aloud.pk}/write/", f"/groups/{aloud.pk}/t/{talk.pk}/"]
    paths += [f"/groups/{aloud.pk}/", f"/groups/{aloud.pk}/thread/{talk.pk}/change/"]
    asks = [page.get(path)[HEADER] == RECORDING for path in paths]
    assert asks == [False, True, True, False, False]
    assert page.post(f"/groups/{aloud.pk}/write/", {"body": ""})[HEADER] == RECORDING
    assert browser(cast.hugo).get(paths[1])[HEADER] == NOTHING


def test_a_recorder_opens_the_microphone_for_our_own_pages_and_nothing_else() -> None:
    opened = asks_for("<form><h-voice data-shift=…></h-voice></form>")
    assert set(opened.split(", ")) ^ set(NOTHING.split(", ")) == {"microphone=()", "microphone=(self)"}
    assert all(f"{name}=()" in opened for name in NEVER)


@pytest.mark.parametrize("clean", [render_comment, lambda words: markdown.render(words, {})])
def test_nobody_s_words_open_the_microphone(clean: Callable[[str], str]) -> None:
    words = str(clean("<h-voice data-shift='/x.js'><b>data-voice</b></h-voice>\n\n&lt;h-voice&gt; `<h-voice>`"))
    assert "voice" in words
    assert asks_for(words) == NOTHING


@override_settings(DEBUG=True)
def test_the_kit_shows_a_recorder_that_works(cast: Cast) -> None:
    answer = browser(cast.ben).get("/kit/")
    assert b"data-voice" in answer.content
    assert answer[HEADER] == RECORDING


def test_a_recorder_needs_no_wider_content_policy(cast: Cast) -> None:
    """What was recorded is heard from its bytes, so no page may load sound that the browser gave an address."""
    policy = browser(cast.ben).get("/learn/")["Content-Security-Policy"]
    assert "blob:" not in policy
    assert "data:" not in policy
    assert "script-src 'self';" in policy
