// One row of captions: its times, its words, and what can be done with it.
import { button } from "./play.js";
import { stamp, typed } from "./webvtt.js";

/** A list item for a row. verbs: what its buttons do, by their words. */
export function drawRow(row, place, { changed, verbs }) {
  const item = document.createElement("li");
  item.className = "captions__row";
  item.append(time(row, "start", `Start of line ${place}`, changed), time(row, "end", `End of line ${place}`, changed), words(row, place, changed));
  const tools = document.createElement("div");
  tools.className = "captions__tools";
  for (const [label, press] of Object.entries(verbs)) {
    tools.append(button(label, () => press(row), { name: `${label}, line ${place}`, className: "button button--quiet button--small" }));
  }
  item.append(tools);
  return item;
}

function time(row, which, label, changed) {
  const box = document.createElement("input");
  Object.assign(box, { className: "control captions__time", value: stamp(row[which]), inputMode: "decimal", autocomplete: "off" });
  box.setAttribute("aria-label", label);
  box.addEventListener("change", () => {
    const ms = typed(box.value);
    box.setAttribute("aria-invalid", String(Number.isNaN(ms)));
    if (Number.isNaN(ms)) return;
    row[which] = ms;
    box.value = stamp(ms);
    changed();
  });
  return box;
}

function words(row, place, changed) {
  const box = document.createElement("textarea");
  Object.assign(box, { className: "control captions__words", value: row.text, rows: 2 });
  box.setAttribute("aria-label", `Words of line ${place}`);
  box.addEventListener("input", () => {
    row.text = box.value;
    changed();
  });
  return box;
}

/** Two rows from one: at the moment that plays when it is inside, else in the middle; words at the nearest space. */
export function split(row, now) {
  const at = now > row.start && now < row.end ? now : Math.round((row.start + row.end) / 2);
  const near = Math.round((row.text.length * (at - row.start)) / (row.end - row.start));
  const space = row.text.indexOf(" ", Math.max(0, near - 1));
  const cut = space < 0 ? row.text.length : space;
  return [{ ...row, end: at, text: row.text.slice(0, cut) }, { ...row, start: at, text: row.text.slice(cut + 1) }];
}

/** One row from two. */
export function merge(first, second) {
  return { start: first.start, end: second.end, text: `${first.text}\n${second.text}`.trim() };
}
