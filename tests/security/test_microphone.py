"""Only a page with a recorder may ask for the microphone; no page may ask for anything else of a device."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import override_settings

from hearten.ui.permissions import HEADER, NEVER, NOTHING, RECORDING, may_record
from tests.cast import Cast
from tests.security.routes import Answer, browser


def test_a_page_may_ask_for_the_microphone_when_it_has_a_recorder_and_only_then(walked: list[Answer]) -> None:
    may = {str(answer) for answer in walked if answer.headers.get(HEADER) == RECORDING}
    assert may == {str(answer) for answer in walked if b"data-voice" in answer.body}


def test_a_recorder_opens_the_microphone_for_our_own_pages_and_nothing_else() -> None:
    answer = may_record(HttpResponse())
    changed = set(answer[HEADER].split(", ")) ^ set(NOTHING.split(", "))
    assert changed == {"microphone=()", "microphone=(self)"}
    assert all(f"{name}=()" in answer[HEADER] for name in NEVER)


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
