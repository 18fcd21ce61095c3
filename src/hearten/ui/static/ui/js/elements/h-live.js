// <h-live data-url="…?ticket=…" data-fragment="/@ana/piece/" data-target="thread"></h-live>
// Listens for "there is something new" and has htmx swap it in: what is read stays where it is, and what is being
// written is not touched. While somebody is busy inside, and whenever it can't be swapped, it is only offered. If the
// page can't listen, it simply works by reloading.
import { choice, statusLine } from "../lib/say.js";
import { steadily } from "../lib/steady.js";

export class Live extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.url || typeof EventSource === "undefined") return;
    this.status ??= statusLine(this);
    this.source = new EventSource(this.dataset.url);
    this.source.addEventListener("changed", () => this.changed());
    this.source.addEventListener("close", () => this.source.close()); // left, banned or logged out: it ends at once
  }

  disconnectedCallback() {
    this.source?.close();
  }

  /** One swap at a time; what changes meanwhile is fetched after it. */
  async changed() {
    if (this.button) return;
    if (!this.dataset.fragment || busyIn(this.target)) return this.offer();
    if (this.swapping) {
      this.again = true;
      return;
    }
    this.swapping = true;
    do {
      this.again = false;
      if (!(await this.swap())) this.offer();
    } while (this.again && !this.button);
    this.swapping = false;
  }

  get target() {
    return document.getElementById(this.dataset.target);
  }

  offer() {
    this.status.textContent = "There is something new.";
    this.button = choice("Show it", () => this.show());
    this.append(this.button);
  }

  async show() {
    this.button.remove();
    this.button = null;
    if (!this.dataset.fragment || !(await this.swap())) location.reload();
  }

  /** Whether the new part is there. */
  async swap() {
    const old = this.target;
    if (!old || !globalThis.htmx) return false;
    const how = { target: old, source: this, swap: "outerHTML show:none scroll:none settle:0ms" };
    await steadily(() => htmx.ajax("GET", this.dataset.fragment, how).catch(() => null));
    const swapped = this.target !== null && this.target !== old;
    if (swapped) this.status.textContent = "Something new has been added.";
    return swapped;
  }
}

/** Whether somebody is listening, is reading with the keyboard, or has words selected, inside. */
function busyIn(part) {
  const selected = getSelection();
  const here = part?.contains(document.activeElement);
  const listening = [...(part?.querySelectorAll("audio") ?? [])].some((sound) => !sound.paused && !sound.ended);
  return here || listening || (!selected.isCollapsed && part?.contains(selected.anchorNode));
}
