"""One passphrase, one log-in value, whichever way it comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearten.accounts.passphrase import DERIVED, accept, derive, fold

#: Worked out with OpenSSL's `kdf`; if it ever changes, nobody can log in any more.
KNOWN = "h1$c_xb-RtAbBnaVl83D-ymI6zwrMdD-hWMUh_PsL2Rd4k"


def test_the_value_never_changes() -> None:
    assert derive("harbour", "copper lantern patient otter") == KNOWN


@pytest.mark.parametrize("login", ["Harbour", " harbour ", "ＨＡＲＢＯＵＲ"])
def test_the_spelling_of_the_name_does_not_matter(login: str) -> None:
    assert derive(login, "copper lantern patient otter") == KNOWN


def test_what_a_browser_derived_is_taken_as_it_is() -> None:
    assert accept("harbour", KNOWN) == KNOWN


@pytest.mark.parametrize("value", ["h1$short", KNOWN + "x", KNOWN[:-1], "H1$" + KNOWN[3:], KNOWN + "\n", ""])
def test_what_only_looks_derived_is_derived_again(value: str) -> None:
    assert accept("harbour", value) not in {value, KNOWN}
    assert DERIVED.match(accept("harbour", value))


def test_the_name_and_the_passphrase_both_count() -> None:
    values = {derive("harbour", "one"), derive("harbour", "One"), derive("island", "one")}
    assert len(values) == 3


@given(st.text(max_size=40))
def test_a_name_folded_twice_is_folded_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)
