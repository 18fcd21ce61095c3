"""The estimate of how many people would match stands by itself: factors, tables, the sum, the change that helps."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from hearten_guard.anonymity import NOBODY_COUNTED, OTHER_PLACE, estimate
from hearten_guard.cli.crowd import change, counted_by, figure
from hearten_guard.tables import ORIGINS, origin
from tests.guard.cli.calling import run
from tests.guard.cli.test_audit import wxr

TOLD = (
    "One client is a 43-year-old firefighter in Vindeln. Her brother was murdered.\nShe moved from London. "
    "She is a twin."
)


def test_every_fact_is_listed_with_its_figure_and_who_counted_it() -> None:  # R35
    shown = run("--stdin", stdin=TOLD).stdout
    assert "(stdin):1:1: estimate: perhaps one person in a place the size of Vindeln would match\n" in shown
    assert f"\n  “43-year-old”: 1 in 84 (ages.tsv, 43 years old: {origin('ages.tsv')})\n" in shown
    assert f"\n  “Vindeln”: 2,403 people (places.tsv: {origin('places.tsv')})\n" in shown
    assert f"\n  “Her brother was murdered”: {NOBODY_COUNTED}\n" in shown
    assert f"\n  “London”: {OTHER_PLACE}\n" in shown


def test_every_factor_names_a_table_that_is_shipped_or_says_that_none_covers_it() -> None:
    (found,) = estimate(TOLD, "article")
    for factor in found.factors:
        assert (factor.table in ORIGINS) is (factor.share is not None)
        assert figure(factor, found)
        assert bool(counted_by(factor)) is (factor.share is not None)


def test_the_change_that_helps_most_says_how_many_would_match_after_it() -> None:
    (found,) = estimate("She is a 43-year-old teacher in Vindeln.", "article")
    assert found.widest
    assert found.widened == pytest.approx(found.people * found.widest.gain)
    assert change(found) == (
        "What helps most: “Vindeln” with “a small town in the north” in its place. "
        "Then about 54 people would match."
    )
    (unknown,) = estimate("Her brother was murdered. She has a scar on her cheek.", "article")
    assert change(unknown) == "No table can tell which single change helps most."


def test_without_a_place_it_says_among_how_many_it_is_counted() -> None:
    shown = run("--stdin", "--purpose", "story-composite", stdin="She is 43 and a firefighter.").stdout
    assert "counted among 100,000 people anywhere" in shown


def test_people_of_whom_a_text_may_speak_so_get_no_estimate() -> None:
    assert "estimate" not in run("--stdin", stdin="She is 43 and lives in London. He committed suicide.").stdout
    assert "estimate" not in run("--stdin", "--purpose", "post", stdin=TOLD).stdout


def test_programs_read_what_they_read_before() -> None:
    answer = json.loads(run("--stdin", "--json", stdin=TOLD).stdout)
    assert set(answer) == {"file", "rules_version", "findings"}


def test_an_estimate_cannot_move_or_colour_a_terminal() -> None:
    shown = run(
        "--stdin", stdin="A client, a 43-year-old\x1b[31m firefighter\nin \u202eVindeln, has a twin."
    ).stdout
    assert "estimate" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_the_report_has_it_under_the_article(tmp_path: Path) -> None:
    blog = wxr(tmp_path / "blog.xml", f"<p>{TOLD}</p>", "<p>A quiet day.</p>")
    run("audit", str(blog), "--html", str(tmp_path / "report.html"))
    report = (tmp_path / "report.html").read_text()
    assert report.count("<h4>How many people would match</h4>") == 1
    assert "<dd>1 in 84</dd>" in report
    assert f"<dd>{NOBODY_COUNTED}</dd>" in report
    assert "a place the size of <" not in report
    assert "the size of Vindeln would match" in report
    assert "“a small town in the north” in its place" in report


@pytest.mark.journey
def test_the_estimate_fits_a_phone(chromium: Browser, tmp_path: Path) -> None:
    run("audit", str(wxr(tmp_path / "blog.xml", f"<p>{TOLD}</p>")), "--html", str(tmp_path / "report.html"))
    page = chromium.new_page(viewport={"width": 320, "height": 700})
    page.goto((tmp_path / "report.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.get_by_text("1 in 84").is_visible()
    page.close()
