"""Saying something aloud, in a browser whose microphone hears a tone: what is sent is what was chosen."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.tones import TONE, chosen, decoded, pitch, seconds, strength
from tests.ui.recorder import MICROPHONE, THROUGH, files, form, listens, opened, press, says
from tests.ui.static_pages import Site

pytestmark = pytest.mark.journey


@pytest.fixture
def speak(hearing: Browser, site: Site):
    """`speak(form())`: somebody has opened "Say it aloud". allowed: whether the page may use the microphone."""
    contexts = []

    def page_of(body: str, *, allowed: bool = True, script: str = MICROPHONE, **options: Any) -> Page:
        context = hearing.new_context(permissions=["microphone"] if allowed else [], **options)
        contexts.append(context)
        context.add_init_script(script)
        page = context.new_page()
        site.pages["/here/"] = body
        page.goto(f"{site.origin}/here/")
        return opened(page)

    yield page_of
    for context in contexts:
        context.close()


def recorded(page: Page, voice: str, *, milliseconds: int) -> int:
    """Record for a while and stop. How many seconds the page says it lasted."""
    page.get_by_label(voice).check()
    press(page, "Record")
    says(page, "Recording")
    assert listens(page)
    page.wait_for_timeout(milliseconds)
    press(page, "Stop")
    says(page, "Recorded: ")
    assert not listens(page)
    lasted = re.search(r"Recorded: (\d+) s", page.get_by_role("status").inner_text())
    assert lasted
    return int(lasted[1])


def test_what_is_sent_is_the_voice_that_was_chosen_in_the_same_time(speak) -> None:
    page = speak(form())
    for voice, semitones in (("As it is", 0), ("Lower", -4), ("Higher", 4)):
        lasted = recorded(page, voice, milliseconds=1800)
        name, kind, sound = chosen(page)
        heard = decoded(sound)
        assert (name, kind) == ("voice.webm", "audio/webm")
        assert pitch(heard) == pytest.approx(TONE * 2 ** (semitones / 12), rel=0.03)
        assert seconds(heard) == pytest.approx(lasted, abs=0.8)
        assert len(sound) < 4000 * seconds(heard)  # three minutes are well below a megabyte
        if semitones:  # nothing of the voice as it was is in there
            assert strength(heard, TONE) < 0.01 < 0.3 < strength(heard, TONE * 2 ** (semitones / 12))
        press(page, "Listen")
        says(page, "Playing what will be sent.")
        press(page, "Stop listening")
        expect(page.get_by_role("button", name="Listen", exact=True)).to_be_focused()
        press(page, "Delete and record again")
        expect(page.get_by_role("button", name="Record", exact=True)).to_be_focused()
        assert files(page) == 0


def test_nobody_is_told_which_voice_somebody_chose(speak, site: Site) -> None:
    page = speak(form())
    page.evaluate("document.forms[0].addEventListener('input', () => { window.told = true })")
    page.get_by_label("Higher").check()
    assert page.evaluate("[...new FormData(document.forms[0]).keys()]") == ["words", "voice"]
    assert page.evaluate("window.told") is None


def test_pressing_stop_twice_deletes_nothing(speak) -> None:
    page = speak(form(), viewport={"width": 360, "height": 800})
    press(page, "Record")
    says(page, "Recording")
    page.wait_for_timeout(300)
    place = page.get_by_role("button", name="Stop", exact=True).bounding_box()
    for _ in range(2):
        page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        expect(page.get_by_text("s recorded")).to_be_visible()
    expect(page.get_by_role("button", name="Listen", exact=True)).to_be_focused()  # when it has been heard
    assert files(page) == 1


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000, 96_000])
def test_every_voice_and_every_microphone_is_moved_by_the_same_step(speak, rate: int) -> None:
    page = speak(form())
    for hertz in (90, 140, 250, 440, 1000):
        for semitones in (-4, 4):
            sound = {"seconds": 1, "from": 0, "to": 1, "hertz": hertz}
            heard = page.evaluate(THROUGH, {"rate": rate, "semitones": semitones, "sound": sound})
            assert heard["hertz"] == pytest.approx(hertz * 2 ** (semitones / 12), rel=0.02)
            assert 0.9 < heard["loudest"] < 1.1


def test_a_word_at_the_end_of_three_minutes_comes_out_where_it_was_said(speak) -> None:
    page = speak(form())
    for semitones in (-4, 4):
        sound = {"seconds": 180, "from": 178, "to": 179, "hertz": 200}
        heard = page.evaluate(THROUGH, {"rate": 16_000, "semitones": semitones, "sound": sound})
        assert heard["first"] == pytest.approx(178, abs=0.06)
        assert heard["last"] == pytest.approx(179, abs=0.06)


def test_it_stops_by_itself_says_so_and_needs_no_mouse(speak) -> None:
    page = speak(form(longest=2))
    expect(page.get_by_role("button", name="Record", exact=True)).to_be_visible()
    for key in ("Tab", "ArrowDown", "Tab"):  # from what was opened to the voices, to "Lower", to the first button
        page.keyboard.press(key)
    expect(page.get_by_label("Lower")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_focused()
    says(page, "2 s is the most, so the recording stopped by itself. Recorded: 2 s, with a lower voice.")
    assert not listens(page)
    expect(page.get_by_role("button", name="Listen", exact=True)).to_be_focused()
    assert files(page) == 1


def test_the_screen_stays_on_while_somebody_speaks_and_no_longer(speak) -> None:
    """A phone that went dark would stop the recording after half a minute."""
    page = speak(form())
    for end in ("Stop", None):
        expect(page.locator("html:not([data-awake])")).to_be_attached()
        press(page, "Record")
        says(page, "Recording")
        expect(page.locator("html[data-awake]")).to_be_attached()
        expect(page.get_by_text("left")).to_have_text(re.compile(r"^2 min \d+ s left$"))
        if end:
            page.wait_for_timeout(300)
            press(page, end)
            press(page, "Delete and record again")
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    expect(page.locator("html:not([data-awake])")).to_be_attached()


@pytest.mark.parametrize(
    ("what", "script"),
    [
        ("may not use the microphone", MICROPHONE),
        ("This browser can’t record here", "delete globalThis.MediaRecorder"),
        ("No microphone was found", "MediaDevices.prototype.getUserMedia = async () => {"
         " throw new DOMException('', 'NotFoundError') }"),
    ],
)  # fmt: skip
def test_without_a_microphone_one_sentence_says_what_to_do_and_a_file_can_be_chosen(
    speak, what: str, script: str
) -> None:
    page = speak(form(), allowed=False, script=script)
    record = page.get_by_role("button", name="Record", exact=True)
    expect(record.or_(page.get_by_text(what))).to_be_visible()
    if record.count():
        record.click()
        expect(record).to_be_focused()
    says(page, what)
    says(page, "device’s own recorder")
    page.get_by_label("Your recording").set_input_files(
        {"name": "own.ogg", "mimeType": "audio/ogg", "buffer": b"OggS"}
    )
    assert files(page) == 1
    if record.count():
        says(page, "The voice in it is not changed.")


@pytest.mark.parametrize(
    ("what", "act", "kept"),
    [
        ("looks at another page", "Object.defineProperty(document, 'hidden', { value: true });"
         "document.dispatchEvent(new Event('visibilitychange'))", 1),
        ("leaves in a hurry", "document.dispatchEvent(new Event('h:leaving'))", 0),
        ("goes away", "dispatchEvent(new Event('pagehide'))", 0),
        ("takes the recorder away", "document.querySelector('h-voice').remove()", None),
        ("sends too early", "document.forms[0].requestSubmit()", 1),
    ],
)  # fmt: skip
def test_the_microphone_is_off_at_once_when_somebody(
    speak, site: Site, what: str, act: str, kept: int | None
) -> None:
    page = speak(form())
    press(page, "Record")
    says(page, "Recording")
    page.wait_for_timeout(300)
    page.evaluate(act)
    assert not listens(page)
    if kept:
        says(page, "Recorded:")
    if kept is not None:
        assert files(page) == kept
    assert site.received == []


@pytest.mark.parametrize("broken", ["gone", "does nothing"])
def test_a_voice_that_can_t_be_changed_is_never_offered_as_changed(speak, hearing, site: Site, broken: str) -> None:
    site.pages["/shift.js"] = NOTHING_CHANGES if broken == "does nothing" else "not a script"
    site.kinds["/shift.js"] = "text/javascript"
    page = speak(form(shift="/shift.js"))
    expect(page.get_by_text("This browser can’t change your voice. It is sent as it is.")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    expect(page.get_by_role("button", name="Record", exact=True)).to_be_visible()


def test_a_change_that_breaks_while_somebody_speaks_keeps_nothing(speak) -> None:
    page = speak(form(), script=MICROPHONE + BREAKS)
    page.get_by_label("Lower").check()
    press(page, "Record")
    says(page, "Your voice could not be changed, so nothing was kept.")
    assert not listens(page)
    assert files(page) == 0


def test_its_code_is_fetched_only_when_somebody_opens_it_and_from_here_alone(hearing: Browser, site: Site) -> None:
    context = hearing.new_context(permissions=["microphone"])
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    site.pages["/here/"] = form()
    page.goto(f"{site.origin}/here/", wait_until="networkidle")
    before = [address for address in asked if "/voice/" in address]
    press(opened(page), "Record")
    says(page, "Recording")
    press(page, "Stop")
    says(page, "Recorded")
    context.close()
    assert before == []
    assert any(address.endswith("/voice/recorder.js") for address in asked)
    assert [address for address in asked if not address.startswith(site.origin)] == []


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_the_recorder_has_no_barrier_and_its_buttons_are_large(speak, width: int, scheme: str) -> None:  # R100
    page = speak(form(), viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    for button, next_words in (("Record", "Recording"), ("Stop", "Recorded"), ("Listen", "Playing")):
        expect(page.get_by_role("button", name=button, exact=True)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        sizes = page.locator(".voice__recorder :is(button, label):visible").all()
        assert min(min(one.bounding_box()["width"], one.bounding_box()["height"]) for one in sizes) >= 44
        found = Axe().run(page)
        assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
        press(page, button)
        says(page, next_words)


#: A part that loads, has the right name, and leaves every voice as it is.
NOTHING_CHANGES = """registerProcessor("voice-shift", class extends AudioWorkletProcessor {
  process([input], [output]) { if (input[0]) output[0].set(input[0]); return true; }
});"""
#: The change works when it is tried, and fails later, with a real voice.
BREAKS = """
const real = AudioWorkletNode;
globalThis.AudioWorkletNode = class extends real {
  constructor(context, ...rest) {
    super(context, ...rest);
    if (context instanceof AudioContext) setTimeout(() => this.dispatchEvent(new Event("processorerror")), 400);
  }
};
"""
