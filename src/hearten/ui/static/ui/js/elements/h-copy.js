// <h-copy data-text="…"><button hidden>Copy</button></h-copy>: copies data-text, or the text of #data-from.
import { statusLine } from "../lib/say.js";

export class Copy extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    if (!this.button || !navigator.clipboard) return;
    this.button.type = "button";
    this.button.hidden = false;
    this.status ??= statusLine(this);
    this.button.onclick = () => this.copy();
  }

  async copy() {
    const from = this.dataset.from && document.getElementById(this.dataset.from);
    try {
      await navigator.clipboard.writeText(from ? from.textContent.trim() : this.dataset.text);
      this.status.textContent = "Copied.";
    } catch {
      this.status.textContent = "Your browser did not allow copying. Select the words and copy them by hand.";
    }
  }
}
