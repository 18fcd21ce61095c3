// The recorder's buttons: only those that do something now are there, and the focus never falls out of the row.
import { button } from "../lib/play.js";

/** Which buttons stand there, by what is going on. */
const SHOWN = {
  ready: ["record"],
  asking: ["stop"],
  recording: ["stop"],
  kept: ["listen", "remove"],
  hearing: ["quiet", "remove"],
  chosen: ["remove"],
};
const LABELS = { record: "Record", stop: "Stop", listen: "Listen", quiet: "Stop listening", remove: "Delete and record again" };
const MAIN = new Set(["record", "stop"]);

export class Row {
  /** act(name): does what the button of that name in LABELS says. */
  constructor(act) {
    this.element = Object.assign(document.createElement("p"), { className: "buttons" });
    this.buttons = new Map(Object.entries(LABELS).map(([name, label]) => [name, made(name, label, () => act(name))]));
    this.element.append(...this.buttons.values());
  }

  show(state) {
    const [first] = SHOWN[state];
    const inside = this.element.contains(document.activeElement);
    for (const [name, one] of this.buttons) one.hidden = !SHOWN[state].includes(name);
    if (inside && document.activeElement !== this.buttons.get(first)) this.buttons.get(first).focus();
  }
}

function made(name, label, press) {
  return button(label, press, { className: MAIN.has(name) ? "button" : "button button--second" });
}
