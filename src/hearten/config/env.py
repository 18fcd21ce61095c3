"""Reads settings from the environment: typed, loud, and every problem at once."""

import os
from pathlib import Path


class Environment:
    """Values by name; `NAME_FILE` may point to a file that holds the value of `NAME`.

    Problems are collected, so that a host sees all of them in one start, and raised by `verify`.
    """

    def __init__(self, values: dict[str, str] | None = None) -> None:
        self.values = dict(os.environ) if values is None else values
        self.problems: list[str] = []
        self.documented: dict[str, tuple[str, str]] = {}

    def text(self, name: str, default: str | None = None, *, doc: str) -> str:
        """The value of `name`, stripped. Without a default, leaving it out is a problem."""
        self.documented[name] = (doc, "required" if default is None else default)
        value = self._read(name)
        if value is None and default is None:
            self.problems.append(f"{name} is not set: {doc}")
        return (value if value is not None else default or "").strip()

    def secret(self, name: str, *, kept_in: Path, doc: str) -> str:
        """The value of `name`, else what the file `kept_in` holds; having neither is a problem."""
        if name in self.values or f"{name}_FILE" in self.values or not kept_in.is_file():
            return self.text(name, doc=doc)
        self.documented[name] = (doc, "required")
        return kept_in.read_text(encoding="utf-8").strip()

    def flag(self, name: str, default: bool, *, doc: str) -> bool:
        """True for 1, true, yes, on; False for 0, false, no, off; anything else is a problem."""
        value = self.text(name, "yes" if default else "no", doc=doc).lower()
        if value not in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
            self.problems.append(f"{name} is {value!r}: say yes or no")
        return value in {"1", "true", "yes", "on"}

    def number(self, name: str, default: int, *, doc: str) -> int:
        """A whole number."""
        value = self.text(name, str(default), doc=doc)
        if not value.lstrip("-").isdigit():
            self.problems.append(f"{name} is {value!r}: give a whole number")
            return default
        return int(value)

    def verify(self) -> None:
        """Raise `SystemExit` that lists every problem found so far."""
        if self.problems:
            raise SystemExit("Hearten can't start:\n" + "\n".join(f"  - {p}" for p in self.problems))

    def _read(self, name: str) -> str | None:
        file = self.values.get(f"{name}_FILE")
        if not file:
            return self.values.get(name)
        try:
            return Path(file).read_text(encoding="utf-8")
        except OSError as error:
            self.problems.append(f"{name}_FILE can't be read: {error.strerror}")
            return ""
