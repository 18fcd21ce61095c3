"""The demo community's words are plain, wound nobody, promise nothing and pass the Guard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from hearten_guard import check
from tests.config.demo_content import DEMO, HOST, PAGES, PEOPLE, TEXTS, grade, ids

FORBIDDEN = {
    r"\bpatients?\b": "members and clients are people first",
    r"\bcommit(s|ted|ting)?\s+suicide\b": "died by suicide",
    r"\bsuffers? from\b": "lives with",
    r"\b(un)?successful (suicide )?attempt": "never call it a success",
    r"\b(crazy|insane|psycho|nutter|addicts?|schizophrenics?|the mentally ill)\b": "words that wound",
    r"\bcur(e|es|ed|ing)\b": "no cure claims",
    r"\b(guarantee|miracle|proven to|breakthrough)": "no promises",
    r"\bjust think positive\b|\bcheer up\b": "no forced cheer",
    r"\bstreaks?\b|\byou missed\b": "no pressure to return",
    r"\b(you|you're|you are) (clearly )?(have|suffer from) (depression|anxiety|adhd|ptsd|ocd)\b": "no diagnosis",
    r"\byou must (stop|leave|quit)\b|\bstop taking your\b": "no orders to one person",
}
#: "Therapy" is said of Care alone (C9), and in the name of a method.
THERAPY = re.compile(r"\btherap(y|eutic)\b", re.IGNORECASE)
NAMED = re.compile(r"cognitive behavioural therapy|not therapy|att gå i terapi|types of therapy", re.IGNORECASE)

# Words


@pytest.mark.parametrize("page", PAGES, ids=ids(PAGES))
def test_a_page_can_be_read_at_fourteen_or_younger(page: dict[str, Any]) -> None:  # R100
    assert grade(page["body"]) <= 9


@pytest.mark.parametrize("name", HOST["pages"])
def test_the_hosts_own_pages_are_plain(name: str) -> None:  # R100
    assert grade(HOST["pages"][name]) <= 9


def test_the_reading_grade_tells_plain_from_hard() -> None:
    assert grade("The cat sat on the mat. It was warm. It slept.") < 2
    assert grade("Psychopathological manifestations necessitate multidisciplinary consideration.") > 20


@pytest.mark.parametrize(("where", "purpose", "words"), TEXTS, ids=[row[0] for row in TEXTS])
def test_no_word_wounds_promises_or_commands(where: str, purpose: str, words: str) -> None:  # R31, R33, I37
    for pattern, reason in FORBIDDEN.items():
        assert not re.search(pattern, words, re.IGNORECASE), f"{where}: {reason}"


@pytest.mark.parametrize(
    "path", sorted({*DEMO.rglob("*.md"), *DEMO.rglob("*.toml"), *DEMO.rglob("*.vtt")}), ids=lambda path: path.name
)
def test_no_telephone_number_stands_outside_the_crisis_directory(path: Path) -> None:  # I10
    text = re.sub(r"https?://\S+", "", path.read_text())
    numbers = re.findall(r"(?<![\w.:/-])\+?\d[\d ()-]{5,}\d(?![\w-])", re.sub(r"\d{4}-\d{2}-\d{2}\S*", "", text))
    assert not numbers
    assert not re.search(r"\b(112|911|999|988|90101|116 ?123)\b", text)


def test_therapy_is_only_said_of_care() -> None:  # C9
    about = {page["file"] for page in PAGES if any(t.startswith("about_therapy:") for t in page["topics"])}
    for where, _, words in TEXTS:
        if where not in about:
            assert not THERAPY.search(NAMED.sub("", words)), where


# The Guard

STATED_TITLES = " ".join(
    row["title"].lower() for person in PEOPLE["professionals"] for row in person["credentials"]
)
#: Harmless words the Guard still holds. Strict: when it learns better, the line here has to go.
FALSE_ALARMS = {
    "page: terms": "a house rule that forbids advice on medicine gives none",
}
OUTGOING = [
    pytest.param(*row, id=row[0], marks=pytest.mark.xfail(reason=FALSE_ALARMS[row[0]], strict=True))
    if row[0] in FALSE_ALARMS
    else pytest.param(*row, id=row[0])
    for row in TEXTS
    if row[0] != "scroll-2"  # the hostile comment is there to be removed
]


@pytest.mark.parametrize(("where", "purpose", "words"), OUTGOING)
def test_the_guard_would_let_every_text_out(where: str, purpose: str, words: str) -> None:  # R28
    """A title in a bio is held until its credential is stated; here it is, so that hold is answered (R29)."""
    holds = [item for item in check(words, purpose=purpose) if item.severity == "hold"]
    answered = [item for item in holds if item.rule == "title.protected" and item.quote.lower() in STATED_TITLES]
    open_holds = [item for item in holds if item not in answered and not item.rule.startswith("crisis.")]
    assert [(item.rule, item.quote) for item in open_holds] == []


def test_the_guard_sees_the_tired_words_and_no_others() -> None:  # R95
    spoken = [row for row in TEXTS if row[1] in ("post", "reply")]
    seen = {
        where
        for where, purpose, words in spoken
        if any(item.rule.startswith("crisis.") for item in check(words, purpose=purpose))
    }
    assert seen == {"small-7", "carers-4"}
