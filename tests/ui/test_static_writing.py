"""Saving, checking and previewing while somebody writes: their words are never lost."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from tests.ui.static_pages import EDITOR, answer, bare, fragment

pytestmark = pytest.mark.journey


def test_words_are_saved_and_the_copy_on_the_device_goes(open_page, site):
    site.posts["/save/"] = answer(200, version=4)
    page = open_page(bare(EDITOR))
    page.locator("#w").fill("New words.")
    assert "New words." in page.evaluate("JSON.stringify(sessionStorage)")
    expect(page.get_by_role("status")).to_contain_text("Saved at", timeout=8000)
    sent = parse_qs(site.received[-1][1])
    assert (sent["words"], sent["version"], sent["csrfmiddlewaretoken"]) == (["New words."], ["3"], ["t"])
    assert page.evaluate("document.querySelector('[name=version]').value") == "4"
    assert page.evaluate("JSON.stringify(sessionStorage)") == "{}"


def test_without_a_connection_words_stay_and_are_saved_later(open_page, site):
    site.posts["/save/"] = answer(200, version=4)
    page = open_page(bare(EDITOR))
    page.context.set_offline(True)
    page.locator("#w").fill("Written in a tunnel.")
    expect(page.get_by_role("status")).to_contain_text("kept on this device", timeout=8000)
    page.context.set_offline(False)
    expect(page.get_by_role("status")).to_contain_text("Saved at", timeout=8000)
    assert "tunnel" in site.received[-1][1]


def test_after_an_expired_log_in_the_words_come_back(open_page, site):
    site.posts["/save/"] = lambda _body: (302, {"Location": "/login/"}, "")
    page = open_page(bare(EDITOR))
    page.locator("#w").fill("Nearly lost.")
    expect(page.get_by_role("link", name="Log in and come back")).to_be_visible(timeout=8000)
    site.posts["/save/"] = answer(200, version=4)
    page.goto(f"{site.origin}/leave/")
    page.goto(f"{site.origin}/here/")
    expect(page.locator("#w")).to_have_value("Nearly lost.")
    expect(page.get_by_role("status")).to_contain_text("are back")
    expect(page.get_by_role("status")).to_contain_text("Saved at", timeout=8000)


@pytest.mark.parametrize(
    ("choice", "left", "version"), [("Keep mine", "Mine.", "9"), ("Use the other copy", "Theirs.", "9")]
)
def test_two_copies_are_both_shown_and_the_writer_decides(open_page, site, choice, left, version):
    site.posts["/save/"] = answer(409, version=9, fields={"words": "Theirs."})
    page = open_page(bare(EDITOR))
    page.locator("#w").fill("Mine.")
    panel = page.get_by_role("region", name="Two copies of this text")
    expect(panel.get_by_label("The other copy")).to_have_value("Theirs.", timeout=8000)
    expect(page.locator("#w")).to_have_value("Mine.")
    site.posts["/save/"] = answer(200, version=10)
    panel.get_by_role("button", name=choice).click()
    expect(page.locator("#w")).to_have_value(left)
    if choice == "Keep mine":
        expect(page.get_by_role("status")).to_contain_text("Saved at", timeout=8000)
        assert parse_qs(site.received[-1][1])["version"] == [version]
    else:
        expect(panel.get_by_label("Your words from before")).to_have_value("Mine.")


def test_words_that_could_not_be_sent_are_offered_again(open_page, site):
    page = open_page(bare(EDITOR))
    site.posts["/done/"] = lambda _body: (302, {"Location": "/leave/"}, "")
    page.locator("#w").fill("Sent into the dark.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/leave/")
    page.goto(f"{site.origin}/here/")
    expect(page.locator("#w")).to_have_value("Saved words.")
    page.get_by_role("button", name="Put them in the form").click()
    expect(page.locator("#w")).to_have_value("Sent into the dark.")


def test_the_check_is_asked_again_and_ticks_stay(open_page, site):
    tick = '<input type="checkbox" name="acknowledge" value="a.rule" aria-label="Seen">'
    site.posts["/check/"] = lambda _body: fragment(f'<div data-summary="Worth a look.">{tick}</div>')
    page = open_page(
        bare(
            '<form><textarea id="w" name="words"></textarea><h-findings data-url="/check/"><div data-output>'
            '<input type="checkbox" name="acknowledge" value="a.rule" checked></div></h-findings></form>'
        )
    )
    page.locator("#w").fill("Some words")
    expect(page.get_by_role("status")).to_have_text("Worth a look.", timeout=8000)
    expect(page.locator("[name=acknowledge]")).to_be_checked()


def test_the_preview_follows_and_reads_out_only_a_short_line(open_page, site):
    site.posts["/preview/"] = lambda body: fragment(f"<p>{parse_qs(body)['words'][0]}</p>")
    page = open_page(
        bare(
            '<form><textarea id="w" name="words"></textarea>'
            '<h-preview data-url="/preview/"><div data-output></div></h-preview></form>'
        )
    )
    page.locator("#w").fill("A calm line")
    expect(page.locator("[data-output]")).to_have_text("A calm line", timeout=8000)
    expect(page.get_by_role("status")).to_have_text("The preview is up to date.")


def test_new_words_are_offered_never_pushed(open_page, site):  # R60, I37
    site.pages["/stream/"] = ""
    live = '<h-live data-url="/stream/" data-fragment="/new/" data-target="list"></h-live>'
    page = open_page(bare(f'{live}<ul id="list"><li id="old">Old</li></ul>'))
    site.pages["/new/"] = '<ul id="list"><li id="old">Old</li><li id="new">New</li></ul>'
    page.evaluate("document.querySelector('h-live').offer('There is something new.', 'Show it')")
    expect(page.locator("#list li")).to_have_count(1)
    page.get_by_role("button", name="Show it").click()
    expect(page.locator("#list li")).to_have_count(2)
    expect(page.get_by_text("Something new has been added")).to_be_visible()
