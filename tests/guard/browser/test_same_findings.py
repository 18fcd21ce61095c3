"""The engine in a browser finds what Python finds in a private message: the same words, levels and confidence."""

import json
import unicodedata

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from hearten_guard import check
from hearten_guard.normalise import fold
from hearten_guard.packs import FAMILIES
from tests.guard.browser.conftest import FIELDS, Engine, Found
from tests.guard.goldens import read
from tests.guard.mutations import ANY, WORDS

pytestmark = pytest.mark.journey

TEXTS = sorted({golden.text for golden in read()})
ODD = [
    *"\ud800 \u202e שלום k.i.l.l k.i.l.l.m.e <b> </b> <a/> ** &#107; > 🇸🇪 ﬁ İ Σ ǽ ❶ ٣ @ at 4 1".split(" "),
    *("\u200b", "www.😀a", "k i l l", " i ", "\n\n", '"', "'", "1 2 ", "0 7 7", "   ", "\x1c", "\u2028", "\r\n"),
]
PIECES = st.one_of(
    st.text(st.characters(), max_size=30),
    st.sampled_from(TEXTS),
    st.sampled_from(ODD),
)


def python(text: str, least: float | None = 0) -> Found:
    """What Python finds, by the rules that the pack has."""
    found = check(text, purpose="message", min_confidence=least)
    return [[getattr(f, name) for name in FIELDS] for f in found if f.rule.split(".")[0] in FAMILIES]


def differing(engine: Engine, texts: list[str], least: float | None = 0) -> list[tuple[str, Found, Found]]:
    answers = engine.check(texts, least)
    both = ((text, python(text, least), answer) for text, answer in zip(texts, answers, strict=True))
    return [(text, ours, theirs) for text, ours, theirs in both if ours != theirs]


def test_every_golden_text_has_the_same_findings(engine: Engine) -> None:
    assert sum(map(len, engine.check(TEXTS))) > 500
    assert differing(engine, TEXTS) == []


def test_each_rules_own_threshold_is_the_same(engine: Engine) -> None:
    assert differing(engine, TEXTS, None) == []


@pytest.mark.parametrize("name", [*ANY, *WORDS])
def test_every_disguised_text_has_the_same_findings(engine: Engine, name: str) -> None:  # I18
    mutate = {**ANY, **WORDS}[name]
    assert differing(engine, [mutate(text) for text in TEXTS]) == []


@given(st.lists(PIECES, min_size=1, max_size=6).map("".join))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example("\ud800 kill yourself \udfff")
@example("I want to die \U0001d7d8 😀 i wanna k.i.l.l m.y.s.e.l.f")
@example("")
def test_any_text_has_the_same_findings(engine: Engine, text: str) -> None:
    # A pair of halves is two letters in Python and cannot but be one in JavaScript.
    assume(json.loads(json.dumps(text)) == text)
    assert differing(engine, [text]) == []


@pytest.mark.parametrize("block", range(0, 0x110000, 0x10000))
def test_every_letter_there_is_folds_to_the_same(engine: Engine, block: int) -> None:
    """Whatever the browser's own Unicode is; what the pack does not know stands for nothing."""
    letters = [char for char in map(chr, range(block, block + 0x10000)) if unicodedata.category(char) != "Cs"]
    theirs = engine.page.evaluate("(letters) => letters.map((letter) => fold(letter, pack).text)", letters)
    known = ["\ue000" if unicodedata.category(char) == "Cn" else fold(char).text for char in letters]
    wrong = [(hex(ord(c)), k, t) for c, k, t in zip(letters, known, theirs, strict=True) if k != t]
    assert wrong == []
