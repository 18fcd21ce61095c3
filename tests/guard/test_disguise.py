"""I18: case, look-alikes, hidden characters, spacing and leetspeak do not remove a hold."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.guard.goldens import Golden, read
from tests.guard.mutations import ANY, WORDS


def held(golden: Golden) -> set[str]:
    """The rules of the golden's family that hold its text."""
    return {finding.rule for finding in golden.found() if finding.severity == "hold"}


#: What is spaced out already is a disguise itself, and is not disguised twice.
SPACED = re.compile(r"(?<!\w)(?:[A-Za-z] ){3}")
HOLDS = [golden for golden in read() if golden.flag and held(golden) and not SPACED.search(golden.text)]

#: Rules of the shape of figures, addresses and names: there are no words in these to put back together.
SHAPES = tuple(f"contact.{kind}" for kind in ("email", "phone", "address", "handle", "record", "name", "birthdate"))
CODED = ("confidentiality.record", "confidentiality.birthdate", "confidentiality.address", "contact.record")
#: A code of letters and digits is another code once its letters change.
CODE = re.compile(r"[A-Za-z]-?\d|\d-?[A-Za-z]")
UNLINKED = [
    golden
    for golden in HOLDS
    if golden.rule not in SHAPES
    and (golden.rule, golden.locale) != ("contact", "de")
    and not re.search(r"@|https?:|www|\.com|k y s|o'clock|bump it", golden.text)
    and not any(CODE.search(finding.quote) for finding in golden.found() if finding.rule in CODED)
]


def survivors(mutate: Callable[[str], str], goldens: list[Golden]) -> list[str]:
    """Mutated texts that lost a hold."""
    return [
        mutate(golden.text) for golden in goldens if held(golden) - held(replace(golden, text=mutate(golden.text)))
    ]


@pytest.mark.parametrize("name", ANY)
def test_a_disguise_of_characters_does_not_remove_a_hold(name: str) -> None:  # I18
    assert survivors(ANY[name], HOLDS) == []


@pytest.mark.parametrize("name", WORDS)
def test_a_disguise_of_words_does_not_remove_a_hold(name: str) -> None:  # I18
    assert survivors(WORDS[name], UNLINKED) == []
