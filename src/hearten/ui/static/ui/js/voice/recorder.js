// Record, stop, listen, delete: buttons beside a file field. What was recorded is put into the field, so the plain form
// sends it. The microphone is let go at once when somebody stops, looks at another page, or leaves.
import { statusLine } from "../lib/say.js";
import { canChange } from "./changing.js";
import { choose } from "./choose.js";
import { Countdown } from "./countdown.js";
import { Hearing } from "./hearing.js";
import { canRecord, putInto, Take } from "./microphone.js";
import { Row } from "./row.js";
import * as words from "./words.js";

export class Recorder {
  // box: around one file field; data-longest in seconds. address: of shift.js.
  constructor(box, address) {
    Object.assign(this, { address, field: box.querySelector("input[type=file]"), hearing: new Hearing() });
    this.longest = Number(box.dataset.longest) || 180;
    this.panel = Object.assign(document.createElement("div"), { className: "voice__recorder" });
    this.field.closest(".field").before(this.panel);
    this.status = statusLine(this.panel);
  }

  async begin() {
    if (!canRecord()) return (this.status.textContent = words.CANNOT);
    this.voice = choose(await canChange(this.address));
    const over = () => this.stop(words.over(this.longest));
    this.clock = new Countdown(this.longest, { status: this.status, over });
    this.row = new Row((verb) => this[verb]());
    this.panel.append(this.voice.element, this.clock.element, this.row.element, this.status);
    this.watch();
    this.chosen();
  }

  watch() {
    this.field.addEventListener("change", () => this.chosen());
    this.field.form?.addEventListener("submit", (event) => this.sending(event));
    document.addEventListener("visibilitychange", () => document.hidden && this.state === "recording" && this.stop(words.AWAY));
    addEventListener("pagehide", () => this.quit());
    document.addEventListener("h:leaving", () => (this.quit(), putInto(this.field, null)));
  }

  async record() {
    for (const media of document.querySelectorAll("audio, video")) media.pause();
    const { semitones, said } = this.voice.value;
    const away = { ended: () => this.stop(words.OFF), broken: () => this.fail(words.BROKEN) };
    const take = (this.take = new Take({ semitones, address: this.address, ...away }));
    this.show("asking", words.ASKING);
    try {
      await take.start();
    } catch (error) {
      if (take === this.take) this.fail(take.stream ? words.BROKEN : words.refused(error.name));
    }
    if (take !== this.take) return;
    if (document.hidden) return this.fail(words.NOTHING);
    this.clock.start();
    this.show("recording", `Recording${said}. You have ${words.lasting(this.longest)}.`);
  }

  /** why: a sentence, when nobody pressed Stop. */
  async stop(why = "") {
    if (this.state === "asking") return this.fail(words.NOTHING);
    if (this.state !== "recording") return;
    this.state = "ending";
    const [take, lasted] = [this.take, this.clock.stop()];
    const file = await take.stop();
    if (take !== this.take) return;
    this.take = null;
    putInto(this.field, file);
    if (file) this.show("kept", `${why} ${words.recorded(lasted, this.voice.value.said)}`.trim());
    else this.fail(words.NOTHING);
  }

  fail(why) {
    this.quit();
    this.show("ready", why);
  }

  /** Nothing listens and nothing plays any more. */
  quit() {
    this.take?.release();
    this.take = null;
    this.clock.reset();
    this.hearing.stop();
  }

  quiet() {
    this.hearing.stop();
  }

  async listen() {
    this.show("hearing", words.PLAYING);
    const said = await this.hearing.play(this.field.files[0]).then(() => "", () => words.MUTE);
    if (this.state === "hearing") this.show("kept", said);
  }

  remove() {
    putInto(this.field, null);
    this.fail(words.GONE);
  }

  /** A file that was chosen by hand, or taken away again. */
  chosen() {
    this.quit();
    if (this.field.files.length) this.show("chosen", words.CHOSEN);
    else this.show("ready");
  }

  /** Nothing is sent while somebody still speaks: first it stops, and they may listen. */
  sending(event) {
    if (!this.take) return;
    event.preventDefault();
    this.stop(words.STILL);
  }

  show(state, says = "") {
    this.state = state;
    this.voice.element.hidden = state !== "ready";
    this.row.show(state);
    this.status.textContent = says;
  }
}
