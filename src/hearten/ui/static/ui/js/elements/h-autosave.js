// <h-autosave data-url="/desk/…/save/"><form>…<input type="hidden" name="version" value="3">…</form></h-autosave>
// Saves while somebody writes. Answers: 200 {version}; 409 {version, fields: {name: words}}; a log-in redirect.
// Until the server has the words, a copy stays on this device, in this window only.
import { showConflict } from "../lib/conflict.js";
import { Copy, fillFields, readFields, sameWords, typedEarly } from "../lib/draft.js";
import { loggedOut, send } from "../lib/send.js";
import { choice, statusLine } from "../lib/say.js";
import { clock } from "../lib/wait.js";

const AFTER = 2500; // milliseconds from the first unsaved key
const RETRY = 15000;
const OFFLINE = "Not saved yet. Keep this page open: your words are kept on this device until you are back online.";
const NO_COPY = "Not saved yet. Keep this page open, and copy your words somewhere safe.";
const REFUSED = "Not saved. Press the save button to see what needs to change. Your words are still here.";

export class Autosave extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form || this.stop) return;
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.copy = new Copy(this.dataset.url);
    this.status = statusLine(this);
    this.form.addEventListener("input", () => this.changed(), { signal });
    this.form.addEventListener("submit", () => this.copy.keep(this.words({ sent: true })), { signal });
    addEventListener("online", () => this.dirty && this.save(), { signal });
    document.addEventListener("h:leaving", () => this.dirty && send(this.dataset.url, this.form, { keepalive: true }), { signal });
    this.restore();
  }

  disconnectedCallback() {
    this.stop?.abort();
    this.stop = null;
    clearTimeout(this.timer);
  }

  words(more = {}) {
    return { fields: readFields(this.form), version: this.form.elements.version?.value, at: clock(), ...more };
  }

  changed() {
    this.dirty = true;
    this.kept = this.copy.keep(this.words());
    this.timer ??= setTimeout(() => this.save(), AFTER);
  }

  async save() {
    clearTimeout(this.timer);
    this.timer = null;
    this.dirty = false;
    try {
      await this.take(await send(this.dataset.url, this.form));
    } catch {
      this.trouble();
    }
  }

  async take(answer) {
    if (loggedOut(answer)) return this.askLogIn();
    if (answer.status === 409) return this.choose(await answer.json());
    if (answer.status >= 500 || answer.status === 429) return this.trouble();
    if (!answer.ok) return this.tell(REFUSED, "trouble");
    this.setVersion((await answer.json()).version);
    if (this.dirty) return; // something was typed meanwhile: its own save follows
    this.copy.drop();
    this.tell(`Saved at ${clock()}`);
  }

  trouble() {
    this.dirty = true;
    this.timer ??= setTimeout(() => this.save(), RETRY);
    this.tell(this.kept ? OFFLINE : NO_COPY, "trouble");
  }

  askLogIn() {
    this.dirty = true;
    this.tell("You are logged out. Your words are kept on this device. ", "trouble");
    const link = document.createElement("a");
    Object.assign(link, { href: location.href, textContent: "Log in and come back to them" });
    this.status.append(link);
  }

  choose({ version, fields }) {
    this.setVersion(version); // whatever is chosen builds on the newer copy
    this.tell("Not saved: there are two copies.", "trouble");
    showConflict(this, { form: this.form, other: Object.entries(fields), keep: () => this.save(), took: () => this.copy.drop() });
  }

  /** Words from before a log-out or a lost connection come back; words that were sent are only offered. */
  restore() {
    const before = this.copy.read();
    if (!before || sameWords(before.fields, readFields(this.form))) return typedEarly(this.form) ? this.changed() : this.copy.drop();
    if (before.sent || before.version !== this.form.elements.version?.value) return this.offer(before);
    this.bringBack(before);
  }

  offer(before) {
    this.tell(`Words that you wrote here at ${before.at} are kept on this device. `);
    this.status.append(choice("Put them in the form", () => this.bringBack(before)), " ");
    this.status.append(choice("Throw them away", () => (this.copy.drop(), this.tell("Thrown away."))));
  }

  bringBack(before) {
    fillFields(this.form, before.fields);
    this.tell(`Your words from ${before.at} are back.`);
    this.changed();
  }

  setVersion(version) {
    if (this.form.elements.version && version !== undefined) this.form.elements.version.value = version;
  }

  tell(words, state = "calm") {
    this.status.dataset.state = state;
    this.status.textContent = words;
  }
}
