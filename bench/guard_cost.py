"""What finding identifying passages costs: processor time, memory, import."""

import subprocess
import sys
import time

from training.corpora import court

from bench.guard_part import Finder, Given, Part

_MEMORY = """
import pathlib, sys
import hearten_guard
def held():
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
text, before = sys.stdin.read(), held()
hearten_guard.identifiers(text)
hearten_guard.identifiers("hey, " + text.lower().replace("the", "you i"))
print(held() - before)
"""
_IMPORT = "import time; b = time.process_time(); import hearten_guard; print(1000 * (time.process_time() - b))"


def section(given: Given) -> Part:
    """Over the dev split of the court texts."""
    texts = [one.text for one in court(given.data / "tab/dev.json")]
    part = Part(
        "Cost",
        f"{len(texts)} court texts, {sum(map(len, texts)):,} characters, one process; noisy when others use the "
        "machine. Targets: 4 ms per 1,000 characters, 50 MB, import 200 ms.",
        ("system", "CPU ms per 1,000 characters", "memory added, MB", "import, CPU ms"),
    )
    name, finder = next(iter(given.systems.items()))
    memory, load = _alone(_MEMORY, " ".join(texts)), _alone(_IMPORT, "")
    part.rows.append((name, f"{milliseconds(finder, texts):.1f}", memory, load))
    return part


def milliseconds(finder: Finder, texts: list[str]) -> float:
    """The least of three runs, so that other work on the machine counts less."""
    finder(texts[:1])
    spent = []
    for _ in range(3):
        began = time.process_time()
        finder(texts)
        spent.append(time.process_time() - began)
    return 1e6 * min(spent) / sum(map(len, texts))


def _alone(program: str, given: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], input=given, capture_output=True, text=True, check=True)
    return f"{float(done.stdout):.0f}"
