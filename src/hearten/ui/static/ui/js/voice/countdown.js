// How long somebody may still speak: shown every second, read out only at the start, a minute and ten seconds before the end.
import { lasting } from "./words.js";

const READ_OUT = [60, 10];

export class Countdown {
  /** longest: seconds; status: a line that is read out; over() at the end. */
  constructor(longest, { status, over }) {
    Object.assign(this, { longest, status, over });
    this.element = Object.assign(document.createElement("p"), { className: "voice__time", hidden: true });
  }

  start() {
    this.began = performance.now();
    this.element.hidden = false;
    this.element.dataset.on = "";
    this.last = Math.ceil(this.longest);
    this.tick(this.last);
    this.timer = setInterval(() => this.look(), 100);
  }

  look() {
    const left = Math.max(0, Math.ceil(this.longest - this.lasted()));
    if (left === this.last) return;
    this.last = left;
    if (left === 0) return this.over();
    this.tick(left);
    if (READ_OUT.includes(left)) this.status.textContent = this.element.textContent;
  }

  tick(left) {
    this.element.textContent = `${lasting(left)} left`;
  }

  /** Seconds since the start. */
  lasted() {
    return (performance.now() - this.began) / 1000;
  }

  /** Seconds that were recorded. They stay in sight, so that no other button comes to stand where Stop was pressed. */
  stop() {
    const seconds = Math.min(this.longest, Math.max(1, Math.round(this.lasted())));
    this.reset();
    Object.assign(this.element, { textContent: `${lasting(seconds)} recorded`, hidden: false });
    return seconds;
  }

  reset() {
    clearInterval(this.timer);
    this.element.hidden = true;
    delete this.element.dataset.on;
  }
}
