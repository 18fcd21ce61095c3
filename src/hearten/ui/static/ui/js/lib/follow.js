// Words that follow what plays: the current ones are marked and kept in sight; a press on words goes there.
import { at, button, markCurrent, seek } from "./play.js";

export class Follow {
  /** box: the element with `[data-start][data-end]` words in paragraphs; media: what plays. */
  constructor(box, media, signal) {
    Object.assign(this, { box, media, on: true, words: [...box.querySelectorAll("[data-end]")] });
    Object.assign(box, { tabIndex: 0, role: "region" });
    box.setAttribute("aria-labelledby", "words-title");
    for (const place of box.querySelectorAll("p > .player__at")) place.replaceWith(this.jump(place));
    box.addEventListener("click", (event) => this.pressed(event), { signal });
  }

  /** The time before a paragraph becomes a button, so that the keyboard can go there too. */
  jump(place) {
    const start = Number(place.parentElement.dataset.start);
    return button(place.textContent, () => seek(this.media, start / 1000), { name: `Go to ${place.textContent}`, className: "player__at" });
  }

  pressed(event) {
    const words = event.target.closest("[data-end]");
    if (words && String(getSelection()).trim() === "") seek(this.media, Number(words.dataset.start) / 1000);
  }

  show(ms) {
    const found = at(this.words, ms);
    const now = found && ms < Number(found.dataset.end) ? found : undefined;
    if (!markCurrent(this.now, now)) return;
    this.now = now;
    if (now && this.on && !this.box.contains(document.activeElement)) this.keepInSight(now);
  }

  keepInSight(words) {
    const room = this.box.clientHeight;
    const top = words.offsetTop - this.box.offsetTop;
    if (top >= this.box.scrollTop && top + words.offsetHeight <= this.box.scrollTop + room) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.box.scrollTo({ top: Math.max(0, top - room / 3), behavior: calm ? "auto" : "smooth" });
  }
}
