"""A host of its own for measuring: a temporary data folder, the web process as in production, and its cost."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from hearten.config.supervisor import children

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")


class Host:
    """A data folder and, once started, processes on it. In `with`, so that nothing is left over."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("HEARTEN_", "DATABASE_URL"))
        }
        self.environment = {
            **kept,
            "HEARTEN_DATA": str(folder / "data"),
            "HEARTEN_COUNTRY": "se",  # comments open only where crisis numbers are known
            "HEARTEN_ORIGIN": f"http://localhost:{self.port}",
            "DJANGO_SETTINGS_MODULE": "hearten.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        }
        self.running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Host":
        return self

    def __exit__(self, *error: object) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()

    def run(self, *command: str) -> str:
        """A Python command on this host, to its end. Raises SystemExit with what it said when it fails."""
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
        return done.stdout

    def start(self, command: list[str], port: int, **environment: str) -> int:
        """Start a server, wait until it listens, and return its process id."""
        log = (self.folder / "servers.log").open("ab")
        process = subprocess.Popen(
            command, cwd=ROOT, env={**self.environment, **environment}, stdout=log, stderr=log
        )
        self.running.append(process)
        if not listens(port):
            raise SystemExit(f"a server did not start:\n{(self.folder / 'servers.log').read_text()[-3000:]}")
        return process.pid

    def web(self) -> int:
        """The pages, exactly as `bin/hearten serve` starts them: one Granian worker on WSGI."""
        return self.start(children("127.0.0.1", self.port)[0].command, self.port)

    def others(self) -> list[int]:
        """The live stream and the worker."""
        _, live, worker = children("127.0.0.1", self.port)
        found = [self.start(live.command, self.port + 1)]
        process = subprocess.Popen(worker.command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL)
        self.running.append(process)
        time.sleep(3)
        return [*found, process.pid]

    def bare(self, application: str, **environment: str) -> tuple[int, int]:
        """Another WSGI application under the same server with the same options: its process id and port."""
        port = free_port()
        command = [
            application if word == "hearten.config.wsgi:application" else word for word in self.command(port)
        ]
        return self.start(command, port, **environment), port

    def command(self, port: int) -> list[str]:
        return children("127.0.0.1", port)[0].command


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Waits until something answers there, 30 seconds at most."""
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def family(pid: int) -> list[int]:
    """A process and everything it started."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    threads = [int(task.name) for task in Path(f"/proc/{pid}/task").iterdir() if int(task.name) != pid]
    for thread in threads:
        below += Path(f"/proc/{pid}/task/{thread}/children").read_text().split()
    return [pid, *(one for child in below for one in family(int(child)))]


def cpu(pid: int) -> float:
    """Seconds of processor, user and system, that a process and everything it started have used."""
    return sum(own_cpu(one) for one in family(pid))


def own_cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pids: list[int], *, alone: bool = False) -> int:
    """MB of memory, what processes share counted once. alone: without what they started."""
    every = set(pids) if alone else {one for leader in pids for one in family(leader)}
    return round(sum(kilobytes(pid, "smaps_rollup", "Pss:") for pid in every) / 1024)


def peak(pids: list[int]) -> int:
    """MB at the highest moment of each process, added up: what they share counts every time."""
    every = {one for leader in pids for one in family(leader)}
    return round(sum(kilobytes(pid, "status", "VmHWM:") for pid in every) / 1024)


def kilobytes(pid: int, file: str, name: str) -> int:
    """One line of what the system says of a process; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)


def guards(pid: int) -> list[int]:
    """The processes of the Guard below a web process."""
    found = [one for one in family(pid) if "hearten_guard.cli.lines" in Path(f"/proc/{one}/cmdline").read_text()]
    if not found:
        raise SystemExit("no process of the Guard runs")
    return found
