"""kill -9 in the middle, twice, then the same command again: every piece is here once; and memory stays flat."""

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from pysqlite3 import dbapi2

from tests.archives.written import write_wxr
from tests.processes import ROOT, Served, kill, until

pytestmark = pytest.mark.process
POSTS = 120
SETUP = """
import os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearten.config.settings")
django.setup()
"""
CAST = SETUP + "from tests.cast import assemble; assemble()"
AFTER = (
    SETUP
    + """
from hearten.blog.models import Post
from hearten.imports.models import ArchivedItem, Import
for title in Post.objects.values_list("title", flat=True): print(title)
row = Import.objects.get()
print(row.state, row.done, row.here, ArchivedItem.objects.count())
"""
)
MEMORY = (
    SETUP
    + """
import resource, sys
from django.core.management import call_command
from hearten.imports import prepared
prepared.reading_of = lambda words, therapist: ("clear", [])
for archive in sys.argv[1:]:
    call_command("import", archive, "--therapist", "ana", stderr=open("/dev/null", "w"))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
)


def python(host: Served, program: str, *arguments: str) -> list[str]:
    """Run a program inside the host's environment; its lines."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=host.environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return done.stdout.splitlines()


def pieces(host: Served) -> int:
    """How many are written down, asked straight from the file: a new Python would be too slow to kill in time."""
    database = dbapi2.connect(f"file:{host.data}/hearten.sqlite3?mode=ro", uri=True)
    try:
        return int(database.execute("SELECT count(*) FROM imports_archiveditem").fetchone()[0])
    finally:
        database.close()


def test_nothing_is_lost_and_nothing_comes_twice(host: Served, tmp_path: Path) -> None:
    archive = str(write_wxr(tmp_path / "blog.xml", POSTS, words=200))
    python(host, CAST)
    here = 0
    for _ in range(2):
        running = host.begin("import", archive, "--therapist", "ana")
        until(lambda before=here, running=running: pieces(host) > before or running.poll() is not None)
        kill(running.pid)
        running.wait()
        here = pieces(host)
    assert 0 < here < POSTS, "it was killed in the middle"
    assert host.hearten("import", archive, "--therapist", "ana", timeout=120).returncode == 0
    *titles, last = python(host, AFTER)
    assert Counter(titles) == Counter(f"Evening number {number}" for number in range(1, POSTS + 1))
    assert last == f"done {POSTS} 0 {POSTS}"


def test_memory_does_not_grow_with_the_archive(host: Served, tmp_path: Path) -> None:
    """The same process first brings a small archive, then one ten times as long. The Guard has its own process."""
    python(host, CAST)
    small = str(write_wxr(tmp_path / "small.xml", 30, words=1500))
    large = str(write_wxr(tmp_path / "large.xml", 300, words=1500))
    began = time.monotonic()
    before, after = (int(line) for line in python(host, MEMORY, small, large) if line.isdigit())
    assert after - before < 6 * 1024, f"{after - before} kB more for ten times as many ({time.monotonic() - began})"
