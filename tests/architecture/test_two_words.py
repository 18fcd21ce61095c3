"""Support is never called therapy: no shipped copy says so of groups, posts or exercises (C9)."""

from __future__ import annotations

import re
import tokenize
from io import BytesIO
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/hearten"
#: What is support or education here, never therapy.
SUPPORT = "(?:(?:group|post|talk|answer|exercise|comment|article|thread|peer|moderator|member)s?)"
CALLED = [
    re.compile(
        rf"\b{SUPPORT}\b(?: \w+){{0,2}} (?:is|are|as|like|become) (?:a |real |good |your |free )*therapy", re.I
    ),
    re.compile(r"\b(?:group|online|peer|free|our|your|anonymous|self) therap(?:y|ies)\b", re.I),
    re.compile(rf"\btherap(?:y|eutic) (?:{SUPPORT}|community|circle|forum|space)\b", re.I),
]
#: Said of support, to tell it from therapy.
SAID_APART = re.compile(
    r"\b(?:not|no|never|neither|nor|isn.t|aren.t|instead of|replacement for)\b[^.]{0,40}$", re.I
)


def called_therapy(text: str) -> list[str]:
    """Where support is called therapy, unless the sentence says that it is not."""
    return [
        match[0]
        for pattern in CALLED
        for match in pattern.finditer(text)
        if not SAID_APART.search(text[: match.end() - len("therapy")].rpartition(".")[2])
    ]


def strings_of(path: Path) -> str:
    """Everything in quotes in a module; docstrings too, for they end up in docs."""
    tokens = tokenize.tokenize(BytesIO(path.read_bytes()).readline)
    return "\n".join(token.string for token in tokens if token.type == tokenize.STRING)


def shipped() -> list[Path]:
    """Every template, every module's words, the demo, the forms, and what is written for people who run a host."""
    found = [*SOURCE.rglob("*.html"), *SOURCE.rglob("*.py"), *SOURCE.rglob("*.toml")]
    docs = [path for name in ("explanation", "howto", "tutorial") for path in (ROOT / "docs" / name).glob("*.md")]
    return [path for path in [*found, *docs, ROOT / "README.md"] if "migrations" not in path.parts]


def words_of(path: Path) -> str:
    text = strings_of(path) if path.suffix == ".py" else path.read_text(encoding="utf-8")
    return " ".join(re.sub(r"{#.*?#}|<[^>]+>", " ", text, flags=re.DOTALL).split())


def test_no_shipped_copy_calls_support_therapy() -> None:  # C9
    found = {str(path.relative_to(ROOT)): called_therapy(words_of(path)) for path in shipped()}
    assert {where: words for where, words in found.items() if words} == {}


def test_the_pages_of_groups_and_their_demo_are_among_what_is_read() -> None:
    names = {str(path.relative_to(ROOT)) for path in shipped()}
    assert "src/hearten/groups/templates/groups/groups.html" in names
    assert "src/hearten/groups/card.py" in names
    assert "src/hearten/config/demo/groups/worry.toml" in names


@pytest.mark.parametrize(
    "planted",
    [
        "Our support groups are therapy.",
        "Think of these exercises as free therapy.",
        "Join group therapy with people like you.",
        "Peer therapy, anonymous and kind.",
        "A therapeutic community of members.",
        "Talks here are like therapy.",
        "Your answers count as therapy.",
        "Groups are support. They help. Posts are therapy.",
    ],
)
def test_planted_words_are_seen(planted: str) -> None:
    assert called_therapy(planted)


@pytest.mark.parametrize(
    "said",
    [
        "Groups are support, not therapy.",
        "Nothing here is therapy, and no group is like therapy.",
        "The exercises are education. They are not therapy.",
        "What therapy is, and how it works.",
        "Support groups never count as therapy.",
        "Ana offers therapy to clients she has met.",
    ],
)
def test_words_that_tell_the_two_apart_may_stay(said: str) -> None:
    assert called_therapy(said) == []
