"""Captions line by line, and a player by keyboard alone (R24, R100)."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from playwright.sync_api import expect

from hearten.blog import webvtt
from hearten.blog.models import Episode
from hearten.media.models import Recording
from hearten.media.recordings import served_name
from tests.blog.episodes import episode, published
from tests.blog.test_episode_pages import with_sound
from tests.cast import Cast
from tests.journeys.conftest import Visit
from tests.journeys.hands import saved, with_scripts
from tests.media import recorded

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


def test_captions_are_edited_line_by_line_and_saved(cast: Cast, visit: Visit) -> None:  # R24, I16
    row = episode(cast.ana)
    page = visit(cast.ana)
    page.goto(f"/desk/posts/{row.post_id}/episode/")
    with_scripts(page)
    page.get_by_label("Words of line 1").fill("Sit & rest <now>.")
    page.get_by_role("button", name="Split, line 2").click()
    page.get_by_role("button", name="Add below, line 3").click()
    page.keyboard.type("Good.")
    page.get_by_label("Start of line 4").fill("1:05")
    page.get_by_label("End of line 4").fill("1:06.5")
    page.get_by_label("End of line 4").blur()
    saved(page)
    cues = webvtt.parse(Episode.objects.get().captions)
    assert not cues.mistakes
    assert cues.cues[0].text == "Sit & rest <now>."
    assert [(cue.start_ms, cue.end_ms) for cue in cues.cues][1:] == [
        (2500, 4250),
        (4250, 6000),
        (65_000, 66_500),
    ]


def test_the_player_answers_keys_only_inside_and_never_starts_by_itself(cast: Cast, visit: Visit) -> None:
    # R24, R100, I37
    post = published(cast.ana)
    page = visit(None)
    page.goto(f"/@ana/{post.slug}/")
    with_scripts(page)
    speed = page.get_by_label("Speed")
    page.keyboard.press(">")
    expect(speed).to_have_value("1")
    page.get_by_role("button", name="Forward 15 seconds").focus()
    page.keyboard.press(">")
    expect(speed).to_have_value("1.25")
    expect(page.get_by_role("button", name="A longer breath out")).to_be_visible()
    expect(page.get_by_role("region", name="Transcript").locator("[data-end]").first).to_be_visible()
    assert page.evaluate("document.querySelector('audio').paused")


def test_a_video_goes_on_as_sound_from_the_same_moment(cast: Cast, visit: Visit) -> None:  # R53
    post = published(cast.ana, kind="video")
    row, heard = Recording.objects.get(), recorded.sound("mp3", 20)
    with_sound(row, len(heard))
    default_storage.save(served_name(row.pk, "sound.mp3"), ContentFile(heard))
    page = visit(None)
    page.goto(f"/@ana/{post.slug}/")
    with_scripts(page)
    expect(page.get_by_text("Listen without the picture")).to_be_hidden()
    page.evaluate("document.querySelector('video').currentTime = 7")
    only = page.get_by_role("button", name="Sound only")
    only.click()
    expect(only).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("document.querySelector('video').currentSrc.endsWith('/sound.mp3')")
    page.wait_for_function("document.querySelector('video').readyState >= 1")
    assert page.evaluate("document.querySelector('video').currentTime") == 7, "from the same moment"
    assert page.evaluate("document.querySelector('video').paused"), "and not by itself"
    only.click()
    expect(only).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("document.querySelector('video').hasAttribute('src')") is False
