// <h-derive><form>…<input name="login">…<input type="password" name="password" data-derive>…</form></h-derive>
// Replaces each typed passphrase by a value derived from it before the form is sent. The visible field loses its
// name, so that a password manager still stores what was typed. Without WebCrypto the form goes as it is.
import { deriveLogin } from "../lib/derive.js";
import { statusLine } from "../lib/say.js";

export class Derive extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form || this.ready || !globalThis.crypto?.subtle) return;
    this.ready = true;
    this.status = statusLine(this);
    this.typed = [...this.form.querySelectorAll("input[type=password][data-derive]")].map((input) => ({
      input,
      sent: twin(input),
    }));
    this.form.addEventListener("submit", (event) => this.submit(event));
  }

  async submit(event) {
    if (this.derived) return; // the second time round: let it go
    event.preventDefault();
    if (this.working) return;
    this.working = true;
    this.status.textContent = "One moment…";
    const login = this.form.elements.login?.value ?? "";
    for (const { input, sent } of this.typed) sent.value = input.value && (await deriveLogin(login, input.value));
    this.derived = true;
    this.form.requestSubmit(event.submitter);
    this.derived = this.working = false;
    this.status.textContent = "";
  }
}

/** A hidden field with the visible field's name; what it holds is what is sent. */
function twin(input) {
  const sent = document.createElement("input");
  Object.assign(sent, { type: "hidden", name: input.name });
  input.removeAttribute("name");
  input.after(sent);
  return sent;
}
