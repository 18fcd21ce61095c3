// <h-print><button hidden>Print</button></h-print>: shows its button only where printing is possible.
export class Print extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!button) return;
    button.type = "button";
    button.hidden = false;
    button.onclick = () => print();
  }
}
