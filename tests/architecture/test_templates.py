"""Pages are built alike, run no inline code, and ask nobody else for anything."""

import re
from pathlib import Path

import pytest

from tests.architecture.code import ROOT, ours

PAGES = [path for path in ours("*.html") if "templates" in path.parts]
BROWSER = [*PAGES, *ours("*.css", "*.js", "*.svg"), *[path for path in ours("*.xml") if "templates" in path.parts]]
#: The one page that extends nothing: everything else does, through it.
ROOT_PAGE = "ui/plain.html"
#: Names of XML vocabularies: nobody fetches them.
VOCABULARIES = (
    "http://www.w3.org/", "http://purl.org/", "http://www.sitemaps.org/", "https://schema.org",
    "http://www.itunes.com/dtds/", "https://podcastindex.org/namespace/",
)  # fmt: skip
INLINE = {
    "inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "inline script": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")[^>]*>", re.IGNORECASE
    ),
    "javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "escaping turned off": re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE),
}
#: What is put into a page as it is, and who made it: nothing else may be.
CLEANED = {
    "post.html|safe": "blog/stored.py cleans it before it is stored",
    "html|safe": "blog/actions/episodes.py cleans a transcript before it is stored",
    "p.transcript_html|safe": "the same transcript, beside its player",
    "words|safe": "blog and groups give the html of one's own words, cleaned before it is stored",
    "qr|safe": "accounts/qr.py draws it",
}


def label(path: Path) -> str:
    return str(path.relative_to(ROOT / "src/hearten"))


def test_every_page_extends_another_or_is_a_fragment() -> None:
    loose = [
        label(path)
        for path in PAGES
        if not path.name.startswith("_")
        and not label(path).endswith(ROOT_PAGE)
        and not re.search(r"{%-?\s*extends\b", path.read_text(encoding="utf-8"))
    ]
    assert loose == []


def test_a_fragment_extends_nothing() -> None:
    assert [
        label(path) for path in PAGES if path.name.startswith("_") and "{% extends" in path.read_text("utf-8")
    ] == []


@pytest.mark.parametrize("what", INLINE)
def test_no_template_has(what: str) -> None:  # I21
    found = [
        f"{label(path)}: {match.group(0)[:60]}"
        for path in PAGES
        for match in INLINE[what].finditer(without_cleaned(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def without_cleaned(text: str) -> str:
    for expression in CLEANED:
        text = text.replace("{{ " + expression + " }}", "")
    return text


@pytest.mark.parametrize(
    ("what", "planted"),
    [
        ("inline style", '<p style="color: red">'),
        ("inline style", "<style>"),
        ("inline handler", '<a href="/" onclick="go()">'),
        ("inline script", "<script>go()</script>"),
        ("inline script", '<script type="module">go()</script>'),
        ("javascript: address", '<a href="javascript:go()">'),
        ("escaping turned off", "{{ name|safe }}"),
    ],
)
def test_planted_inline_code_is_seen(what: str, planted: str) -> None:
    assert INLINE[what].search(planted)


def test_nothing_in_the_browser_names_another_server() -> None:  # I21
    found = []
    for path in BROWSER:
        for address in re.findall(r"""(?:https?:)?//[a-z0-9][a-z0-9.-]*\.[a-z]{2,}[^\s"'<>)]*""", text_of(path)):
            if not address.startswith(VOCABULARIES):
                found.append(f"{label(path)}: {address}")
    assert found == []


def text_of(path: Path) -> str:
    """Without comments, which nobody is sent to."""
    text = path.read_text(encoding="utf-8")
    return re.sub(r"{#.*?#}|/\*.*?\*/|^\s*//.*?$", "", text, flags=re.DOTALL | re.MULTILINE)
