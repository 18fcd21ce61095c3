// <h-upload data-url="/desk/recordings/uploads/"><form>… one file …</form></h-upload>
// Sends the file in pieces and goes on after a lost connection, or after a reload when the same file is chosen again.
// Which uploads can go on is written in the page: [data-upload] with data-length and data-stamp.
import { Sending } from "../lib/sending.js";
import { choice, statusLine } from "../lib/say.js";

export class Upload extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form || this.bar) return;
    this.bar = Object.assign(document.createElement("progress"), { hidden: true, className: "upload-bar" });
    this.bar.setAttribute("aria-label", "How much has arrived");
    this.status = statusLine(this);
    this.status.before(this.bar);
    this.cancel = choice("Stop and throw it away", () => this.stop());
    this.cancel.hidden = true;
    this.append(this.cancel);
    this.form.addEventListener("submit", (event) => this.begin(event));
    document.addEventListener("h:leaving", () => this.sending?.end.abort());
  }

  disconnectedCallback() {
    this.sending?.end.abort();
  }

  async begin(event) {
    const file = this.form.querySelector("input[type=file]").files[0];
    if (!file) return;
    event.preventDefault();
    const token = this.form.elements.csrfmiddlewaretoken.value;
    const told = (words) => this.tell(words, "trouble");
    this.sending = new Sending(file, { url: this.dataset.url, token, told, moved: (bytes) => this.moved(bytes, file.size) });
    this.working(true);
    try {
      const address = await this.sending.run(unfinished(file));
      location.assign(address.replace("/uploads/", "/"));
    } catch (error) {
      this.working(false);
      if (error.name !== "AbortError") this.tell(error.message, "trouble");
    }
  }

  /** The bar moves with every piece; words, which are read out, only now and then. */
  moved(bytes, size) {
    Object.assign(this.bar, { max: size, value: bytes });
    const step = Math.floor((bytes / size) * 10);
    if (step === this.step && this.status.dataset.state === "calm") return;
    this.step = step;
    this.tell(`${sized(bytes)} of ${sized(size)} have arrived. Keep this page open.`);
  }

  async stop() {
    await this.sending.stop();
    this.working(false);
    this.tell("Stopped. Nothing of it is kept.");
  }

  working(yes) {
    this.bar.hidden = this.cancel.hidden = !yes;
    this.form.hidden = yes;
    this.step = undefined;
    if (!yes) return;
    this.bar.removeAttribute("value");
    this.tell("It begins.");
    this.cancel.focus();
  }

  tell(words, state = "calm") {
    this.status.dataset.state = state;
    this.status.textContent = words;
  }
}

/** The address of an upload of this very file that did not come to its end. */
function unfinished({ size, lastModified }) {
  const same = ({ dataset }) => dataset.length === String(size) && dataset.stamp === String(lastModified);
  return [...document.querySelectorAll("[data-upload]")].find(same)?.dataset.upload;
}

function sized(bytes) {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 5e5 ? `${Math.round(bytes / 1e6)} MB` : `${Math.round(bytes / 1000)} kB`;
}
