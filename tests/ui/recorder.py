"""What tests of the recorder share: a form with one, a page that knows its microphone, what a tone becomes."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.ui.static_pages import bare

SHIFT = "/static/ui/js/voice/shift.js"
#: So that a test can see whether the microphone still listens.
MICROPHONE = """
const ask = MediaDevices.prototype.getUserMedia;
MediaDevices.prototype.getUserMedia = async function (wish) {
  const stream = await ask.call(this, wish);
  window.microphone = stream.getTracks()[0];
  return stream;
};
WakeLock.prototype.request = async () => {
  document.documentElement.dataset.awake = "";
  return { release: async () => delete document.documentElement.dataset.awake };
};
"""
#: Loads the very file that changes voices, and hands a sound through it without anybody hearing it.
THROUGH = """async ({ rate, semitones, sound }) => {
  const { changer } = await import("/static/ui/js/voice/changing.js");
  const context = new OfflineAudioContext(1, rate * sound.seconds, rate);
  const buffer = context.createBuffer(1, rate * sound.seconds, rate);
  buffer.getChannelData(0).forEach((_, n, all) => {
    if (n >= sound.from * rate && n < sound.to * rate) all[n] = Math.sin((2 * Math.PI * sound.hertz * n) / rate);
  });
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(await changer(context, "/static/ui/js/voice/shift.js", semitones)).connect(context.destination);
  source.start();
  const heard = (await context.startRendering()).getChannelData(0);
  const first = heard.findIndex((sample) => Math.abs(sample) > 0.2) / rate;
  const last = heard.findLastIndex((sample) => Math.abs(sample) > 0.2) / rate;
  const [from, to] = [Math.round((first + 0.05) * rate), Math.round((last - 0.05) * rate)];
  let waves = 0;
  for (let n = from + 1; n < to; n += 1) waves += heard[n - 1] < 0 && heard[n] >= 0;
  const loudest = heard.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return { first, last, hertz: (waves * rate) / (to - from), loudest };
}"""


def form(longest: int = 180, shift: str = SHIFT) -> str:
    """A page with words and a recorder. longest: seconds."""
    return bare(
        '<h1>Your answer</h1><form method="post" action="/done/" enctype="multipart/form-data">'
        '<label for="w">Your words</label><textarea class="control" id="w" name="words"></textarea>'
        f'<h-voice data-shift="{shift}"><details class="disclosure"><summary>Say it aloud</summary>'
        f'<div class="disclosure__body"><fieldset class="voice" data-voice data-longest="{longest}">'
        '<legend>A voice note</legend><div class="field"><label class="field__label" for="v">Your recording</label>'
        '<input class="control" type="file" id="v" name="voice" accept="audio/*"></div>'
        '</fieldset></div></details></h-voice><p class="buttons"><button class="button">Send</button></p></form>'
    )


def opened(page: Page) -> Page:
    """Press on "Say it aloud"."""
    page.get_by_text("Say it aloud").click()
    return page


def press(page: Page, label: str) -> None:
    """Press the button with this very name."""
    page.get_by_role("button", name=label, exact=True).click()


def says(page: Page, words: str, **options: float) -> None:
    """What a screen reader was told last."""
    expect(page.get_by_role("status")).to_contain_text(words, **options)


def listens(page: Page) -> bool:
    """Whether the microphone is on."""
    return page.evaluate("window.microphone?.readyState") == "live"


def files(page: Page) -> int:
    """How many files the form would send."""
    return page.evaluate("document.querySelector('input[type=file]').files.length")
