"""A Guard that holds, advises and notes on agreed words, so that these tests do not depend on its rules."""

import pytest

from hearten.accounts.models import Role
from hearten.moderation import review
from hearten.moderation.pool import GuardUnavailable
from tests.cast import Cast, account

WORDS = {
    "the best": ("promotion.best", "hold", "one of many"),
    "Dr ": ("title.unproven", "hold", None),
    "always works": ("claim.always", "advise", "may help"),
    "very": ("tone.very", "note", None),
    "end my life": ("crisis.ideation", "advise", None),
}


def answer(text, purpose):
    assert purpose == "bio"
    found = []
    for words, (rule, severity, suggestion) in WORDS.items():
        at = text.find(words)
        if at >= 0:
            found.append(
                {
                    "rule": rule, "severity": severity, "start": at, "end": at + len(words), "quote": words,
                    "reason": "A reason in plain words.", "source": "A code of ethics", "suggestion": suggestion,
                    "level": "ideation" if rule.startswith("crisis") else None,
                }
            )  # fmt: skip
    return {"rules_version": "test", "findings": found}


@pytest.fixture(autouse=True)
def guard(monkeypatch):
    """`guard.asked` lists every text that was read; `guard.down()` makes it unavailable."""

    class Guard:
        asked: list[str] = []

        @staticmethod
        def down():
            def refuse(text, purpose):
                raise GuardUnavailable

            monkeypatch.setattr(review, "ask", refuse)

    def ask(text, purpose):
        Guard.asked.append(text)
        return answer(text, purpose)

    Guard.asked = []
    monkeypatch.setattr(review, "ask", ask)
    return Guard


@pytest.fixture
def ana(cast: Cast, signed_in):
    """Ana's browser."""
    return signed_in(cast.ana)


@pytest.fixture
def newcomer(cast: Cast):
    """A therapist account without a page."""
    return account("nora", [Role.MEMBER, Role.THERAPIST])
