// <h-preview data-url="/preview/" data-form="form-id"><div data-output></div></h-preview>
// Shows how the words will look. Only a short status line is read out, never the whole text again.
import { loggedOut, send } from "../lib/send.js";
import { statusLine } from "../lib/say.js";
import { settled } from "../lib/wait.js";

const PAUSE = 700; // milliseconds after the last key
const SAY = { done: "The preview is up to date.", trouble: "The preview cannot be made right now. Your words are not affected." };

export class Preview extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.dataset.form) ?? this.closest("form");
    this.output = this.querySelector("[data-output]");
    if (!this.form || !this.output) return;
    this.status ??= statusLine(this);
    this.later = settled(() => this.refresh(), PAUSE);
    this.form.addEventListener("input", this.later);
  }

  disconnectedCallback() {
    this.later?.cancel();
    this.asking?.abort();
    this.form?.removeEventListener("input", this.later);
  }

  async refresh() {
    this.asking?.abort(); // an older answer must not overwrite a newer one
    this.asking = new AbortController();
    this.output.setAttribute("aria-busy", "true");
    try {
      const answer = await send(this.dataset.url, this.form, { signal: this.asking.signal });
      if (loggedOut(answer) || !answer.ok) throw new Error("no preview");
      this.show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") this.tell("trouble");
    }
  }

  /** The HTML comes from our own server, which has cleaned it. */
  show(html) {
    this.output.innerHTML = html;
    this.tell("done");
  }

  tell(state) {
    this.output.removeAttribute("aria-busy");
    this.status.dataset.state = state;
    this.status.textContent = SAY[state];
  }
}
