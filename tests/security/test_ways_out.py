"""Nobody can be sent elsewhere, and nothing typed ends up in a header or as a file name."""

import re
from urllib.parse import quote, urlsplit

import pytest
from django.test import Client

from tests.accounts.hands import SECRET, member
from tests.cast import Cast
from tests.security.routes import EVIL, ONWARD, Answer, browser, routes, undone

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/\t/evil.example",
    "\t//evil.example",
    "//evil.example%2f@localhost",
    "https://localhost:8000@evil.example/",
    "http://localhost:8000.evil.example/",
    "/x\r\nSet-Cookie: s=evil",
    "//\x00evil.example",
    "/\u2028/evil.example",
]
NAMES = ("next", "url", "to", "back", "return", "redirect", "continue", "path")


def stays(location: str) -> bool:
    """Whether a browser that follows this stays on the host."""
    read = urlsplit(location.replace("\\", "/").strip())
    return not read.scheme and not read.netloc and "\r" not in location and "\n" not in location


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_logging_in_never_leads_elsewhere(db: None, settings, wanted: str) -> None:  # ASVS 3.7.2 1.2.2
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick: it is not the point here
    member("harbour")
    form = {"login": "harbour", "password": SECRET}
    by_form = Client().post("/account/login/", {**form, "next": wanted})
    by_query = Client().post(f"/account/login/?next={quote(wanted)}", form)
    assert [by_form.status_code, by_query.status_code] == [302, 302]
    assert stays(by_form["Location"]), by_form["Location"]
    assert stays(by_query["Location"]), by_query["Location"]


def test_no_address_sends_on_to_where_its_query_says(walked: list[Answer], settings) -> None:  # ASVS 3.7.2
    ways = {str(answer): answer.headers["Location"] for answer in walked if "Location" in answer.headers}
    assert len(ways) > 50
    assert {way for way in ways.values() if not stays(way)} <= {settings.LEAVE_URL}


def test_no_form_sends_on_to_where_its_query_says(living: Cast) -> None:  # ASVS 3.7.2
    client = browser(living.ben)
    for _, path, _ in routes():
        with undone():
            answer = client.post(path, query_params=dict.fromkeys(ONWARD, f"//{EVIL}/"))
        assert stays(answer.get("Location", "")), path


def test_no_page_refreshes_itself_to_elsewhere(walked: list[Answer]) -> None:  # ASVS 3.7.2
    ways = re.compile(rb"""(?:href|action|src)=["']?(?:https?:)?//evil|http-equiv=["']?refresh""")
    assert [
        str(answer) for answer in walked if "Refresh" in answer.headers or ways.search(answer.body.lower())
    ] == []


UP = ["../", "..%2f", "..%5c", "%2e%2e/", "....//", "/etc/passwd", "%00", "..;/", "%c0%ae%c0%ae/", "file:///"]


@pytest.mark.parametrize("up", UP)
@pytest.mark.parametrize("place", ["/media/", "/static/", "/avatar/", "/@", "/topics/", "/sw.js/"])
def test_no_path_climbs_out_of_its_folder(db: None, place: str, up: str) -> None:  # ASVS 5.3.2 13.4.1 13.4.3
    for wanted in ("etc/passwd", ".git/config", "hearten.sqlite3", "secret-key", "settings.py", ""):
        answer = browser(None).get(f"{place}{up * 4}{wanted}")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code in {301, 302, 400, 404}, (place, up, wanted)
        assert b"root:" not in body
        assert b"SQLite format" not in body
        assert b"[core]" not in body


@pytest.mark.parametrize(
    "path", ["/.git/config", "/.env", "/static/", "/media/", "/manage.py", "/var/hearten.sqlite3"]
)
def test_nothing_beside_the_product_is_served(db: None, path: str) -> None:  # ASVS 13.4.1 13.4.3 13.4.5
    assert browser(None).get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/metrics", "/debug/", "/admin/", "/api/", "/docs/", "/__debug__/", "/accounts/login/"]
)
def test_no_back_room_is_open(db: None, path: str) -> None:  # ASVS 13.4.5 15.2.3
    assert browser(None).get(path).status_code == 404
