// <h-tabs><nav><a href="#write">Write</a><a href="#preview">Preview</a></nav></h-tabs>
// On a narrow window the links become tabs and show one part at a time. Wide, or without JavaScript: plain links.
const NARROW = matchMedia("(max-width: 63.99rem)");

export class Tabs extends HTMLElement {
  connectedCallback() {
    this.nav = this.querySelector("nav");
    this.tabs = [...this.querySelectorAll("a[href^='#']")];
    this.panes = this.tabs.map((tab) => document.getElementById(tab.hash.slice(1)));
    if (!this.nav || this.panes.some((pane) => !pane)) return;
    this.fit = () => (NARROW.matches ? this.on() : this.off());
    NARROW.addEventListener("change", this.fit);
    this.nav.addEventListener("click", (event) => this.press(event));
    this.nav.addEventListener("keydown", (event) => this.key(event));
    this.fit();
  }

  disconnectedCallback() {
    NARROW.removeEventListener("change", this.fit);
  }

  on() {
    this.nav.setAttribute("role", "tablist");
    this.tabs.forEach((tab, n) => {
      tab.id ||= `${this.panes[n].id}-tab`;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", this.panes[n].id);
      this.panes[n].setAttribute("role", "tabpanel");
      this.panes[n].setAttribute("aria-labelledby", tab.id);
    });
    this.show(this.current ?? 0);
  }

  off() {
    this.nav.removeAttribute("role");
    for (const tab of this.tabs) for (const name of ["role", "aria-selected", "aria-controls", "tabindex"]) tab.removeAttribute(name);
    for (const pane of this.panes) {
      pane.hidden = false;
      pane.removeAttribute("role");
    }
  }

  show(n) {
    this.current = n;
    this.panes.forEach((pane, at) => (pane.hidden = at !== n));
    this.tabs.forEach((tab, at) => {
      tab.setAttribute("aria-selected", String(at === n));
      tab.tabIndex = at === n ? 0 : -1;
    });
  }

  press(event) {
    const n = this.tabs.indexOf(event.target.closest("a"));
    if (n < 0 || !NARROW.matches) return;
    event.preventDefault();
    this.show(n);
  }

  key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!NARROW.matches || !(step || event.key === " ")) return;
    event.preventDefault();
    const n = (this.tabs.indexOf(document.activeElement) + (step ?? 0) + this.tabs.length) % this.tabs.length;
    this.show(n);
    this.tabs[n].focus();
  }
}
