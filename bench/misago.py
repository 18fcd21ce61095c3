"""Misago, a Django forum, beside us: the same server, its own databases, a thread as long as our article.

    .venv/bin/python -m bench.misago [ENVIRONMENT]

ENVIRONMENT: a folder with a Python environment that has Misago; it is made when it is not there, about 90 packages;
without the argument it is a temporary one. Everything else is in temporary folders, and nothing listens on anything
but sockets in them and a free port of 127.0.0.1. Settings are Misago's own (`devproject`) without what is meant for
development: debugging, its toolbar, the cache in memory. It needs PostgreSQL and Redis on the machine. Every step
has a deadline.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.client import Ask, Cost, measure, over
from bench.host import Host, children
from bench.words import ANSWER, ARTICLE, READERS, TITLE
from tests.faults.postgres import private_postgres

PACKAGES = ("misago==0.39.6", "granian==2.8.7")
#: Seconds for installing, and for any other step.
INSTALL, STEP = 600, 300
SETTINGS = """
from devproject.settings import *

DEBUG, ALLOWED_HOSTS, INTERNAL_IPS = False, ["*"], []
MIDDLEWARE = [name for name in MIDDLEWARE if "debug_toolbar" not in name]
INSTALLED_APPS = [name for name in INSTALLED_APPS if name != "debug_toolbar"]
DATABASES["default"] |= {{"NAME": "hearten", "USER": "hearten", "HOST": "{postgres}", "CONN_MAX_AGE": None}}
REDIS = "{room}/redis.sock"
CACHES = {{"default": {{"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "unix://" + REDIS}}}}
CELERY_BROKER_URL = "redis+socket://" + REDIS
MEDIA_ROOT, STATIC_ROOT = "{room}/media", "{room}/static"
"""
FILL = """
import json, sys
import django
django.setup()
from django.test import Client
from misago.categories.models import Category
from misago.threads.test import post_thread, reply_thread
from misago.users.test import create_test_user

told = json.load(sys.stdin)
words = lambda text: "".join("<p>" + part + "</p>" for part in text.split("\\n\\n"))
people = [create_test_user(f"Reader{n}", f"reader{n}@example.org") for n in range(told["readers"] + 1)]
thread = post_thread(Category.objects.get(slug="first-category"), told["title"], people[-1])
first = thread.first_post
first.original, first.parsed = told["article"], words(told["article"])
first.save()
for person in people[:-1]:
    reply_thread(thread, person, words(told["answer"]))
thread.synchronize()
thread.save()
client = Client()
client.force_login(people[0])
cookie = "; ".join(name + "=" + morsel.value for name, morsel in client.cookies.items())
print(json.dumps({"path": thread.get_absolute_url(), "cookie": cookie}))
"""


def cost(environment: str, seconds: float) -> dict[str, Cost]:
    """A thread of one piece of a thousand words and twenty answers, for a guest and for somebody signed in."""
    with tempfile.TemporaryDirectory(prefix="hearten-misago-") as name, Host(Path(name)) as host:
        room = Path(name)
        python = installed(Path(environment) if environment else room / "environment")
        with databases(room, host) as postgres:
            known = prepared(room, python, postgres)
            pid = serve(room, python, host)
            asks = {
                "a guest": Ask(known["path"], TITLE),
                "signed in": Ask(known["path"], "Reader0", known["cookie"]),
            }
            return {who: measure(host.port, pid, over(ask), seconds) for who, ask in asks.items()}


def installed(folder: Path) -> Path:
    """The Python of an environment with Misago; it is made when it is not there."""
    python = folder / "bin/python"
    there = [python, "-c", "import granian, misago"]
    if not python.exists() or subprocess.run(there, stderr=subprocess.DEVNULL, timeout=STEP).returncode:
        say("Misago: making an environment of its own")
        subprocess.run([sys.executable, "-m", "venv", folder], check=True, timeout=STEP)
        install = [python, "-m", "pip", "install", "--quiet", *PACKAGES]
        subprocess.run(install, check=True, timeout=INSTALL, stderr=subprocess.DEVNULL)
    return python


@contextmanager
def databases(room: Path, host: Host) -> Iterator[Path]:
    """A PostgreSQL, whose folder is given, and a Redis of our own."""
    redis = ["redis-server", "--port", "0", "--unixsocket", str(room / "redis.sock"), "--save", ""]
    host.running.append(subprocess.Popen(redis, cwd=room, stdout=subprocess.DEVNULL))
    with private_postgres() as server:
        yield server.room


def prepared(room: Path, python: Path, postgres: Path) -> dict[str, str]:
    """Tables, people and the thread: its address and the cookie of a reader."""
    say("Misago: making its tables and a thread")
    (room / "beside.py").write_text(SETTINGS.format(room=room, postgres=postgres), encoding="utf-8")
    run(room, [python, "-m", "django", "migrate", "--verbosity", "0"])
    told = json.dumps({"title": TITLE, "article": ARTICLE, "answer": ANSWER, "readers": READERS})
    return dict(json.loads(run(room, [python, "-c", FILL], told).splitlines()[-1]))


def run(room: Path, command: list[str | Path], told: str = "") -> str:
    """One step inside Misago, to its end. Raises SystemExit with what it said when it fails."""
    done = subprocess.run(
        command, cwd=room, env=around(room), input=told, capture_output=True, text=True, timeout=STEP
    )
    if done.returncode:
        raise SystemExit(f"Misago: a step failed:\n{done.stderr[-3000:]}")
    return done.stdout


def serve(room: Path, python: Path, host: Host) -> int:
    """The same server with the same options as ours: its process id."""
    ours = children("127.0.0.1", host.port)[0].command
    log = ours.index("--log-config")  # ours names what only we can import
    options = [*ours[1:log], *ours[log + 2 : -1], "devproject.wsgi:application"]
    return host.start([str(python), *options], host.port, **around(room))


def around(room: Path) -> dict[str, str]:
    """The environment of its processes: nothing of ours."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "HOME"}}
    return {**kept, "DJANGO_SETTINGS_MODULE": "beside", "PYTHONPATH": str(room)}


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def main() -> None:
    began = time.monotonic()
    for who, found in cost(sys.argv[1] if sys.argv[1:] else "", 3.0).items():
        print(f"{who}: {found.cpu:.1f} ms of processor, p50 {found.p50:.1f} ms, {found.size / 1000:.0f} kB of HTML")
    say(f"Misago: {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
