// <h-voice data-shift="…/shift.js"><details>… <fieldset data-voice data-longest="180">…<input type="file">…</fieldset></details></h-voice>
// A recorder beside a file field. Its code is fetched when somebody opens the part; without scripts, without a microphone
// and without leave to use it the file field does the same.

export class Voice extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("[data-voice]");
    if (!this.box || this.begun) return;
    const part = this.querySelector("details");
    if (!part || part.open) return this.begin();
    part.addEventListener("toggle", () => this.begin(), { once: true });
  }

  disconnectedCallback() {
    this.recorder?.quit();
  }

  async begin() {
    if (this.begun) return;
    this.begun = true;
    const { Recorder } = await import("../voice/recorder.js");
    this.recorder = new Recorder(this.box, this.dataset.shift);
    await this.recorder.begin();
  }
}
