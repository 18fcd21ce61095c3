// <h-live data-url="…?ticket=…" data-fragment="/@ana/piece/" data-target="thread"></h-live>
// Hears that something happened, fetches the part anew, and puts it in: what is read stays where it is, what is being
// written is not touched. While somebody is busy inside, and whenever it can't be fetched, it is only offered. When it
// shows nothing new nothing is said: words of somebody one doesn't read must not be felt (I6). Being deaf is said.
import { choice, statusLine } from "../lib/say.js";
import { steadily } from "../lib/steady.js";

const PATIENCE = 4000; // milliseconds without a stream before the page says so; most come back sooner

export class Live extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.url || typeof EventSource === "undefined") return;
    this.status ??= statusLine(this);
    this.source = new EventSource(this.dataset.url);
    this.source.addEventListener("changed", () => this.changed());
    this.source.addEventListener("close", () => this.source.close()); // left, banned or logged out: it ends at once
    this.source.addEventListener("open", () => this.back());
    this.source.addEventListener("error", () => (this.silence ??= setTimeout(() => this.lost(), PATIENCE)));
  }

  disconnectedCallback() {
    this.source?.close();
  }

  get target() {
    return document.getElementById(this.dataset.target);
  }

  /** One look at a time; what changes meanwhile is looked for after it. */
  async changed() {
    this.again = !this.button;
    if (this.button || this.looking) return;
    this.looking = true;
    while (this.again && !this.button) {
      this.again = false;
      await this.look();
    }
    this.looking = false;
  }

  async look() {
    const part = await this.fetched();
    if (part && shape(part) === shape(this.target)) return;
    if (part && !busyIn(this.target)) await this.put(part);
    else this.offer("There is something new.", "Show it");
  }

  /** The part as it is now, or nothing when it can't be had: no connection, logged out, gone. */
  async fetched() {
    if (!this.dataset.fragment || !this.target) return null;
    try {
      const answer = await fetch(this.dataset.fragment, { headers: { "HX-Request": "true" } });
      const html = answer.ok && !answer.redirected ? await answer.text() : "";
      return new DOMParser().parseFromString(html, "text/html").getElementById(this.dataset.target);
    } catch {
      return null;
    }
  }

  async put(part) {
    const added = names(part).some((name) => !names(this.target).includes(name));
    await steadily(() => this.target.replaceWith(part));
    this.status.textContent = added ? "Something new has been added." : "Something here has changed.";
  }

  offer(words, label) {
    this.status.textContent = words;
    this.button ??= choice(label, () => this.show());
    this.append(this.button);
  }

  async show() {
    const part = await this.fetched();
    if (!part) return location.reload();
    this.drop();
    this.status.textContent = "Nothing new so far.";
    if (shape(part) !== shape(this.target)) await this.put(part);
    if (this.deaf) this.offer(this.status.textContent, "See what is new");
  }

  /** The button goes; whoever pressed it by keyboard stays where they were. */
  drop() {
    this.status.tabIndex = -1;
    if (this.button?.matches(":focus")) this.status.focus();
    this.button?.remove();
    this.button = null;
  }

  lost() {
    this.deaf = true;
    this.drop();
    this.offer("This page doesn’t hear of news by itself at the moment.", "See what is new");
  }

  /** The stream is there again: what was missed meanwhile is looked for. */
  back() {
    if (!this.silence) return;
    clearTimeout(this.silence);
    if (this.deaf) this.status.textContent = "";
    this.silence = this.deaf = null;
    this.drop();
    this.changed();
  }
}

/** What can be read in it: its words and names, without what scripts have added. */
function shape(part) {
  const copy = part.cloneNode(true);
  for (const one of copy.querySelectorAll("*")) if (one.localName.includes("-")) one.remove();
  return `${names(copy).join()} ${copy.textContent.replace(/\s+/g, " ").trim()}`;
}

const names = (part) => [...part.querySelectorAll("[id]")].map((one) => one.id);

/** Whether somebody is listening, is reading with the keyboard, or has words selected, inside. */
function busyIn(part) {
  const selected = getSelection();
  const listening = [...(part?.querySelectorAll("audio") ?? [])].some((sound) => !sound.paused && !sound.ended);
  return listening || part?.contains(document.activeElement) || (!selected.isCollapsed && part?.contains(selected.anchorNode));
}
