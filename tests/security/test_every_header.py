"""What every answer carries, whatever was asked: how browsers may read it, frame it and keep it."""

from collections.abc import Mapping

import pytest
from django.test import override_settings

from hearten.ui.permissions import HEADER, NEVER
from tests.cast import Cast
from tests.security.routes import Answer, browser

#: Answers that no route gives: errors, redirects, files, probes.
BESIDE_ROUTES = ["/nothing/here/", "/@nobody/", "/healthz", "/readyz", "/static/nothing.css", "/account", "/sw.js"]
#: Only in the frame of a page that somebody signed in gets.
SIGNED_IN = b"/account/logout/"
#: What a podcast player on another site reads: published words, the same for everyone (Podcasting 2.0).
FOR_PLAYERS = {"episode_captions", "episode_chapters"}


def policy(headers: Mapping[str, str]) -> dict[str, str]:
    """The content security policy by directive."""
    parts = [part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";")]
    return {part[0]: part[1] if len(part) > 1 else "" for part in parts}


def refused(headers: Mapping[str, str]) -> list[str]:
    """What of a device a page can't ask for."""
    parts = [part.strip().partition("=") for part in headers.get(HEADER, "").split(",")]
    return [name for name, _, allowed in parts if allowed == "()"]


def unlocked(headers: Mapping[str, str]) -> list[str]:
    """Which locks are missing: nothing may run that is not ours, nobody may frame it, no browser may guess."""
    rules = policy(headers) if "Content-Security-Policy" in headers else {}
    wrong = [] if headers.get("X-Content-Type-Options") == "nosniff" else ["nosniff"]
    wrong += [] if rules.get("default-src") == "'none'" else ["default-src"]
    if not headers.get("Content-Type", "").startswith("text/html"):
        return wrong
    wrong += [name for name in ("frame-ancestors", "base-uri", "object-src") if rules.get(name) != "'none'"]
    wrong += [name for name in ("form-action", "script-src", "style-src") if rules.get(name) != "'self'"]
    wrong += [] if set(refused(headers)) >= {*NEVER, "microphone"} else ["Permissions-Policy"]
    wrong += [] if headers.get("Referrer-Policy") in {"same-origin", "no-referrer"} else ["Referrer-Policy"]
    wanted = {"X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin"}
    return wrong + [name for name, value in wanted.items() if headers.get(name) != value]


def test_every_page_locks_the_browser(walked: list[Answer]) -> None:  # ASVS 3.4.3 3.4.4 3.4.5 3.4.6 3.4.8
    assert len(walked) > 450
    assert {str(answer): unlocked(answer.headers) for answer in walked if unlocked(answer.headers)} == {}


def test_what_no_route_answers_is_locked_too(cast: Cast) -> None:  # ASVS 3.4.3 3.4.4 16.5.1
    answers = {path: unlocked(browser(cast.ben).get(path).headers) for path in BESIDE_ROUTES}
    assert {path: wrong for path, wrong in answers.items() if wrong} == {}


def test_a_refusal_a_bad_host_and_a_failure_are_locked_and_tell_nothing(
    cast: Cast, monkeypatch
) -> None:  # ASVS 3.4.3 16.5.1 16.5.3
    forged = browser(cast.ben, enforce_csrf_checks=True).post("/account/logout/")
    stranger = browser(None).get("/search/", headers={"Host": "evil.example"})
    monkeypatch.setattr("hearten.home.views.search", None)
    broken = browser(None).get("/search/", {"q": "sleep"})
    assert [forged.status_code, stranger.status_code, broken.status_code] == [403, 400, 500]
    for answer in (forged, stranger, broken):
        assert unlocked(answer.headers) == []
        assert not [word for word in (b"Traceback", b"NoneType", b"evil.example") if word in answer.content]


@override_settings(MAINTENANCE=True)
@pytest.mark.parametrize(("path", "status"), [("/search/", 503), ("/crisis/", 200)])
def test_the_pages_during_maintenance_are_locked(db: None, path: str, status: int) -> None:  # ASVS 3.4.3 3.4.6
    answer = browser(None).get(path)
    assert answer.status_code == status
    assert unlocked(answer.headers) == []


def test_every_answer_says_what_it_is(walked: list[Answer]) -> None:  # ASVS 4.1.1
    kinds = {answer.path: answer.headers.get("Content-Type", "") for answer in walked}
    texts = {path: kind for path, kind in kinds.items() if kind.startswith("text/") or "xml" in kind}
    unsaid = {path: kind for path, kind in texts.items() if "charset=utf-8" not in kind.lower()}
    assert {path: kind for path, kind in unsaid.items() if kind != "image/svg+xml"} == {}


def test_nothing_for_somebody_signed_in_is_kept_by_any_cache(walked: list[Answer]) -> None:  # ASVS 14.2.2 14.3.2
    theirs = [answer for answer in walked if SIGNED_IN in answer.body]
    assert len(theirs) > 100
    assert [str(answer) for answer in theirs if "no-store" not in answer.headers.get("Cache-Control", "")] == []


def test_no_other_site_may_read_an_answer(walked: list[Answer]) -> None:  # ASVS 3.4.2 3.5.2
    found = [answer for answer in walked if "Access-Control-Allow-Origin" in answer.headers]
    assert [str(answer) for answer in found if answer.route not in FOR_PLAYERS] == []


def test_what_players_elsewhere_may_read_is_the_same_for_everybody(walked: list[Answer]) -> None:  # ASVS 3.4.2
    found = [answer for answer in walked if answer.route in FOR_PLAYERS and answer.status == 200]
    assert "episode_captions" in {answer.route for answer in found}
    assert [str(answer) for answer in found if "Access-Control-Allow-Credentials" in answer.headers] == []
    assert len({(answer.path, answer.body) for answer in found}) == len({answer.path for answer in found})


def test_no_answer_names_the_software_behind_it(walked: list[Answer]) -> None:  # ASVS 13.4.6
    assert [str(answer) for answer in walked if {"Server", "X-Powered-By"} & set(answer.headers)] == []


@pytest.mark.parametrize("lock", ["Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", HEADER])
def test_a_planted_gap_is_seen(walked: list[Answer], lock: str) -> None:
    page = next(answer for answer in walked if answer.headers["Content-Type"].startswith("text/html"))
    assert unlocked({name: value for name, value in page.headers.items() if name != lock})
