"""docs/reference/performance.md: one part for each command, replaced when it is run again with --write."""

import os
import platform
import re
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/reference/performance.md"
HEAD = """# What pages cost

Each part was made by the command it names, with `--write`. Ratios hold within one run; times depend on the machine
and on what else it did. Counts (statements, Python calls, bytes) are the same everywhere; tests hold pages to them.
"""
#: A machine that does nothing else is never used more than this.
IDLE = 0.1
PARTS = ("Pages", "Growth", "Writes", "Live")


def write(name: str, lines: list[str], page: Path = PAGE) -> None:
    """Put one part in, and leave the others as they are."""
    parts = parts_of(page) | {name: "\n".join([f"## {name}", "", *lines]).rstrip() + "\n"}
    page.write_text("\n".join([HEAD, *(parts[one] for one in PARTS if one in parts)]), encoding="utf-8")


def parts_of(page: Path) -> dict[str, str]:
    """What the page has, by name."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    found = re.split(r"^## ", text, flags=re.M)[1:]
    return {one.split("\n", 1)[0]: f"## {one.rstrip()}\n" for one in found}


def circumstances(command: str, before: float, took: float) -> str:
    """On what, from which commit, how long, and whether the machine did anything else. before: `busy()` before."""
    share = max(before, busy())
    shared = f" **Other work shared the machine** ({share:.0%} of it before or after)." if share > IDLE else ""
    made = f"Made by `{command}` on {datetime.now(UTC):%Y-%m-%d} from commit {commit()} in {took:.0f} s"
    cores = f"{os.cpu_count()} cores ({processor()})"
    return f"{made}: {cores}, {memory()} GB, Python {platform.python_version()}.{shared}"


def busy(seconds: float = 2.0) -> float:
    """The part of all processors that is used while this process only waits."""

    def ticks() -> tuple[int, int]:
        fields = [int(word) for word in Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()[1:9]]
        return sum(fields), fields[3] + fields[4]

    (every, idle), _ = ticks(), time.sleep(seconds)
    every_then, idle_then = ticks()
    return 1 - (idle_then - idle) / max(1, every_then - every)


def commit() -> str:
    """The commit that was measured."""

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True).stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no", "--", "src", "guard", "bench")
    return (git("rev-parse", "--short", "HEAD") or "unknown") + (" with changes" if changed else "")


def processor() -> str:
    """What the system calls it."""
    found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    return found[1] if found else platform.machine()


def memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9)
