// <h-live data-url="…?ticket=…" data-fragment="/group/…/new/" data-target="list-id"></h-live>
// Listens for "there is something new" and offers it; nothing moves until the reader asks. If it cannot listen, the
// page simply works by reloading.
import { loggedOut } from "../lib/send.js";
import { statusLine } from "../lib/say.js";

export class Live extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.url || typeof EventSource === "undefined") return;
    this.status ??= statusLine(this);
    this.source = new EventSource(this.dataset.url);
    this.source.addEventListener("changed", () => this.offer());
    this.source.addEventListener("close", () => this.source.close()); // left, banned or logged out: it ends at once
  }

  disconnectedCallback() {
    this.source?.close();
  }

  offer() {
    if (this.button) return;
    this.status.textContent = "There is something new.";
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "button button--second button--small";
    this.button.textContent = "Show it";
    this.button.onclick = () => this.show();
    this.append(this.button);
  }

  async show() {
    const target = document.getElementById(this.dataset.target);
    try {
      const answer = await fetch(this.dataset.fragment, { headers: { "HX-Request": "true" }, redirect: "manual" });
      if (loggedOut(answer) || !answer.ok || !target) throw new Error("no fragment");
      target.innerHTML = await answer.text();
      this.settle(target);
    } catch {
      location.reload();
    }
  }

  /** Put the reader where the new words are. */
  settle(target) {
    this.button.remove();
    this.button = null;
    this.status.textContent = "";
    target.tabIndex = -1;
    target.focus();
  }
}
