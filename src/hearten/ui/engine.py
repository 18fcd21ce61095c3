"""Django's template backend for MiniJinja: our templates, in Jinja syntax, fed with plain data only."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import minijinja
from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.backends.base import BaseEngine
from django.templatetags.static import static as hashed_name
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

#: What a template may be given, besides lists, tuples and dicts of it, and dataclasses.
PLAIN = (str, int, float, bool, type(None), date, datetime)


class MiniJinja(BaseEngine):
    """Finds `templates/` in each app, escapes everything, and knows `url`, `static`, `day` and `clock`."""

    app_dirname = "templates"

    def __init__(self, params: dict[str, Any]) -> None:
        params = {**params}
        params.pop("OPTIONS", None)
        super().__init__(params)
        self.environment = minijinja.Environment(
            loader=self._source,
            auto_escape_callback=lambda _name: True,
            undefined_behavior="strict" if settings.CHECK_TEMPLATE_DATA else "lenient",
            trim_blocks=True,
            lstrip_blocks=True,
            reload_before_render=settings.DEBUG,
            globals={"url": url, "static": static},
            filters={"day": day, "clock": clock, "iso": iso},
            debug=settings.DEBUG,
        )

    def get_template(self, template_name: str) -> Template:
        """Raises TemplateDoesNotExist, so that Django asks the next engine (allauth's own pages)."""
        if self._source(template_name) is None:
            raise TemplateDoesNotExist(template_name, backend=self)
        return Template(self.environment, template_name)

    def _source(self, name: str) -> str | None:
        path = find(name)
        return path.read_text(encoding="utf-8") if path else None


@cache
def folders() -> tuple[Path, ...]:
    """Each of our apps' template folders, in the order of INSTALLED_APPS."""
    ours = [config for config in apps.get_app_configs() if config.name.startswith("hearten.")]
    return tuple(Path(config.path) / "templates" for config in ours)


@cache
def find(name: str) -> Path | None:
    """The file of a template, or None."""
    return next((folder / name for folder in folders() if (folder / name).is_file()), None)


class Template:
    """One template, ready to render."""

    def __init__(self, environment: minijinja.Environment, name: str) -> None:
        self.environment = environment
        self.name = name

    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> str:
        """HTML. Raises TypeError when given anything but plain data and settings ask for the check."""
        data = context or {}
        if settings.CHECK_TEMPLATE_DATA:
            require_plain(data, self.name)
        return self.environment.render_template(self.name, **data)


def require_plain(value: Any, where: str) -> None:
    """Raises TypeError naming the place of the first value that is not plain data.

    A row in a template is a hidden query and a field that may leak under a pseudonym.
    """
    if isinstance(value, PLAIN) or (not isinstance(value, type) and callable(value)):
        return
    children = _children(value)
    if children is None:
        raise TypeError(f"{where} is a {type(value).__name__}: templates get plain data only")
    for name, child in children:
        require_plain(child, f"{where}.{name}")


def _children(value: Any) -> list[tuple[Any, Any]] | None:
    if isinstance(value, dict):
        return list(value.items())
    if isinstance(value, (list, tuple)):
        return list(enumerate(value))
    if dataclasses.is_dataclass(value):
        return [(field.name, getattr(value, field.name)) for field in dataclasses.fields(value)]
    return None


@lru_cache(maxsize=4096)
def url(name: str, *args: str | int) -> SafeString:
    """The address of a route. `reverse` has quoted it, so it is safe inside a double-quoted attribute."""
    return mark_safe(reverse(name, args=args or None))  # noqa: S308


@lru_cache(maxsize=1024)
def static(name: str) -> SafeString:
    """The address of a file of ours; its name changes with what is in it, so it is looked up once a process."""
    return mark_safe(hashed_name(name))  # noqa: S308  our own file names


def day(value: date | datetime | None) -> str:
    """A date as people write it: 23 November 2026. Times are shown in the host's zone."""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{local.day} {local:%B %Y}"


def clock(value: datetime) -> str:
    """A time of day: 09:30."""
    return f"{timezone.localtime(value):%H:%M}"


def iso(value: date | datetime | None) -> str:
    """For `datetime=` attributes."""
    return value.isoformat() if value else ""
