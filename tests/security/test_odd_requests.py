"""Requests that no browser of a reader sends: odd methods, broken encodings, too much of everything."""

import pytest
from django.urls import reverse

from hearten.accounts.models import Session
from tests.cast import Cast
from tests.security.routes import browser, routes

ODD = ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "GETS", "get"]


def test_no_address_knows_another_method(living: Cast) -> None:  # ASVS 4.1.4 13.4.4
    client = browser(living.ana, enforce_csrf_checks=True)
    for number, (_, path, _) in enumerate(routes()):
        method = ODD[number % len(ODD)]
        answer = client.generic(method, path, headers={"X-Evil": "mark-in-a-header"})
        assert answer.status_code < 500, (method, path)
        assert b"mark-in-a-header" not in (b"" if answer.streaming else answer.content), (method, path)
        if method in {"PUT", "PATCH", "DELETE"}:
            assert answer.status_code in {302, 403, 404, 405}, (method, path)


def test_tracing_repeats_nothing(cast: Cast) -> None:  # ASVS 13.4.4
    client = browser(cast.ben)
    answer = client.generic("TRACE", "/")
    assert client.cookies["s"].value.encode() not in answer.content


def test_a_method_in_a_field_or_header_is_not_obeyed(cast: Cast) -> None:  # ASVS 3.5.3 15.3.7
    client = browser(cast.ben)
    client.get("/account/logout/?_method=POST", headers={"X-HTTP-Method-Override": "POST"})
    assert client.get("/you/").status_code == 200


BODIES = [
    ("application/json", b'{"login": "ben"}'),
    ("application/json", b"[" * 100_000),
    ("text/plain", b"login=ben"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"login=%2BAGIAZQBu-"),
    ("application/x-www-form-urlencoded; charset=nonsense", b"login=ben"),
    ("application/x-www-form-urlencoded", b"login=%ff%fe%00&login=&=&&&;"),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(3000))),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=login\r\n\r\nhalf"),
    ("multipart/form-data; boundary=" + "x" * 300, b"--x--"),
    ("multipart/form-data; boundary=\xff", b"--x--"),
    ("application/xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
    ("", b"login=ben"),
]


@pytest.mark.parametrize(("kind", "body"), BODIES)
@pytest.mark.parametrize("path", ["/account/login/", "/account/signup/", "/account/recover/"])
def test_a_body_of_any_kind_is_an_error_of_the_sender(
    db: None, path: str, kind: str, body: bytes
) -> None:  # ASVS 1.5.1 2.2.2
    answer = browser(None).generic("POST", path, body, content_type=kind)
    assert 400 <= answer.status_code < 500
    assert b"root:" not in answer.content


def test_too_much_is_refused_before_it_is_read(cast: Cast) -> None:  # ASVS 5.2.1 2.4.1
    client = browser(cast.ben)
    assert client.post("/account/passphrase/", {"password": "x" * 4_000_000}).status_code in {302, 400, 413}
    assert browser(None).post("/account/login/", {"login": "x" * 4_000_000}).status_code == 400


@pytest.mark.parametrize(
    "cookie", ["", "\x00", "a" * 4000, "../../etc/passwd", "é", "s=s; s=t", "'; DROP TABLE x;--"]
)
def test_a_made_up_session_is_nobodys(db: None, cookie: str) -> None:  # ASVS 7.2.1
    client = browser(None)
    client.cookies["s"] = cookie
    client.cookies["c"] = cookie
    answer = client.get("/you/")
    assert answer.status_code == 302
    assert client.get("/").status_code == 200
    assert not Session.objects.exists()


def test_parameters_that_come_twice_count_once(cast: Cast) -> None:  # ASVS 15.3.7
    answer = browser(None).post(
        "/account/login/?login=ben&next=//evil.example", {"login": ["ana", "x"], "next": "/"}
    )
    assert answer.status_code == 422
    assert b"evil.example" not in answer.content
    search = browser(None).get(f"{reverse('search')}?q=one&q=two&q[]=three&q[a]=four")
    assert search.status_code == 200
