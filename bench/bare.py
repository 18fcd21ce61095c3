"""No framework: WSGI, the same SQL through sqlite3, the same templates through Jinja2.

A template is given what the page gave it (bench/given.py). No log-in, no CSRF, no policy, no visibility, and
nothing is made of the rows: what the pages do more, they cost more. Templates are compiled once.
"""

import json
import os
import pickle
from base64 import b64decode
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from pysqlite3 import dbapi2 as sqlite3

PAGES: dict[str, dict[str, Any]] = json.loads(Path(os.environ["BENCH_PAGES"]).read_text(encoding="utf-8"))
HELLO = b"hello"
Start = Callable[[str, list[tuple[str, str]]], object]
db = sqlite3.connect(os.environ["BENCH_DATABASE"], check_same_thread=False, isolation_level=None)


def day(value: date | None) -> str:
    return f"{value.day} {value:%B %Y}" if value else ""


def renderer(known: dict[str, Any]) -> Callable[[], str]:
    """A page's template with what it was given, and the addresses that it asked for."""
    given = pickle.loads(b64decode(known["given"]))
    environment = Environment(
        loader=FileSystemLoader(known["folders"]), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {
        name: lambda *words, answers=answers: answers[words] for name, answers in given["asked"].items()
    }
    environment.filters |= {
        "day": day,
        "clock": lambda value: f"{value:%H:%M}",
        "iso": lambda value: value.isoformat() if value else "",
    }
    template = environment.get_template(known["template"])
    return lambda: template.render(given["data"])


RENDER = {name: renderer(known) for name, known in PAGES.items()}


def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """`/hello`, or the page whose statements were taken down."""
    name = environ["PATH_INFO"].strip("/")
    body = page(name).encode() if name in PAGES else HELLO
    start("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


def page(name: str) -> str:
    """Every row of every statement as a dict, then the template."""
    for sql in PAGES[name]["statements"]:
        found = db.execute(sql)
        names = [column[0] for column in found.description]
        [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return RENDER[name]()
