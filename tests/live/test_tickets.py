"""A ticket opens only what it says, only for a minute, and only when this host signed it."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearten.live.tickets import LIFETIME, LISTENER, Refused, check, issue, listener

WORDS = st.lists(st.text(min_size=1, max_size=20), max_size=4)


@given(topics=WORDS, listeners=WORDS)
def test_a_ticket_says_what_it_was_given(topics: list[str], listeners: list[str]) -> None:
    ticket = check(issue(topics, listeners=listeners))
    assert (ticket.topics, ticket.listeners) == (frozenset(topics), frozenset(listeners))


@given(at=st.integers(min_value=0), change=st.integers(min_value=1, max_value=255))
def test_a_ticket_with_any_byte_changed_is_refused(at: int, change: int) -> None:
    body, signature = issue(["one"], listeners=["a"]).split(".")
    raw = bytearray(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    raw[at % len(raw)] ^= change
    changed = base64.urlsafe_b64encode(bytes(raw)).rstrip(b"=").decode()
    with pytest.raises(Refused):
        check(f"{changed}.{signature}")


@given(st.text())
def test_nonsense_is_refused_and_never_breaks(text: str) -> None:
    with pytest.raises(Refused):
        check(text)


def test_a_ticket_made_longer_by_its_holder_is_refused() -> None:
    body = base64.urlsafe_b64encode(json.dumps([["all"], [], 9999999999]).encode()).rstrip(b"=").decode()
    with pytest.raises(Refused):
        check(f"{body}.{issue([], listeners=[]).split('.')[1]}")


def test_a_ticket_is_too_old_after_a_minute() -> None:
    ticket = issue(["one"], listeners=[], now=1000)
    assert check(ticket, now=1000 + LIFETIME).topics == {"one"}
    with pytest.raises(Refused):
        check(ticket, now=1001 + LIFETIME)


def test_a_ticket_of_another_host_is_refused(settings) -> None:
    ticket = issue(["one"], listeners=[])
    settings.SECRET_KEY = "another" * 10
    with pytest.raises(Refused):
        check(ticket)


def test_a_listeners_name_says_nothing_about_who_it_is() -> None:  # I2
    assert listener("account", "1") == listener("account", "1")
    assert listener("account", "1") != listener("account", "2")
    assert listener("account", "1") != listener("persona", "1")
    assert "account" not in listener("account", "1")


def test_a_revocation_fits_the_topic_of_an_event() -> None:
    assert len(LISTENER + listener("account", "1")) <= 64
