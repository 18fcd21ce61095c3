"""How large the browser's Guard is and how long it takes: `python -m bench.guard_in_a_browser`, with Chromium.

Prints bytes as they travel (gzip -9) and the time of the page's thread per 1,000 characters.
"""

import gzip
import json
import os
import shutil

from playwright.sync_api import sync_playwright

from hearten_guard.packs import pack
from tests.guard.browser.conftest import MODULES, Engine
from tests.guard.goldens import read

#: Characters of a long post.
POST = 1200
ROUNDS = 10
#: The best of the rounds for each text: what it costs when nothing else runs on the machine.
TIMES = """([texts, rounds]) => texts.map((text) => {
    let best = Infinity;
    for (let round = 0; round < rounds; round++) {
        const begin = performance.now();
        check(text, pack);
        best = Math.min(best, (performance.now() - begin) * 1000 / text.length);
    }
    return best;
}).sort((a, b) => a - b)"""


def posts() -> list[str]:
    """The golden texts, put together into posts of the same length."""
    whole = "\n\n".join(sorted({golden.text for golden in read()}))
    return [whole[start : start + POST] for start in range(0, len(whole) - POST, POST)]


def main() -> None:
    """Print a line for each figure."""
    raw = json.dumps(pack(), separators=(",", ":"), ensure_ascii=False).encode()
    code = b"".join(path.read_bytes() for path in sorted(MODULES.glob("*.js")))
    print(f"pack: {len(raw):,} bytes, {len(gzip.compress(raw, 9)):,} compressed")
    print(f"modules: {len(code):,} bytes, {len(gzip.compress(code, 9)):,} compressed")
    program = os.environ.get("HEARTEN_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        engine = Engine(browser.new_page())
        engine.page.evaluate(TIMES, [posts(), 2])  # an expression is compiled when a text first needs it
        times = engine.page.evaluate(TIMES, [posts(), ROUNDS])
        print(
            f"{len(times)} posts of {POST} characters, best of {ROUNDS} rounds, ms per 1,000 characters: "
            f"median {times[len(times) // 2]:.2f}, 95th of 100 {times[len(times) * 95 // 100]:.2f}"
        )
        browser.close()


if __name__ == "__main__":
    main()
