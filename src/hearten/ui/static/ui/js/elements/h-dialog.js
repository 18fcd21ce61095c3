// <h-dialog><a data-open href="…">Open</a><dialog>…</dialog></h-dialog>
// Opens the dialog in place. Without JavaScript the link leads to a page that asks the same.
export class Dialog extends HTMLElement {
  connectedCallback() {
    const opener = this.querySelector("[data-open]");
    const dialog = this.querySelector("dialog");
    if (!opener || !dialog?.showModal) return;
    opener.setAttribute("role", "button");
    opener.setAttribute("aria-haspopup", "dialog");
    opener.onclick = (event) => {
      event.preventDefault();
      dialog.showModal();
    };
    opener.onkeydown = (event) => {
      if (event.key === " ") opener.onclick(event); // a button answers the space bar too
    };
    dialog.onclick = (event) => {
      if (event.target === dialog) dialog.close(); // a press outside
    };
  }
}
