"""The held-out texts: written from the rules' descriptions alone, by somebody who had seen no rule."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "heldout"


@dataclass(frozen=True, slots=True)
class HeldOut:
    """One text with the rule it must or must not set off; the last three are of crisis texts that must."""

    rule: str
    purpose: str
    locale: str
    flag: bool
    text: str
    level: str | None
    when: str | None
    who: str | None

    @property
    def family(self) -> str:
        return self.rule.split(".")[0]


def read() -> list[HeldOut]:
    """Every held-out text of every family and language."""
    return [
        text for path in sorted(FOLDER.glob("*.toml")) for text in _of_file(tomllib.loads(path.read_text("utf-8")))
    ]


def _of_file(file: dict) -> list[HeldOut]:
    return [
        HeldOut(
            entry["rule"], entry["purpose"], file.get("locale", "en"), kind == "flag", text,
            entry.get("level"), entry.get("when"), entry.get("who"),
        )
        for entry in file["set"]
        for kind in ("flag", "clear")
        for text in entry[kind]
    ]  # fmt: skip
