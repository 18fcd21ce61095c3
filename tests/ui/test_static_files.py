"""What the design system promises without a browser: small, ours alone, no inline code, no counting of people."""

from __future__ import annotations

import gzip
import hashlib
import re
import subprocess
from pathlib import Path

import pytest

from tests.ui.static_pages import GRACE, ROOT, STATIC, TEMPLATES, UI, frame, macro, render

CSS = sorted((STATIC / "ui/css").rglob("*.css"))
JS = sorted((STATIC / "ui/js").rglob("*.js"))
HTML = sorted((TEMPLATES / "ui").glob("*.html"))
OURS = [*CSS, *JS, *HTML]
#: Fetched when somebody opens the part of a page that needs it.
LATER = STATIC / "ui/js/voice"
HTMX = STATIC / "ui/vendor/htmx.min.js"

FIELD = {
    "name": "words", "id": "w", "label": "Words", "hint": "", "kind": "text", "value": "", "errors": [],
    "choices": [], "required": True, "attrs": {}, "max_length": None,
}  # fmt: skip
HOSTILE = '"><script>alert(1)</script>'


def packed(files) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def relative(file) -> str:
    return str(file.relative_to(UI))


def test_a_first_visit_stays_inside_its_budget():
    """R32, design §8: 40 kB of CSS, 60 kB of JavaScript, each file packed by itself as it is sent."""
    assert packed(CSS) <= 40_000
    assert packed([*(file for file in JS if file.parent != LATER), HTMX]) <= 60_000


@pytest.mark.parametrize(("files", "most"), [(CSS, 200), (JS, 120), (HTML, 120)])
def test_every_file_can_be_read_in_one_sitting(files, most):
    assert {relative(file): lines for file in files if (lines := len(file.read_text().splitlines())) > most} == {}


def test_every_stylesheet_is_named_once_and_exists():
    folder = STATIC / "ui/css"
    named = re.findall(r'@import url\("([^"]+)"\)', (folder / "app.css").read_text())
    assert sorted(named) == sorted(str(file.relative_to(folder)) for file in CSS if file.name != "app.css")


def test_every_element_file_is_defined():
    app = (STATIC / "ui/js/app.js").read_text()
    for file in (STATIC / "ui/js/elements").glob("*.js"):
        assert f"./elements/{file.name}" in app
        assert f'"{file.stem}":' in app


def test_every_import_leads_to_a_file():
    for file in JS:
        for target in re.findall(r'(?:from |import\()"([^"]+)"', file.read_text()):
            assert (file.parent / target).is_file(), f"{relative(file)} imports {target}"


def fetched_with(file: Path) -> set[Path]:
    """Every module that a browser fetches because of this one, before anybody has pressed anything."""
    found = {file}
    for target in re.findall(r'from "([^"]+)"', file.read_text()):
        found |= fetched_with((file.parent / target).resolve())
    return found


def test_the_recorder_is_no_part_of_a_page_until_somebody_opens_it():
    at_once = {relative(file) for file in fetched_with(STATIC / "ui/js/app.js")}
    assert "static/ui/js/elements/h-voice.js" in at_once
    assert [name for name in at_once if "/js/voice/" in name] == []
    later = [file for file in JS if file.parent == LATER]
    assert len(later) > 5
    assert packed(later) <= 10_000


@pytest.mark.parametrize("file", OURS, ids=relative)
def test_nothing_points_at_another_host(file):  # I21
    text = file.read_text().replace('a[href^="http"]', "")
    assert re.findall(r"https?://|[\"'(]//[a-z]", text) == []


@pytest.mark.parametrize("file", HTML, ids=relative)
def test_no_template_carries_code_or_style(file):  # strict CSP
    text = file.read_text()
    assert re.findall(r"\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:|hx-on|\bhx-vals='js", text) == []
    for tag in re.findall(r"<script[^>]*>", text):
        assert "src=" in tag or "application/json" in tag


@pytest.mark.parametrize("file", [*JS, *HTML], ids=relative)
def test_nothing_pulls_people_back(file):  # I37, R60
    words = r"\b(autoplay|streaks?|badge|unread|last[ -]seen|you missed|trending|likes?-count|follower count)\b"
    assert re.findall(words, file.read_text(), re.IGNORECASE) == []


def test_no_element_evaluates_text_as_code():
    for file in JS:
        assert re.findall(r"\beval\(|new Function|setTimeout\(\s*[\"']", file.read_text()) == []


def test_every_colour_and_size_that_is_used_has_a_value():
    everything = "\n".join(file.read_text() for file in CSS)
    used = set(re.findall(r"var\((--[a-z0-9-]+)\s*[,)]", everything))
    with_fallback = set(re.findall(r"var\((--[a-z0-9-]+)\s*,", everything))
    defined = set(re.findall(r"(--[a-z0-9-]+)\s*:", everything))
    assert used - defined - with_fallback == set()


def test_every_class_in_the_components_has_a_look():
    everything = "\n".join(file.read_text() for file in CSS)
    looks = set(re.findall(r"\.([a-z][a-z0-9_-]*)", everything))
    without = {"kit", "kit-zones"}  # page names, no look of their own
    for page in ("ui/kit.html", "ui/error.html"):
        extra = {"status": 404, "heading": "Not here", "body": ["a"], "actions": []}
        html = render(page, **frame(viewer=GRACE), **extra)
        worn = {name for group in re.findall(r'class="([^"]*)"', html) for name in group.split()}
        assert worn - looks - without == set()


def test_the_kit_shows_every_component():
    names = re.findall(r"{% set (\w+) =", (TEMPLATES / "ui/_parts.html").read_text())
    kit = "\n".join(file.read_text() for file in (TEMPLATES / "ui").glob("_kit_*.html"))
    shown = {name for name in names if f"ui.{name}(" in kit}
    inside_others = {"finding", "avatar", "the_end", "crisis_lines", "emergency_numbers"}  # others draw these
    assert set(names) - shown - inside_others == set()


def test_the_bare_page_and_errors_need_only_the_name_of_the_place():  # I9
    site = {"site": {"name": "Hearten"}}
    assert "Get help now" in render("ui/plain.html", **site)
    page = render("ui/error.html", **site, status=503, heading="Back soon", body=["Wait a bit."], actions=[])
    assert "Back soon" in page
    assert 'href="/crisis/"' in page


@pytest.mark.parametrize("page", ["ui/plain.html", "ui/kit.html"])
def test_help_and_leaving_come_first_on_every_page(page):  # R100 (3.2.6), R101
    body = render(page, **frame()).split("<body")[1]
    links = re.findall(r'<a [^>]*href="([^"]+)"', body)
    assert links[:3] == ["#main", "/crisis/", "/leave/"]


@pytest.mark.parametrize("zone", ["public", "group", "care", "self", "host", "author", "letter", "account"])
def test_every_page_says_in_words_who_can_read_it(zone):
    assert f'data-zone="{zone}"' in (page := render("ui/kit.html", **frame(zone)))
    ribbon = re.search(r'<aside class="ribbon".*?</aside>', page, re.DOTALL)
    assert ribbon is not None
    assert len(re.sub(r"<[^>]+>", "", ribbon[0]).split()) >= 3


def test_the_title_ends_in_the_neutral_name_of_the_place():  # I27, R101
    assert re.search(r"<title>Kit · Hearten</title>", render("ui/base.html", **frame()))


def test_forms_can_be_posted_and_nothing_is_told_to_other_hosts():
    """ "no-referrer" would make browsers post with "Origin: null", which the CSRF check refuses."""
    assert '<meta name="referrer" content="same-origin">' in render("ui/base.html", **frame())


def test_htmx_is_loaded_only_where_a_page_asks_for_it():
    assert "htmx" not in render("ui/base.html", **frame())
    assert '"allowEval":false' in render("ui/base.html", **frame(), interactive=True)


def test_staff_links_are_shown_to_staff_only():
    assert "/moderation/" not in render("ui/base.html", **frame())
    assert "/moderation/" in render("ui/base.html", **frame(viewer=GRACE))


@pytest.mark.parametrize(
    "kind", ["text", "textarea", "select", "radio", "checkboxes", "checkbox", "date", "url", "password", "hidden"]
)
def test_no_field_lets_a_hostile_value_out(kind):
    nasty = {
        **FIELD, "kind": kind, "label": HOSTILE, "value": HOSTILE, "hint": HOSTILE, "errors": [HOSTILE],
        "choices": [(HOSTILE, HOSTILE, True)], "attrs": {"placeholder": HOSTILE},
    }  # fmt: skip
    assert "<script>" not in macro("{{ ui.field(f) }}", f=nasty)


def test_other_components_escape_what_people_wrote():
    person = {"name": HOSTILE, "line": HOSTILE, "href": HOSTILE}
    found = {"n": 1, "severity": "hold", **dict.fromkeys(["rule", "quote", "reason", "suggestion"], HOSTILE)}
    source = "{{ ui.byline(p, p.name) }}{{ ui.finding(f) }}{{ ui.chips([{'label': p.name}]) }}"
    pieces = macro(source, p=person, f=found)
    comment = macro(
        "{{ ui.comment(c) }}{{ ui.marked_text([{'text': c.html, 'finding': none}]) }}",
        c={"id": "c", "person": person, "when": HOSTILE, "html": HOSTILE},
    )
    assert "<script>" not in pieces + comment


def test_a_wrong_field_says_so_to_everybody():
    html = macro("{{ ui.field(f) }}", f={**FIELD, "errors": ["Please write a name."], "hint": "Any name."})
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="w-hint w-error"' in html
    assert 'id="w-error"' in html
    assert "Please write a name." in html


def test_a_long_text_comes_back_whole_after_an_error():
    """No maxlength: it would cut pasted words off without a sound."""
    words = "\n  two spaces and a line first " + "word " * 500
    html = macro("{{ ui.field(f) }}", f={**FIELD, "kind": "textarea", "value": words, "max_length": 40})
    assert "maxlength" not in html
    assert f">\n{words}</textarea>" in html


@pytest.mark.parametrize(
    ("severity", "label"),
    [("hold", "Please change this"), ("advise", "Worth a look"), ("note", "For your information")],
)
def test_a_finding_shows_words_reason_source_and_a_way_on(severity, label):
    found = {
        "n": 3, "severity": severity, "rule": "a.rule", "quote": "these words", "reason": "because",
        "source": "a code", "suggestion": "those words",
    }  # fmt: skip
    html = macro("{{ ui.finding(f) }}", f=found)
    for part in (label, "these words", "because", "a code", "those words", 'name="apply" value="3"'):
        assert part in html
    assert ('name="acknowledge"' in html) == (severity == "advise")


def test_marked_text_is_the_whole_text():
    marked = {"text": "two", "finding": 1, "severity": "hold"}
    segments = [{"text": "one ", "finding": None}, marked, {"text": " three", "finding": None}]
    html = macro("{{ ui.marked_text(s) }}", s=segments)
    assert re.sub(r"<[^>]+>", "", html).strip() == "one two three"
    assert 'href="#finding-1"' in html


def test_every_list_says_that_it_ends():  # I37
    assert "That is everything." in macro("{{ ui.pager(newer='?before=1') }}")
    assert "That is everything." not in macro("{{ ui.pager(older='?after=9') }}")


def test_the_next_step_always_holds_the_crisis_page():  # R3
    assert 'href="/crisis/"' in macro("{{ ui.next_step([]) }}")


def test_a_role_is_called_verified_only_when_it_is():  # I22
    assert "verified" not in macro("{{ ui.role({'role': 'Therapist'}) }}")
    assert "verified" not in macro("{{ ui.role({'role': 'Therapist', 'verified': false}) }}")


def test_htmx_is_the_copy_that_was_checked_in():
    total = hashlib.sha256(HTMX.read_bytes()).hexdigest()
    assert total in (HTMX.parent / "README.md").read_text()
    check = subprocess.run([ROOT / "bin/vendor", "--check"], check=False, capture_output=True, text=True)
    assert check.returncode == 0, check.stderr
