// <h-captions><audio|video>… <textarea name="captions"></textarea></h-captions>
// Draws the captions as lines beside the player: set times from what plays, play one line, add, split, join, remove.
// The text field stays the truth and is saved by the form around it; text that can't be read stays text.
import { button } from "../lib/play.js";
import { drawRow, merge, split } from "../lib/rows.js";
import { read, write } from "../lib/webvtt.js";

const NEW = 2000; // milliseconds of a new line

export class Captions extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector('textarea[name="captions"]');
    if (!this.text || this.list) return;
    this.media = this.querySelector("audio, video");
    this.rows = read(this.text.value);
    this.panel = document.createElement("div");
    this.panel.className = "captions__panel";
    this.list = document.createElement("ol");
    Object.assign(this.list, { className: "captions__list", role: "list" });
    this.said = document.createElement("p");
    this.said.className = "saved-line";
    this.said.setAttribute("role", "status");
    this.switch = button("Edit as text", () => this.flip());
    this.panel.append(this.list, button("Add a line", () => this.add(this.rows.length)), this.said);
    this.append(this.switch, this.panel);
    this.media?.addEventListener("timeupdate", () => this.reached());
    this.show(this.rows !== null);
  }

  /** Lines or text. */
  show(asLines) {
    this.panel.hidden = !asLines;
    this.text.closest(".captions__text").hidden = asLines;
    this.switch.textContent = asLines ? "Edit as text" : "Edit line by line";
    if (asLines) this.draw();
  }

  flip() {
    if (this.panel.hidden) {
      const rows = read(this.text.value);
      if (!rows) return this.tell("The text can't be read as lines yet. Save, and you see which line to mend.");
      this.rows = rows;
    }
    this.show(this.panel.hidden);
    this.tell("");
  }

  draw(focus) {
    const changed = () => this.changed();
    const verbs = {
      "Starts now": (row) => this.stampRow(row, "start"),
      "Ends now": (row) => this.stampRow(row, "end"),
      "Play this line": (row) => this.play(row),
      "Add below": (row) => this.add(this.rows.indexOf(row) + 1),
      Split: (row) => this.swap(row, 1, split(row, this.now)),
      "Join with next": (row) => this.join(row),
      Remove: (row) => this.swap(row, 1, []),
    };
    const mine = this.media ? verbs : Object.fromEntries(Object.entries(verbs).slice(3));
    this.list.replaceChildren(...this.rows.map((row, place) => drawRow(row, place + 1, { changed, verbs: mine })));
    this.list.children[focus]?.querySelector("textarea").focus();
  }

  get now() {
    return Math.round((this.media?.currentTime ?? 0) * 1000);
  }

  stampRow(row, which) {
    row[which] = this.now;
    this.changed();
    this.draw(this.rows.indexOf(row));
  }

  play(row) {
    this.until = row.end / 1000;
    this.media.currentTime = row.start / 1000;
    this.media.play().catch(() => {});
  }

  reached() {
    if (this.until === undefined || this.media.currentTime < this.until) return;
    this.media.pause();
    this.until = undefined;
  }

  add(place) {
    const start = this.rows[place - 1]?.end ?? this.now;
    const room = (this.rows[place]?.start ?? Infinity) - start;
    this.rows.splice(place, 0, { start, end: start + Math.max(1, Math.min(NEW, room)), text: "" });
    this.draw(place);
  }

  join(row) {
    const next = this.rows[this.rows.indexOf(row) + 1];
    if (next) this.swap(row, 2, [merge(row, next)]);
  }

  swap(row, many, others) {
    const place = this.rows.indexOf(row);
    this.rows.splice(place, many, ...others);
    this.changed();
    this.draw(Math.min(place, this.rows.length - 1));
    this.tell(many > others.length ? (others.length ? "Joined." : "Removed.") : "Split in two.");
  }

  /** The text field takes the lines, and the form around it saves. */
  changed() {
    this.text.value = write(this.rows);
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  tell(words) {
    this.said.textContent = words;
    if (this.panel.hidden) this.switch.after(this.said);
    else this.panel.append(this.said);
  }
}
