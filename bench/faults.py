"""kill -9 of web, live, worker and database at random while people publish, comment and upload.

    .venv/bin/python bench/faults.py [--rounds 200] [--seed 1] [--postgres]

--postgres makes a private server, with fsync on, and kills that too; as root it needs the user `postgres`.
Ends with 1 when anything acknowledged was lost, or anything happened twice.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.faults.rounds import run
from tests.processes import Served, kill, until


class Postgres:
    """A server of our own that can be killed and started again."""

    def __init__(self, room: Path) -> None:
        self.room, self.data = room, room / "data"
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        self.bin = found[-1] if found else Path(str(shutil.which("initdb"))).parent
        self.url = f"postgresql://hearten@/hearten?host={room}"
        self.ask("initdb", "-D", str(self.data), "-U", "hearten", "--auth=trust", "--encoding=UTF8", "--locale=C")
        self.start()
        self.ask("createdb", "-h", str(room), "-U", "hearten", "hearten")

    def ask(self, program: str, *arguments: str) -> bool:
        """Run one of its programs, as its own user. Whether it went well."""
        who = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        command = [*who, str(self.bin / program), *arguments]
        return (
            subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
        )

    def start(self) -> None:
        """Start, and wait until it has recovered. It refuses while processes of the killed one are still ending."""
        settings = f"-c listen_addresses='' -c unix_socket_directories={self.room} -c max_connections=60"
        words = ["-D", str(self.data), "-w", "-t", "60", "-l", str(self.room / "log"), "-o", settings, "start"]
        until(lambda: self.ask("pg_ctl", *words), seconds=60, what=(self.room / "log").read_text)

    def shoot(self) -> None:
        """kill -9 of the server; its own processes follow it. Then start it again."""
        kill(int((self.data / "postmaster.pid").read_text(encoding="ascii").split()[0]))
        self.start()


@contextmanager
def database(wanted: bool) -> Iterator[tuple[dict[str, str], dict[str, Callable[[], None]]]]:
    """Settings for the host, and what else can be killed."""
    if not wanted:
        yield {}, {}
        return
    with tempfile.TemporaryDirectory(prefix="hearten-faults-pg-") as name:
        room = Path(name)
        if os.getuid() == 0:
            shutil.chown(room, "postgres")
        server = Postgres(room)
        try:
            yield {"DATABASE_URL": server.url}, {"database": server.shoot}
        finally:
            server.ask("pg_ctl", "-D", str(server.data), "-m", "immediate", "stop")


def main() -> int:
    """Rounds, then the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    given = parser.parse_args()
    with database(given.postgres) as (environment, more), tempfile.TemporaryDirectory(prefix="hearten-") as name:
        return shoot(Served(Path(name) / "data", **environment), given, more)


def shoot(served: Served, given: argparse.Namespace, more: dict[str, Callable[[], None]]) -> int:
    """Everything on one host."""
    with served as host:
        made = host.hearten("init", timeout=300)
        if made.returncode:
            raise SystemExit(made.stderr)
        outcome = run(host, given.rounds, seed=given.seed, more=more, say=lambda line: print(line, flush=True))
        print(outcome.table())
        if outcome.wrong:
            print(host.said()[-4000:], file=sys.stderr)
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
