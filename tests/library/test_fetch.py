"""Nobody outside can lead the fetcher inside, keep it waiting, or learn who asks."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearten.library.fetch import (
    BYTES,
    REDIRECTS,
    Insecure,
    Refused,
    Unreachable,
    Wire,
    fetch,
    is_public,
)
from tests.library.outside import PUBLIC, Outside, certificate, outside


@pytest.fixture
def world() -> Iterator[Outside]:
    with outside() as running:
        yield running


INSIDE = [
    "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "0.0.0.0", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::1", "2001::1", "2001:db8::1", "fec0::1", "not an address",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_never_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "8.8.8.8", "2606:4700::1111", "2a00:1450:400f:80d::200e"])
def test_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ordinary_address_inside_another_kind_is_refused(ip: object) -> None:
    assert not is_public(f"::ffff:{ip}")


@pytest.mark.parametrize("address", INSIDE[:-1])
def test_a_name_that_leads_inside_is_not_asked(world: Outside, address: str) -> None:
    world.names["evil.example"] = [address]
    with pytest.raises(Refused):
        fetch("http://evil.example/", wire=world.wire)
    assert not world.dialled


def test_one_address_inside_spoils_the_name(world: Outside) -> None:
    world.names["evil.example"] = [PUBLIC, "10.0.0.1"]
    with pytest.raises(Refused):
        fetch("http://evil.example/", wire=world.wire)
    assert not world.dialled


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://169.254.169.254/latest/meta-data/",
        "ftp://good.example/", "file:///etc/passwd", "gopher://good.example/", "javascript:alert(1)",
        "//good.example/",
        "http://good.example:22/", "http://good.example:8080/", "https://good.example:6379/", "http:///x", "http://",
        "http://user@good.example/", "http://user:pass@good.example/", "http://good.example:x/", "http://[/",
        "http://good_ex ample/", "http://a..b/", "http://-/", f"http://{'a' * 300}.example/", "",
    ],
)  # fmt: skip
def test_odd_addresses_are_refused_before_anybody_is_asked(world: Outside, url: str) -> None:
    with pytest.raises(Refused):
        fetch(url, wire=world.wire)
    assert not world.dialled


@pytest.mark.parametrize("host", ["0x7f.1", "2130706433", "0177.0.0.1", "127.1", "localhost"])
def test_disguises_of_this_machine_lead_nowhere(host: str) -> None:
    """The machine's own resolver reads these as 127.0.0.1."""
    dialled: list[str] = []
    wire = Wire(dial=lambda address, port, seconds: dialled.append(address))  # type: ignore[return-value]
    with pytest.raises((Refused, Unreachable)):
        fetch(f"http://{host}/", wire=wire)
    assert not dialled


def test_the_connection_goes_to_the_address_that_was_looked_at(world: Outside) -> None:
    """A name that answers differently the second time (DNS rebinding) gains nothing: it is asked once."""
    world.pages["/"] = (200, {}, b"hello")
    assert fetch("http://good.example/", wire=world.wire).status == 200
    assert world.looked_up == ["good.example"]
    assert world.dialled == [(PUBLIC, 80)]


class TestRedirects:
    def test_they_are_followed(self, world: Outside) -> None:
        world.pages["/a"] = (301, {"Location": "/b?c=1"}, b"")
        world.pages["/b?c=1"] = (200, {"Content-Type": "text/html"}, b"here")
        answer = fetch("http://good.example/a", wire=world.wire)
        assert (answer.status, answer.url, answer.body) == (200, "http://good.example/b?c=1", b"here")
        assert answer.content_type == "text/html"

    @pytest.mark.parametrize(
        "target",
        [
            "http://inside.example/",
            "http://127.0.0.1/",
            "http://[::1]/",
            "file:///etc/passwd",
            "http://good.example:22/",
        ],
    )
    def test_each_one_is_looked_at_again(self, world: Outside, target: str) -> None:
        world.names["inside.example"] = ["192.168.0.1"]
        world.pages["/a"] = (302, {"Location": target}, b"")
        with pytest.raises(Refused):
            fetch("http://good.example/a", wire=world.wire)
        assert len(world.dialled) == 1

    def test_they_end(self, world: Outside) -> None:
        world.pages["/a"] = (302, {"Location": "/a"}, b"")
        with pytest.raises(Unreachable):
            fetch("http://good.example/a", wire=world.wire)
        assert len(world.asked) == REDIRECTS + 1


class TestPatience:
    def test_a_slow_answer_ends_at_the_deadline(self, world: Outside) -> None:
        world.drip = 0.05
        world.pages["/"] = (200, {}, b"x" * 400)
        began = time.monotonic()
        with pytest.raises(Unreachable):
            fetch("http://good.example/", wire=world.wire, seconds=0.4)
        assert time.monotonic() - began < 2

    def test_a_slow_head_ends_too(self, world: Outside) -> None:
        world.pages["/"] = (302, {"Location": "/"}, b"")
        with pytest.raises(Unreachable):
            fetch("http://good.example/", wire=world.wire, seconds=0.0)

    def test_no_more_than_a_little_is_read(self, world: Outside) -> None:
        world.pages["/"] = (200, {}, b"x" * (3 * BYTES))
        assert len(fetch("http://good.example/", wire=world.wire).body) == BYTES

    def test_somebody_who_is_not_there_is_unreachable(self, world: Outside) -> None:
        with pytest.raises(Unreachable):
            fetch("http://no-such.example/", wire=world.wire)
        world.port = 1
        with pytest.raises(Unreachable):
            fetch("http://good.example/", wire=world.wire)

    @pytest.mark.parametrize("header", [{"Location": "http://[/"}, {"Location": "http://good.example:x/"}])
    def test_a_broken_redirect_is_no_crash(self, world: Outside, header: dict[str, str]) -> None:
        world.pages["/"] = (302, header, b"")
        with pytest.raises((Refused, Unreachable)):
            fetch("http://good.example/", wire=world.wire)


class TestWhatIsSaid:
    def test_nothing_about_who_asks_or_why(self, world: Outside, settings) -> None:  # I21
        settings.SITE_NAME = "Willow House"
        world.pages["/"] = (200, {"Set-Cookie": "a=b"}, b"")
        fetch("http://good.example/", wire=world.wire)
        fetch("http://good.example/", wire=world.wire)
        for asked in world.asked:
            assert set(asked.headers) == {
                "Host", "User-Agent", "Accept", "Accept-Encoding", "Connection", "Range"
            }  # fmt: skip
            assert "Willow" not in str(asked.headers)
            assert asked.headers["User-Agent"] == "Hearten link check"
            assert asked.headers["Range"] == f"bytes=0-{BYTES - 1}"

    def test_a_foreign_name_and_path_arrive_in_plain_letters(self, world: Outside) -> None:
        world.pages["/v%C3%A4g?q=%C3%A5%20b"] = (200, {}, b"ja")
        assert fetch("http://smörgås.example/väg?q=å b", wire=world.wire).body == b"ja"
        assert world.asked[0].headers["Host"] == "xn--smrgs-pra0j.example"

    def test_an_address_cannot_smuggle_a_second_request(self, world: Outside) -> None:
        world.pages["/"] = (302, {"Location": "/x%0d%0aHost:%20evil"}, b"")
        fetch("http://good.example/", wire=world.wire)
        assert len(world.asked) == 2
        assert world.asked[1].headers["Host"] == "good.example"


def test_a_certificate_that_proves_nothing_is_not_believed(tmp_path: Path) -> None:
    with outside(certificate(tmp_path, "good.example")) as world:
        world.pages["/"] = (200, {}, b"hello")
        with pytest.raises(Insecure):
            fetch("https://good.example/", wire=world.wire)
        assert world.dialled == [(PUBLIC, 443)]
        assert not world.asked


def test_a_certificate_for_the_name_is_believed(tmp_path: Path) -> None:
    with outside(certificate(tmp_path, "good.example")) as world:
        world.pages["/"] = (200, {}, b"hello")
        trusting = ssl.create_default_context(cafile=tmp_path / "server.pem")
        wire = Wire(look_up=world.look_up, dial=world.dial, tls=lambda: trusting)
        assert fetch("https://good.example/", wire=wire).body == b"hello"
        with pytest.raises(Insecure):
            fetch("https://other.example/", wire=wire)
