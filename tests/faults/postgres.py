"""A private PostgreSQL server, with fsync on, that can be shot and started again."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes import kill, until


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
def private_postgres() -> Iterator[Postgres]:
    """One in a folder of its own, gone afterwards. As root it runs as the user `postgres`."""
    with tempfile.TemporaryDirectory(prefix="hearten-faults-pg-") as name:
        room = Path(name)
        if os.getuid() == 0:
            shutil.chown(room, "postgres")
        server = Postgres(room)
        try:
            yield server
        finally:
            server.ask("pg_ctl", "-D", str(server.data), "-m", "immediate", "stop")


def installed() -> bool:
    """Whether this machine has the programs."""
    return bool(list(Path("/usr/lib/postgresql").glob("*/bin"))) or shutil.which("initdb") is not None
