// <h-desk></h-desk> on a page of the safety desk: single keys for what the page's own links and buttons do.
// j and k walk from [data-row] to [data-row]; c and r press [data-key] in the row that has the focus, else on the page;
// ? opens and closes [data-keys]. Nothing happens while somebody types, or with Ctrl, Alt or Meta held.
const TYPING = "input, textarea, select, [contenteditable]";
const PRESSED = new Set(["c", "r"]);

export class Desk extends HTMLElement {
  connectedCallback() {
    this.ending = new AbortController();
    document.addEventListener("keydown", (event) => this.key(event), { signal: this.ending.signal });
  }

  disconnectedCallback() {
    this.ending.abort();
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return;
    if (this.act(event.key)) event.preventDefault();
  }

  /** Whether the key means something here. */
  act(key) {
    if (key === "j" || key === "k") return this.step(key === "j" ? 1 : -1);
    if (key === "?") return this.help();
    return PRESSED.has(key) && this.press(key);
  }

  get rows() {
    return [...document.querySelectorAll("[data-row]")];
  }

  get current() {
    return document.activeElement?.closest("[data-row]");
  }

  step(by) {
    const rows = this.rows;
    if (!rows.length) return false;
    const at = rows.indexOf(this.current);
    const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1);
    rows[next].querySelector("[data-open]")?.focus();
    return true;
  }

  /** In a list only the row that has the focus is meant; on the page of one text there is only one. */
  press(key) {
    const where = this.rows.length ? this.current : document;
    const found = where?.querySelector(`[data-key="${key}"]`);
    if (!found) return false;
    if (found.matches("textarea, input")) found.focus();
    else found.click();
    return true;
  }

  help() {
    const keys = document.querySelector("[data-keys]");
    if (!keys) return false;
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
    return true;
  }
}
