// <h-findings data-url="/check/" data-form="form-id"><div data-output>…</div></h-findings>
// Asks for the check while somebody writes and swaps the remarks. What the writer has ticked stays ticked.
import { loggedOut, send } from "../lib/send.js";
import { statusLine } from "../lib/say.js";
import { settled } from "../lib/wait.js";

const PAUSE = 1200; // milliseconds after the last key
const TROUBLE = "The check cannot answer right now. It will look again when you save.";

export class Findings extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.dataset.form) ?? this.closest("form");
    this.output = this.querySelector("[data-output]");
    if (!this.form || !this.output) return;
    this.status ??= statusLine(this, { seen: false });
    this.later = settled(() => this.check(), PAUSE);
    this.typed = (event) => {
      if (!this.contains(event.target)) this.later(); // ticking "I have seen this" is not writing
    };
    this.form.addEventListener("input", this.typed);
  }

  disconnectedCallback() {
    this.later?.cancel();
    this.asking?.abort();
    this.form?.removeEventListener("input", this.typed);
  }

  async check() {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const answer = await send(this.dataset.url, this.form, { signal: this.asking.signal });
      if (loggedOut(answer) || !(answer.ok || answer.status === 422)) throw new Error("no answer");
      this.show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") this.say(TROUBLE);
    }
  }

  show(html) {
    if (this.output.contains(document.activeElement)) return this.later(); // somebody is reading there
    const seen = new Set([...this.output.querySelectorAll("[name=acknowledge]:checked")].map((box) => box.value));
    this.output.innerHTML = html;
    for (const box of this.output.querySelectorAll("[name=acknowledge]")) box.checked ||= seen.has(box.value);
    this.say(this.output.querySelector("[data-summary]")?.dataset.summary ?? "");
  }

  say(words) {
    if (this.status.textContent !== words) this.status.textContent = words;
  }
}
