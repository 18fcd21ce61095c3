"""What a page gives its template, taken down so that the bare server can render the same: see bench/bare.py."""

import dataclasses
import pickle
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.template import engines
from django.utils.safestring import SafeString
from markupsafe import Markup

from hearten.ui import engine


class Taken:
    """template: its name. data: what it was given. asked: the addresses it asked for, by function and words."""

    def __init__(self) -> None:
        self.template = ""
        self.data: dict[str, Any] = {}
        self.asked: dict[str, dict[tuple[Any, ...], Any]] = {"url": {}, "static": {}}

    def packed(self) -> dict[str, Any]:
        """As JSON can carry it."""
        given = b64encode(pickle.dumps({"data": self.data, "asked": self.asked})).decode()
        return {"template": self.template, "given": given, "folders": [str(one) for one in engine.folders()]}


@contextmanager
def taken() -> Iterator[Taken]:
    """Notes the one page that is rendered inside."""
    found, render = Taken(), engine.Template.render
    environment = next(one for one in engines.all() if isinstance(one, engine.MiniJinja)).environment

    def noting(self: engine.Template, context: Any = None, request: Any = None) -> str:
        found.template, found.data = self.name, plain(context or {})
        return render(self, context, request)

    def asking(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def ask(*words: Any) -> Any:
            answer = function(*words)
            found.asked[name][words] = plain(answer)
            return answer

        return ask

    environment.add_global("url", asking("url", engine.url))
    environment.add_global("static", asking("static", engine.static))
    engine.Template.render = noting  # type: ignore[method-assign]
    try:
        yield found
    finally:
        engine.Template.render = render  # type: ignore[method-assign]
        environment.add_global("url", engine.url)
        environment.add_global("static", engine.static)


def plain(value: Any) -> Any:
    """Dicts, lists and what stands in them; dataclasses with their properties; what is safe already stays so."""
    if isinstance(value, SafeString):
        return Markup(str(value))
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if dataclasses.is_dataclass(value):
        names = [name for name in dir(value) if not name.startswith("_")]
        return {name: plain(getattr(value, name)) for name in names if not callable(getattr(value, name))}
    return value
