"""The engine in a browser, beside its findings: nothing leaves the page, nothing stays, time is bounded."""

import gzip
import json
import re
from pathlib import Path

import pytest

from hearten_guard.packs import pack
from tests.guard.browser.conftest import MODULES, Engine
from tests.guard.test_totality import HOSTILE

ROOT = Path(__file__).parents[3]
TALKATIVE = ("fetch", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "import(", "postMessage", "eval(")
LASTING = ("localStorage", "sessionStorage", "indexedDB", "cookie", "caches", "BroadcastChannel", "console")


def test_no_module_can_send_or_keep_anything() -> None:  # R57
    words = [word for path in MODULES.glob("*.js") for word in TALKATIVE + LASTING if word in path.read_text()]
    assert words == []
    imported = {name for path in MODULES.glob("*.js") for name in re.findall(r'from "([^"]+)"', path.read_text())}
    assert imported == {f"./{path.name}" for path in MODULES.glob("*.js")} - {"./engine.js"}


@pytest.mark.journey
def test_checking_asks_nothing_of_anybody(engine: Engine) -> None:  # R57
    before = list(engine.asked)
    assert engine.check(["I want to die", "write to kim@example.org"])
    assert engine.asked == before
    assert set(before) - {"", "favicon.ico"} == {path.name for path in MODULES.glob("*.js")}


@pytest.mark.journey
def test_offsets_count_code_points(engine: Engine) -> None:
    ((found,),) = engine.check(["😀😀 I want to die"])
    text = "😀😀 I want to die"
    assert text[found[1] : found[2]] == "want to die"


@pytest.mark.journey
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_time_in_proportion_to_its_length(engine: Engine, name: str) -> None:
    taken = engine.page.evaluate(
        """([piece]) => [20000, 80000].map((size) => {
            const text = piece.repeat(size / piece.length);
            const begin = performance.now();
            check(text, pack);
            return performance.now() - begin;
        })""",
        [HOSTILE[name] if HOSTILE[name] != "\ud800" else "?"],
    )
    assert taken[1] < 12 * taken[0] + 400, taken


def test_no_page_loads_the_engine_yet() -> None:
    """Nothing of it is in anybody's first visit until private messages come."""
    pages = [*ROOT.glob("src/hearten/*/templates/**/*.*"), *(MODULES.parent / "js").rglob("*.js")]
    assert len(pages) > 50
    assert [path.name for path in pages if "ui/guard" in path.read_text()] == []


def test_the_pack_is_the_same_each_time_and_small_enough_for_a_phone() -> None:
    once, again = (json.dumps(pack(), separators=(",", ":"), ensure_ascii=False).encode() for _ in range(2))
    assert once == again
    assert len(gzip.compress(once)) < 130_000
