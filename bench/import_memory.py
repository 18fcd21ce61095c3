"""How much memory and time an import takes, for few posts and for many: the first must not grow with them.

    HEARTEN_DATA=/tmp/somewhere .venv/bin/python bench/import_memory.py 500 5000

Each number is one run of the real command in a fresh process on a host of its own, Guard included. Prints, for
each: posts, size of the archive, seconds, posts a second, and the highest memory of the process (the Guard's own
not counted).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORDS = int(os.environ.get("WORDS", "300"))
PREPARE = "from tests.cast import assemble; assemble()"


def inside(archive: str) -> None:
    """In a fresh process: the command, then what it took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearten.config.settings")
    sys.path.insert(0, str(ROOT))
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    exec(PREPARE)  # the cast of the tests: Ana is a therapist
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    with Path(os.devnull).open("w") as nowhere:
        call_command("import", archive, "--therapist", "ana", stderr=nowhere)
    took = time.monotonic() - began
    print(f"{before // 1024} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} {took:.1f}")


def measure(count: int) -> None:
    """One number of posts, on a host of its own."""
    sys.path.insert(0, str(ROOT))
    from tests.archives.written import write_wxr  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        archive = write_wxr(Path(folder) / "blog.xml", count, WORDS)
        environment = {**os.environ, "HEARTEN_DATA": f"{folder}/data"}
        subprocess.run(
            [sys.executable, ROOT / "manage.py", "init"], env=environment, check=True, capture_output=True
        )
        command = [sys.executable, __file__, "--inside", str(archive)]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        before, most, took = done.stdout.splitlines()[-1].split()
        size = archive.stat().st_size / 1e6
        print(
            f"{count:>6} posts {size:6.1f} MB  {float(took):7.1f} s  {count / float(took):6.0f} posts/s  "
            f"memory {before} MB at the start, {most} MB at most",
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(sys.argv[2])
    else:
        for number in sys.argv[1:] or ["500", "5000"]:
            measure(int(number))
