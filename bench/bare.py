"""No framework: the same SQL through sqlite3, plain formatting with escaping, the same number of bytes.

It knows no log-in, no CSRF, no policy, no visibility and no template; what the pages do more, they cost more.
"""

import json
import os
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite3

PAGES: dict[str, dict[str, Any]] = json.loads(Path(os.environ["BENCH_PAGES"]).read_text(encoding="utf-8"))
db = sqlite3.connect(os.environ["BENCH_DATABASE"], check_same_thread=False, isolation_level=None)
HELLO = b"hello"
Start = Callable[[str, list[tuple[str, str]]], object]


def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """`/hello`, or the page whose statements were taken down."""
    name = environ["PATH_INFO"].strip("/")
    body = page(PAGES[name]) if name in PAGES else HELLO
    start("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


def page(known: dict[str, Any]) -> bytes:
    """Every cell of every row, escaped, then as many bytes as the real page has."""
    cells = []
    for sql, values in known["statements"]:
        for row in db.execute(sql, values).fetchall():
            cells.append("<li>{}</li>".format("".join(f"<p>{escape(str(cell))}</p>" for cell in row)))
    html = "<!doctype html><main>" + "".join(cells)
    return html.ljust(known["size"]).encode()
