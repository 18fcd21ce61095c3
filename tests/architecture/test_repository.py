"""What is committed installs anywhere, names no machine, and keeps its promises about itself."""

import re
import tomllib
from pathlib import Path

import pytest
from pysqlite3 import dbapi2

from tests.architecture.code import ROOT, VENDORED, repository

LOCKS = ("base", "dev")
#: Written in pieces, so that this file passes its own test.
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "npmjs" + ".org", "crates" + ".io")
PLACES = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "C:" + "\\Users")
WORDS = [
    path for path in repository() if VENDORED not in path.parts and path.suffix not in {".png", ".woff2", ".jpg"}
]


def naming(words: tuple[str, ...]) -> list[str]:
    """Committed files that hold one of the words."""
    found = []
    for path in WORDS:
        text = path.read_text(encoding="utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {word}" for word in words if word in text]
    return found


def test_no_file_names_a_registry() -> None:
    assert naming(HOSTS) == []


def test_no_file_names_a_place_on_one_machine() -> None:
    assert naming(PLACES) == []


def test_no_file_holds_a_secret() -> None:
    shape = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}")
    assert [str(path) for path in WORDS if shape.search(path.read_text(encoding="utf-8", errors="ignore"))] == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_hashes_and_no_address(name: str) -> None:
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-zA-Z0-9])", text)
    assert len(entries) > 20
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert not re.search(r"index-url|find-links|https?://|file:", text)


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_holds_what_was_asked_for(name: str) -> None:
    asked = re.findall(r"^([A-Za-z0-9][\w.-]*)(?:\[[^]]*\])?(==[^\s]+)?", wanted(name), flags=re.MULTILINE)
    locked = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8").lower()
    assert asked
    assert [
        p + v for p, v in asked if not re.search(rf"^{re.escape(p.lower())}(\[.*\])?{v or '=='}", locked, re.M)
    ] == []


def wanted(name: str) -> str:
    return (ROOT / f"requirements/{name}.in").read_text(encoding="utf-8")


def test_a_host_gets_the_same_versions_as_the_tests() -> None:
    base, dev = (dict(re.findall(r"^([\w.-]+)(?:\[.*\])?==([^\s;]+)", lock(name), re.M)) for name in LOCKS)
    assert {name: (version, dev.get(name)) for name, version in base.items() if dev.get(name) != version} == {}


def lock(name: str) -> str:
    return (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8").lower()


def test_the_commands_in_the_readme_exist() -> None:
    named = re.findall(r"\bbin/[a-z]+", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert {"bin/demo", "bin/test"} <= set(named)
    assert [name for name in named if not is_program(ROOT / name)] == []


def is_program(path: Path) -> bool:
    return path.is_file() and bool(path.stat().st_mode & 0o100)


def test_the_licence_is_the_one_that_is_named() -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["license"]
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert named == "AGPL-3.0-only"
    assert "GNU AFFERO GENERAL PUBLIC LICENSE\n                       Version 3, 19 November 2007" in text
    assert len(text.splitlines()) > 600


@pytest.mark.parametrize("folder", ["docs", ""])
def test_every_link_between_pages_leads_somewhere(folder: str) -> None:
    pages = (ROOT / folder).rglob("*.md") if folder else ROOT.glob("*.md")
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_sqlite_is_newer_than_the_bug_that_corrupts_databases() -> None:
    assert dbapi2.sqlite_version_info >= (3, 51, 3)
