"""The address that a browser says it asked is never believed: in no link, no redirect and no stored page."""

import pytest
from django.test import Client

from hearten.accounts import limits
from tests.blog.reading import published
from tests.cast import Cast
from tests.security.routes import EVIL, LIES, Answer, browser

BAD_HOSTS = [EVIL, f"localhost.{EVIL}", f"localhost:8000@{EVIL}", f"{EVIL}:8000", "local host", "a" * 5000, "ünï"]


@pytest.mark.parametrize("host", BAD_HOSTS)
def test_an_unknown_host_is_refused_without_being_repeated(db: None, host: str) -> None:  # ASVS 4.1.3
    answer = browser(None).get("/search/", headers={"Host": host})
    assert answer.status_code == 400
    assert EVIL.encode() not in answer.content


def test_no_page_repeats_a_forged_header_or_leads_where_it_says(
    walked: list[Answer],
) -> None:  # ASVS 1.2.1 3.7.2 4.1.3
    repeats = {str(answer) for answer in walked if b"61337" in answer.body or "61337" in str(answer.headers)}
    # The form for logging in carries on where somebody wanted to go, as text of this site's own address.
    marked = [answer for answer in walked if EVIL.encode() in answer.body or EVIL in str(answer.headers)]
    assert repeats == set()
    assert {
        str(answer) for answer in marked if not answer.headers.get("Location", "").startswith("/account/")
    } == set()


def test_a_page_stored_while_headers_lie_is_clean_for_the_next_reader(cast: Cast) -> None:  # ASVS 4.1.3 14.2.5
    post = published(cast.ana, slug="a-piece")
    path = f"/@ana/{post.slug}/"
    lied = Client().get(path, headers={**LIES, "HX-Request": "true", "Accept-Language": "xx"})
    after = Client().get(path)
    fresh = Client(headers={"Cookie": "s="}).get(f"{path}?")
    assert [lied.status_code, after.status_code] == [200, 200]
    assert EVIL.encode() not in lied.content + after.content
    assert after.content == fresh.content
    assert b"<html" in after.content


def test_an_address_in_a_header_is_believed_from_ones_own_proxy_only(rf, settings) -> None:  # ASVS 4.1.3 15.3.4
    def seen(forwarded: str, proxies: int) -> str:
        settings.TRUSTED_PROXIES = proxies
        return limits.address(rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": forwarded}))

    assert seen("203.0.113.9", 0) == "192.0.2.1"
    assert seen("203.0.113.9, 198.51.100.7", 1) == "198.51.100.7"
    assert seen("203.0.113.9, 198.51.100.7, 198.51.100.8", 2) == "198.51.100.7"
    assert seen("", 1) == "192.0.2.1"
    assert seen("203.0.113.9", 2) == "192.0.2.1"  # shorter than one's own row of proxies: somebody came past them
