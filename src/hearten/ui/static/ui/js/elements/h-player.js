// <h-player data-words="id"><audio controls>…</audio> chapters… </h-player>
// Adds speed, steps of 15 seconds, captions on and off, chapters to press and words that follow.
// Keys work only while the focus is inside: space, arrows, c, < and >. Nothing ever starts by itself.
import { Follow } from "../lib/follow.js";
import { soundOnly } from "../lib/sound.js";
import { at, button, markCurrent, nextSpeed, seek, SPEEDS, toggle } from "../lib/play.js";

const STEP = 15; // seconds
const OWN_KEYS = "button, select, a, input, textarea, summary"; // what space already does something on

export class Player extends HTMLElement {
  connectedCallback() {
    this.media = this.querySelector("audio, video");
    if (!this.media || this.stop) return;
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.track = this.media.querySelector("track")?.track;
    this.buildBar();
    this.buildChapters();
    const words = document.getElementById(this.dataset.words)?.querySelector("[data-follow]");
    if (words) this.follow = new Follow(words, this.media, signal);
    this.media.addEventListener("timeupdate", () => this.moved(), { signal });
    this.media.addEventListener("seeked", () => this.moved(), { signal });
    this.media.addEventListener("ratechange", () => (this.speed.value = this.media.playbackRate), { signal });
    this.addEventListener("keydown", (event) => this.key(event), { signal, capture: true });
    document.addEventListener("h:leaving", () => this.media.pause(), { signal });
  }

  disconnectedCallback() {
    this.stop?.abort();
    this.stop = null;
    this.media?.pause();
    this.bar?.remove();
  }

  buildBar() {
    this.bar = document.createElement("div");
    this.bar.className = "player__bar";
    this.said = document.createElement("p");
    this.said.className = "player__say";
    this.said.setAttribute("role", "status");
    const step = (seconds, label, name) => button(label, () => this.step(seconds), { name });
    this.bar.append(step(-STEP, "− 15 s", "Back 15 seconds"), step(STEP, "+ 15 s", "Forward 15 seconds"), this.buildSpeed());
    if (this.track && this.media.matches("video")) this.bar.append(this.buildCaptions());
    const alone = this.querySelector("[data-sound]");
    if (alone) this.bar.append(soundOnly(this.media, alone, (words) => (this.said.textContent = words)));
    this.bar.append(this.said);
    this.media.after(this.bar);
  }

  buildSpeed() {
    const label = document.createElement("label");
    this.speed = document.createElement("select");
    this.speed.className = "control";
    this.speed.append(...SPEEDS.map((speed) => new Option(`${speed}×`, speed, speed === 1, speed === 1)));
    this.speed.addEventListener("change", () => this.setSpeed(Number(this.speed.value)));
    label.append("Speed ", this.speed);
    return label;
  }

  buildCaptions() {
    this.captions = button("Captions", () => this.switchCaptions());
    this.captions.setAttribute("aria-pressed", "true");
    return this.captions;
  }

  buildChapters() {
    this.chapters = [...this.querySelectorAll(".player__chapters li")].map((row) => {
      const jump = button("", () => seek(this.media, Number(row.dataset.start) / 1000), { className: "player__jump" });
      jump.dataset.start = row.dataset.start;
      jump.append(...row.childNodes);
      row.append(jump);
      return jump;
    });
  }

  moved() {
    const ms = this.media.currentTime * 1000;
    const chapter = at(this.chapters, ms);
    markCurrent(this.chapter, chapter);
    this.chapter = chapter;
    this.follow?.show(ms);
  }

  step(seconds) {
    seek(this.media, this.media.currentTime + seconds);
  }

  setSpeed(speed) {
    this.media.playbackRate = speed;
    this.said.textContent = `Speed ${speed}`;
  }

  switchCaptions() {
    if (!this.captions) return;
    const on = this.track.mode !== "showing";
    this.track.mode = on ? "showing" : "hidden";
    this.captions.setAttribute("aria-pressed", String(on));
    this.said.textContent = on ? "Captions on" : "Captions off";
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const busy = event.target.closest(OWN_KEYS);
    const verbs = { ArrowLeft: () => this.step(-STEP), ArrowRight: () => this.step(STEP), c: () => this.switchCaptions(), "<": () => this.setSpeed(nextSpeed(this.media.playbackRate, -1)), ">": () => this.setSpeed(nextSpeed(this.media.playbackRate, 1)), " ": () => toggle(this.media) };
    const verb = verbs[event.key];
    if (!verb || (busy && event.key === " ") || event.target.closest("select, input, textarea")) return;
    event.preventDefault();
    event.stopPropagation();
    verb();
  }
}
