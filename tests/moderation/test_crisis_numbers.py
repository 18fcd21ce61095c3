"""I10: no crisis number stands in code or templates; every one comes from the directory.

A number that somebody typed into a page has no source, no date and nobody who checks it. This file reads every
template and every string of the Python under `src/` and refuses what a reader could take for such a number.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hearten.moderation import crisis_lines

SOURCES = Path(__file__).parents[2] / "src"
DIRECTORY = crisis_lines.load()
LINES = [line for country in DIRECTORY.countries for line in country.lines]
EMERGENCY = [entry for country in DIRECTORY.countries for entry in country.emergency]

ALLOWED: dict[str, str] = {
    "hearten/blog/fonts/DejaVuSans.LICENSE.txt": "the licence of the typeface names a postcode",
}
"""File below src/ -> why it may hold something that looks like a telephone number. Keep it short."""

LONG_NUMBER = re.compile(
    r"(?<![\w./#:=-])(?:\+\d[\d ()-]{6,}\d|0\d[\d ()-]{5,}\d|\d{2,4}(?:[ -]\d{2,4}){2,})(?![\w.-])"
)
ASKED_TO_DIAL = re.compile(r"(?i)\b(?:call|ring|dial|phone|text|tel|sms)\b[:\s]+(?:\w+\s+to\s+)?\+?\d[\d ()-]*\d")
DATE_OR_TIME = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?|\d{1,2}:\d{2}(?::\d{2})?")
MARKUP = re.compile(
    r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<(?:script|style|svg)\b.*?</(?:script|style|svg)>|<[^>]*>", re.DOTALL
)
NUMBERS = {number for line in LINES for number in (line.phone, line.sms) if number} | {
    entry.number for entry in EMERGENCY
}
LISTED = re.compile(  # not as a part of 1,000, 3.112, R112, #112 or 112 %
    r"(?<![\w.+#/-])(?<!\d,)(?:"
    + "|".join(re.escape(n) for n in sorted(NUMBERS, key=len, reverse=True))
    + r")(?![\w/-]|[.,]\d| ?%)"
)


def in_prose(text: str) -> list[str]:
    """What a reader of this page or message could take for a crisis number."""
    plain = DATE_OR_TIME.sub(" ", text)
    return [match.group() for pattern in (LONG_NUMBER, ASKED_TO_DIAL, LISTED) for match in pattern.finditer(plain)]


def in_code(text: str) -> list[str]:
    """The same for the strings of a Python file; a short number there needs a word like "call" before it."""
    strings = (
        n.value for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    )
    found: list[str] = []
    for string in strings:
        plain = DATE_OR_TIME.sub(" ", string)
        found += [match.group() for pattern in (LONG_NUMBER, ASKED_TO_DIAL) for match in pattern.finditer(plain)]
        found += [string] if string in NUMBERS else []
    return found


def numbers_in(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return (
        in_code(text)
        if path.suffix == ".py"
        else in_prose(MARKUP.sub(" ", text)) + re.findall(r"(?:tel|sms):\+?\d+", text)
    )


def files() -> Iterator[Path]:
    for path in sorted(SOURCES.rglob("*")):
        if path.suffix in {".py", ".html", ".txt", ".jinja", ".xml"} and "vendor" not in path.parts:
            yield path


def test_no_crisis_number_stands_in_code_or_templates():
    found = {str(path.relative_to(SOURCES)): numbers_in(path) for path in files()}
    assert {name: numbers for name, numbers in found.items() if numbers and name not in ALLOWED} == {}


def test_the_list_of_exceptions_holds_only_files_that_need_it():
    assert [name for name in ALLOWED if not (SOURCES / name).exists() or not numbers_in(SOURCES / name)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.html", "<p>Please call 999 now.</p>"),
        ("page.html", "<strong>988</strong>"),
        ("page.html", '<a href="tel:116123">Samaritans</a>'),
        ("mail.txt", "Samaritans: 116 123"),
        ("mail.txt", "Ring +46 8 123 456 78."),
        ("views.py", 'HELP = "Call 112 now"'),
        ("views.py", 'HELP = "112"'),
        ("views.py", 'def f():\n    return f"Lifeline 13 11 14, {1}"'),
        ("views.py", '"""Send TALK to us: text HOME to 741741."""'),
    ],
)
def test_a_planted_number_is_found(tmp_path: Path, name: str, text: str):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert numbers_in(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "page.html",
            '<p>Checked on {{ line.checked_on }}: {{ line.phone }}</p><svg viewBox="0 0 112 112"></svg>',
        ),
        ("page.html", "<p>Up to 1,000 words; 16–17 years; opens at 09:00 on 2026-06-02.</p>"),
        ("views.py", 'CODES = {112: "R112", 404: "2026-06-02T10:00:00"}\nname = "ISO 3166-1"'),
    ],
)
def test_an_ordinary_number_is_left_alone(tmp_path: Path, name: str, text: str):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert numbers_in(path) == []
