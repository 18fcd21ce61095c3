// <h-carry data-key="/…/comments/" data-login="/account/login/?next=…"><form>…<textarea readonly>…</textarea></form></h-carry>
// Words that were sent after the log-in had ended: kept on this device, in this window, until they are sent.
// <h-carry data-key="/…/comments/"><form>…<textarea>…</textarea></form></h-carry>
// The form they belong to: it holds them again.
import { Copy } from "../lib/draft.js";
import { choice, statusLine } from "../lib/say.js";
import { clock } from "../lib/wait.js";

export class Carry extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.box = this.querySelector("textarea");
    if (!this.form || !this.box || this.copy) return;
    this.copy = new Copy(`carried ${this.dataset.key}`);
    if (this.dataset.login) this.keep();
    else this.bringBack();
  }

  /** On the page that answers an ended log-in. With a copy on this device, the log-in needs no words. */
  keep() {
    if (!this.copy.keep({ words: this.box.value, at: clock() })) return;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      location.assign(this.dataset.login);
    });
  }

  bringBack() {
    const before = this.copy.read();
    this.form.addEventListener("submit", () => this.copy.drop());
    if (!before || this.box.value !== this.box.defaultValue) return; // somebody types already
    this.box.value = before.words;
    this.status = statusLine(this);
    this.status.append(`Your words from ${before.at} are back. They have not been sent. `);
    this.status.append(choice("Throw them away", () => this.throwAway()));
  }

  throwAway() {
    this.copy.drop();
    this.box.value = this.box.defaultValue;
    this.status.textContent = "Thrown away.";
    this.box.focus();
  }
}
