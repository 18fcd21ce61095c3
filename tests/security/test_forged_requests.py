"""A page of another site can make a browser send anything: it must change nothing here."""

import re

import pytest
from django.test import Client

from tests.cast import Cast
from tests.security.routes import Answer, browser, people, routes

#: Open without a token, and why: they are for readers, name nobody, count nothing, and set no cookie (R1, R99).
OPEN = {"thanks", "report"}
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
#: What looking may write, and why: a session and its device are counted in days; the shared cache holds limits.
MAY_BE_TOUCHED = {"accounts_session", "accounts_device", "cache"}


@pytest.mark.parametrize(("who", "token"), [("eve", ""), ("ana", "x" * 64), ("grace", "")])
def test_every_address_refuses_a_form_without_its_token(living: Cast, who: str, token: str) -> None:  # ASVS 3.5.1
    client = browser(people(living)[who], enforce_csrf_checks=True)
    answers = {name: client.post(path, {"csrfmiddlewaretoken": token}) for name, path, _ in routes()}
    assert {name for name, answer in answers.items() if not refused(answer)} <= OPEN
    assert len(answers) > 90


def refused(answer) -> bool:
    """Whether it did nothing: a wrong token, no right to be here, or the way to the log-in."""
    return answer.status_code in {403, 404} or answer.get("Location", "").startswith("/account/login/")


def test_what_is_open_without_a_token_sets_no_cookie_and_ignores_who_asks(living: Cast) -> None:  # ASVS 3.5.1
    client = browser(living.ben, enforce_csrf_checks=True)
    for name, path, _ in routes():
        if name in OPEN:
            answer = client.post(path, {"word": "thanks", "words": "x"})
            assert not answer.cookies, name


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost.evil.example", "http://localhost:1", "null"]
)
def test_a_right_token_from_another_site_is_refused(cast: Cast, origin: str) -> None:  # ASVS 3.5.1 3.5.2
    client = browser(cast.ben, enforce_csrf_checks=True)
    token = TOKEN.search(client.get("/account/logout/").content)
    assert token
    form = {"csrfmiddlewaretoken": token.group(1).decode()}
    assert client.post("/account/logout/", form, headers={"Origin": origin}).status_code == 403
    assert client.get("/you/").status_code == 200
    assert client.post("/account/logout/", form, headers={"Origin": "http://localhost:8000"}).status_code == 302


def test_a_token_of_somebody_else_is_refused(cast: Cast) -> None:  # ASVS 3.5.1
    hugo, ben = (browser(one, enforce_csrf_checks=True) for one in (cast.hugo, cast.ben))
    token = TOKEN.search(hugo.get("/account/logout/").content)
    ben.get("/account/logout/")
    assert token
    assert ben.post("/account/logout/", {"csrfmiddlewaretoken": token.group(1).decode()}).status_code == 403


def test_logging_in_needs_a_token_too(db: None) -> None:  # ASVS 3.5.1
    for path in ("/account/login/", "/account/signup/", "/account/recover/"):
        assert Client(enforce_csrf_checks=True).post(path, {"login": "hugo", "password": "x"}).status_code == 403


def test_looking_changes_nothing(walked: list[Answer]) -> None:  # ASVS 3.5.3
    changed = {str(answer): answer.written - MAY_BE_TOUCHED for answer in walked}
    assert {where: tables for where, tables in changed.items() if tables} == {}


def test_a_head_is_a_look_without_a_body(living: Cast) -> None:  # ASVS 3.5.3
    client = browser(living.ana)
    for _, path, _ in routes()[::6]:
        head, whole = client.head(path), client.get(path)
        assert head.status_code in {whole.status_code, 405, 412}, path  # 412: it asks for a version first
        assert not (b"" if head.streaming else head.content), path
