"""Which places are the public internet: every special block of IANA, its edges, and every disguise (OWASP SSRF)."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearten.library.fetch import (
    Refused,
    Unreachable,
    Wire,
    allowed,
    ascii_name,
    is_public,
    onward,
    public_addresses,
    question,
)

#: IANA's registries of special-purpose addresses, and what is not for one machine alone.
NOT_PUBLIC_4 = {
    "this network": "0.0.0.0/8",
    "private, large": "10.0.0.0/8",
    "shared by a carrier": "100.64.0.0/10",
    "this machine": "127.0.0.0/8",
    "link local, and the clouds' metadata": "169.254.0.0/16",
    "private, middle": "172.16.0.0/12",
    "documentation, one": "192.0.2.0/24",
    "private, small": "192.168.0.0/16",
    "measuring": "198.18.0.0/15",
    "documentation, two": "198.51.100.0/24",
    "documentation, three": "203.0.113.0/24",
    "many at once": "224.0.0.0/4",
    "reserved": "240.0.0.0/4",
    "everybody": "255.255.255.255/32",
}
NOT_PUBLIC_6 = {
    "nowhere": "::/128",
    "this machine": "::1/128",
    "an ordinary address, mapped": "::ffff:0:0/96",
    "an ordinary address, translated": "::ffff:0:0:0/96",
    "NAT64": "64:ff9b::/96",
    "NAT64, local": "64:ff9b:1::/48",
    "discarded": "100::/64",
    "Teredo": "2001::/32",
    "measuring": "2001:2::/48",
    "documentation": "2001:db8::/32",
    "6to4": "2002::/16",
    "segment routing": "5f00::/16",
    "private": "fc00::/7",
    "link local": "fe80::/10",
    "site local": "fec0::/10",
    "many at once": "ff00::/8",
}
BLOCKS = [
    pytest.param(block, id=f"{name} {block}") for name, block in [*NOT_PUBLIC_4.items(), *NOT_PUBLIC_6.items()]
]


@pytest.mark.parametrize("block", BLOCKS)
def test_no_place_of_a_special_block_is_public_from_its_first_to_its_last(block: str) -> None:
    network = ipaddress.ip_network(block)
    for place in (network[0], network[network.num_addresses // 2], network[-1]):
        assert not is_public(str(place))


@pytest.mark.parametrize(
    "address",
    [
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:4860:4860::8888",
        "2620:fe::fe",
        "2a01:4f8::1",
    ],
)
def test_right_beside_a_special_block_it_is_the_internet(address: str) -> None:
    assert is_public(address)


INSIDE_4 = st.sampled_from(list(NOT_PUBLIC_4.values())).flatmap(
    lambda block: st.ip_addresses(network=ipaddress.ip_network(block))
)


@given(INSIDE_4)
def test_no_disguise_of_a_place_inside_is_public(inside: ipaddress.IPv4Address) -> None:
    number, most = int(inside), 2**32 - 1
    disguises = [
        inside,
        ipaddress.IPv6Address((0xFFFF << 32) | number),
        ipaddress.IPv6Address((0xFFFF << 48) | number),
        ipaddress.IPv6Address(number),
        ipaddress.IPv6Address((0x2002 << 112) | (number << 80) | 1),
        ipaddress.IPv6Address((0x64FF9B << 96) | number),
        ipaddress.IPv6Address((0x20010000 << 96) | (number ^ most)),
    ]
    assert not [str(one) for one in disguises if is_public(str(one))]


@given(st.ip_addresses(v=4))
def test_an_ordinary_address_is_judged_as_its_registry_judges_it(ip: ipaddress.IPv4Address) -> None:
    if any(ip in ipaddress.ip_network(block) for block in NOT_PUBLIC_4.values()):
        assert not is_public(str(ip))
    elif ip not in ipaddress.ip_network("192.0.0.0/24"):
        assert is_public(str(ip))


@pytest.mark.parametrize(
    "words", ["", "localhost", "010.0.0.1", "1.1.1", "1.1.1.1.1", "1.1.1.1/8", "0x7f000001", "[::1]", "1.1.1.256"]
)
def test_what_is_no_address_is_not_public(words: str) -> None:
    assert not is_public(words)


class TestNames:
    def wire(self, *found: str) -> Wire:
        return Wire(look_up=lambda host, port: list(found))

    def test_no_more_than_a_few_addresses_are_tried(self) -> None:
        many = [f"9.9.9.{n}" for n in range(9)]
        assert public_addresses("good.example", 80, self.wire(*many)) == many[:3]

    def test_the_last_of_many_addresses_is_looked_at_too(self) -> None:
        with pytest.raises(Refused):
            public_addresses("evil.example", 80, self.wire(*[f"9.9.9.{n}" for n in range(9)], "10.0.0.1"))

    def test_a_name_without_an_address_is_not_there(self) -> None:
        with pytest.raises(Unreachable):
            public_addresses("good.example", 80, self.wire())

    def test_an_address_is_not_looked_up_as_a_name(self) -> None:
        assert public_addresses("9.9.9.9", 80, self.wire("10.0.0.1")) == ["9.9.9.9"]

    @pytest.mark.parametrize(
        ("name", "plain"),
        [
            ("Good.Example", "good.example"),
            ("smörgås.example", "xn--smrgs-pra0j.example"),
            ("ＧＯＯＤ.example", "good.example"),
            ("good。example", "good.example"),
        ],
    )
    def test_a_name_is_asked_for_in_plain_small_letters(self, name: str, plain: str) -> None:
        assert ascii_name(name) == plain

    @pytest.mark.parametrize("name", ["ö" * 64, "ö..example", "\udc80.example"])
    def test_a_name_that_can_not_be_one_is_refused(self, name: str) -> None:
        with pytest.raises(Refused):
            ascii_name(name)

    def test_this_machine_in_wide_digits_is_still_this_machine(self) -> None:
        parts = allowed("http://１２７.0.0.1/")
        asked: list[str] = []
        wire = Wire(look_up=lambda host, port: asked.append(host) or ["127.0.0.1"])
        with pytest.raises(Refused):
            public_addresses(parts.hostname or "", 80, wire)
        assert asked == ["127.0.0.1"]


class TestAddresses:
    @pytest.mark.parametrize(
        "url",
        [
            "http://good.example",
            "https://good.example/a?b#c",
            "http://good.example:80/",
            "https://good.example:443/",
            "HTTPS://GOOD.EXAMPLE/",
            "http://9.9.9.9/",
            "http://[2620:fe::fe]/",
            "http://_dmarc.good.example./",
        ],
    )
    def test_an_ordinary_one_may_be_asked(self, url: str) -> None:
        assert allowed(url).hostname

    @pytest.mark.parametrize(
        "scheme", ["data", "dict", "ftps", "jar", "ldap", "mailto", "sftp", "tftp", "ws", "view-source"]
    )
    def test_no_other_scheme_is_asked(self, scheme: str) -> None:
        with pytest.raises(Refused, match="only http and https"):
            allowed(f"{scheme}://good.example/")

    @pytest.mark.parametrize("port", [0, 1, 21, 23, 25, 81, 3306, 5432, 6379, 8000, 9200, 11211, 65535, 65536, -1])
    def test_no_other_port_is_asked(self, port: int) -> None:
        with pytest.raises(Refused):
            allowed(f"http://good.example:{port}/")

    def test_a_refusal_never_repeats_the_address(self) -> None:
        """It may stand in a log, and an address can hold a secret."""
        for url in ("ftp://s3cret.example/", "http://ana:s3cret@good.example/", "http://s3cret..example/"):
            with pytest.raises(Refused) as answer:
                allowed(url)
            assert "s3cret" not in str(answer.value)

    @pytest.mark.parametrize(
        ("location", "leads"),
        [
            ("/b", "https://good.example/b"),
            ("b", "https://good.example/a/b"),
            ("?q", "https://good.example/a/?q"),
            ("//other.example/", "https://other.example/"),
            ("http://other.example/", "http://other.example/"),
        ],
    )
    def test_a_redirect_is_read_from_where_it_stood(self, location: str, leads: str) -> None:
        assert onward("https://good.example/a/", location) == leads


class TestTheQuestion:
    def lines(self, url: str, method: str = "GET") -> list[str]:
        return question(allowed(url), method).decode("ascii").split("\r\n")

    @pytest.mark.parametrize(
        ("url", "first", "host"),
        [
            ("http://good.example", "GET / HTTP/1.1", "Host: good.example"),
            ("http://good.example?q=1", "GET /?q=1 HTTP/1.1", "Host: good.example"),
            ("http://good.example/a b", "GET /a%20b HTTP/1.1", "Host: good.example"),
            ("http://good.example/%2e#part", "GET /%2e HTTP/1.1", "Host: good.example"),
            ("https://good.example:443/", "GET / HTTP/1.1", "Host: good.example"),
            ("https://good.example:80/", "GET / HTTP/1.1", "Host: good.example:80"),
            ("http://[2620:fe::fe]/", "GET / HTTP/1.1", "Host: [2620:fe::fe]"),
        ],
    )
    def test_it_asks_for_exactly_the_address(self, url: str, first: str, host: str) -> None:
        assert self.lines(url)[:2] == [first, host]

    def test_only_what_sends_a_body_is_asked_for_a_part_of_it(self) -> None:
        assert any(line.startswith("Range:") for line in self.lines("http://good.example/"))
        assert not any(line.startswith("Range:") for line in self.lines("http://good.example/", "HEAD"))

    @given(st.text(max_size=40), st.text(max_size=40))
    def test_no_letter_of_an_address_begins_another_line(self, path: str, query: str) -> None:
        try:
            asked = question(allowed(f"http://good.example/{path}?{query}"), "HEAD")
        except Refused:
            return
        assert asked.count(b"\r\n") == asked.count(b"\n") == 7
        assert asked.endswith(b"\r\n\r\n")
