"""Files for the browser carry their own hash, through CSS imports and JavaScript modules too, without any build."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

HASHED = re.compile(r"\.[0-9a-f]{12}\.(css|js)$")


@pytest.fixture
def manifest() -> dict[str, str]:
    """Plain name -> hashed name; made by collectstatic at the start of the tests."""
    return json.loads((Path(settings.STATIC_ROOT) / "staticfiles.json").read_text(encoding="utf-8"))["paths"]


def content(name: str) -> str:
    return (Path(settings.STATIC_ROOT) / name).read_text(encoding="utf-8")


def test_every_style_and_script_is_served_under_its_hash(manifest: dict[str, str]) -> None:
    plain = [name for name in manifest if name.startswith("ui/") and name.endswith((".css", ".js"))]
    assert len(plain) > 10
    assert [name for name in plain if not HASHED.search(manifest[name])] == []


def test_a_css_import_leads_to_the_hashed_file(manifest: dict[str, str]) -> None:
    imported = re.findall(r"""@import\s+(?:url\()?["']?([^"')\s]+)""", content(manifest["ui/css/app.css"]))
    assert imported
    assert [name for name in imported if not HASHED.search(name)] == []


def test_a_javascript_import_leads_to_the_hashed_file(manifest: dict[str, str]) -> None:
    hashed = [hashed for name, hashed in manifest.items() if name.startswith("ui/js/") and name.endswith(".js")]
    imported = [
        name for file in hashed for name in re.findall(r"""^\s*import[^"';]*["']([^"']+)""", content(file), re.M)
    ]
    assert imported
    assert [name for name in imported if not HASHED.search(name)] == []


def test_a_script_that_is_fetched_later_is_the_hashed_file_too(manifest: dict[str, str]) -> None:
    later = re.findall(r"""\bimport\(["']([^"']+)["']\)""", content(manifest["ui/js/elements/h-voice.js"]))
    assert [HASHED.sub("", name) for name in later] == ["../voice/recorder"]
    assert HASHED.search(later[0])
