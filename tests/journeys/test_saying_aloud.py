"""A voice note, from a changed voice on a phone to the ears of the group; somebody listens between (R24)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from hearten.accounts.models import Account
from hearten.groups.models import Reply, SupportGroup, Thread
from hearten.media.models import VoiceNote
from tests.cast import Cast
from tests.groups.circle import begun, joined, open_group
from tests.groups.conftest import folders, host_ready
from tests.journeys.conftest import Visit
from tests.media.places import Folders
from tests.media.spoken import worker
from tests.tones import TONE, decoded, pitch, seconds, strength

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
__all__ = ["folders", "host_ready"]

PHONE = {"viewport": {"width": 360, "height": 740}}
WORDS = "I tell you about my walk this morning."
#: Where the next voice note is, after it has been played for a moment.
PLAYED = """async (player) => {
  player.muted = true;
  await player.play();
  await new Promise((heard) => player.addEventListener("timeupdate", () => player.currentTime > 0.2 && heard()));
  return player.src;
}"""


@pytest.fixture
def talk(cast: Cast, host_ready: None, folders: Folders) -> Thread:
    """In a group with voice notes, Cleo has begun a talk; Ben, who is not new, is in it."""
    group = open_group(cast, on_duty=True, voice=True)
    Account.objects.filter(pk=cast.ben.pk).update(joined_on="2026-01-01")
    cast.ben.refresh_from_db()
    joined(group, cast.ben)
    return begun(joined(group, cast.cleo), "I wake at four and the house is quiet.")


def page_of(thread: Thread) -> str:
    return f"/groups/{thread.group_id}/t/{thread.pk}/"


def tell(page: Page, voice: str) -> None:
    """Open the recorder, record for a while, listen to the beginning."""
    page.get_by_text("Say it aloud").click()
    page.get_by_label(voice).check()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text("left", exact=False).first).to_be_visible()
    page.wait_for_timeout(1800)
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("button", name="Listen", exact=True).click()
    expect(page.get_by_text("Playing what will be sent.")).to_be_visible()


def listened(page: Page, group: SupportGroup) -> None:
    """Somebody who looks after the group hears it, and lets it appear."""
    page.goto(f"/groups/{group.pk}/keep/")
    page.get_by_text("Closed until you choose to read").click()
    assert page.locator("audio").evaluate(PLAYED)
    page.get_by_role("button", name="I have listened: let it appear").click()
    expect(page.get_by_role("button", name="I have listened: let it appear")).to_have_count(0)


def test_a_changed_voice_is_heard_by_a_person_first_and_by_the_group_as_it_was_sent(
    talk: Thread, cast: Cast, visit: Visit
) -> None:
    page = visit(cast.ben, microphone=True, **PHONE)
    page.goto(page_of(talk))
    tell(page, "Lower")
    page.get_by_label("Your words").fill(WORDS)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Only you see and hear this until somebody has listened")).to_be_visible()
    others = visit(cast.cleo, **PHONE)
    others.goto(page_of(talk))
    expect(others.get_by_text(WORDS)).to_have_count(0)

    worker()
    listened(visit(cast.dov), talk.group)
    assert Reply.objects.get().state == "visible"

    others.reload()
    expect(others.locator(".comment").get_by_text(WORDS)).to_be_visible()
    heard = decoded(others.request.get(others.locator("audio").evaluate(PLAYED)).body())
    assert pitch(heard) == pytest.approx(TONE * 2 ** (-4 / 12), rel=0.03)
    assert strength(heard, TONE) < 0.01
    assert 1.5 < seconds(heard) < 6


def test_a_recording_that_can_t_be_kept_is_asked_for_again_with_the_recorder_open(
    talk: Thread, cast: Cast, visit: Visit
) -> None:
    page = visit(cast.ben, microphone=True, **PHONE)
    page.goto(page_of(talk))
    tell(page, "As it is")
    page.get_by_label("Your words").fill("Call me on 07911 123456 about my walk.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Choose your recording again")).to_be_visible()
    expect(page.get_by_role("button", name="Record", exact=True)).to_be_visible()
    assert "about my walk" in page.get_by_label("Your words").input_value()
    assert not VoiceNote.objects.exists()
