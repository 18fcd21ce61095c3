// <h-quick-exit><a href="/leave/">Leave this page</a></h-quick-exit>
// Covers the page at once, then goes to the host's neutral page. Shift three times does the same (R101).
// Without JavaScript the link alone does the leaving.
import { statusLine } from "../lib/say.js";

const PRESSES = 3;
const WITHIN = 2000; // milliseconds
const LEFT = ["Keep pressing Shift to leave: twice more.", "Once more to leave."];

export class QuickExit extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector("a");
    if (!this.link) return;
    this.presses = [];
    this.alone = false; // true while Shift is down and no other key has been pressed with it
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.status = statusLine(this, { seen: false });
    this.link.addEventListener("click", (event) => this.leave(event), { signal });
    document.addEventListener("keydown", (event) => this.down(event), { signal, capture: true });
    document.addEventListener("keyup", (event) => this.up(event), { signal, capture: true });
    addEventListener("pageshow", (event) => this.back(event), { signal });
  }

  disconnectedCallback() {
    this.stop?.abort();
    this.status?.remove();
  }

  down(event) {
    if (event.repeat) return;
    this.alone = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!this.alone) this.forget(); // Shift for a capital letter is typing, not leaving
  }

  up(event) {
    if (event.key !== "Shift" || !this.alone) return;
    this.alone = false;
    const now = Date.now();
    this.presses = [...this.presses.filter((at) => now - at < WITHIN), now];
    if (this.presses.length >= PRESSES) return this.leave();
    this.status.textContent = LEFT[this.presses.length - 1];
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.forget(), WITHIN);
  }

  forget() {
    this.presses = [];
    if (this.status.textContent) this.status.textContent = "";
  }

  leave(event) {
    event?.preventDefault();
    cover();
    document.dispatchEvent(new CustomEvent("h:leaving")); // unsaved words are sent while the page goes
    rememberAway(this.link.href);
    location.replace(this.link.href);
  }

  /** The browser brought this page back from its own memory after leaving: leave again. */
  back(event) {
    if (!event.persisted) return;
    const away = storedAway();
    if (!away) return;
    cover();
    location.replace(away);
  }
}

/** Nothing of the page stays in sight: its title, its look and its words are covered in the same moment. */
function cover() {
  document.title = "…";
  const sheet = document.createElement("div");
  sheet.className = "blank-sheet";
  sheet.setAttribute("role", "alert");
  sheet.innerHTML = '<span class="visually-hidden">Leaving this page.</span>';
  for (const child of document.body.children) child.inert = true;
  document.body.append(sheet);
  document.documentElement.classList.add("is-blank");
}

function rememberAway(address) {
  try {
    sessionStorage.clear(); // words kept on this device go too
    sessionStorage.setItem("away", address);
  } catch { /* storage is off: there is nothing to clear */ }
}

function storedAway() {
  try {
    return sessionStorage.getItem("away");
  } catch {
    return null;
  }
}
