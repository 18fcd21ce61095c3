// <h-passkey data-mode="create"><script type="application/json">{"publicKey": …}</script>
//   <form method="post">…<input type="hidden" name="credential">…<button>Make a passkey</button></form></h-passkey>
// data-mode is "create" (new passkey) or "get" (log in). The form is sent once the device has answered.
import { readOptions, writeCredential } from "../lib/passkey.js";
import { statusLine } from "../lib/say.js";

const ADDRESS = "Passkeys need a real name in the address bar, such as localhost, and a safe connection.";
const SAY = {
  NotAllowedError: "Nothing happened: it was cancelled, or it took too long. You can try again.",
  InvalidStateError: "This device already has a passkey for this account. Try logging in with it.",
  SecurityError: `This address cannot use passkeys. ${ADDRESS}`,
  NotSupportedError: "This device cannot make the kind of passkey that is asked for. Use a passphrase instead.",
};
const OTHER = "The passkey did not work. You can try again or use a passphrase instead.";
const NONE = "This browser cannot use passkeys here. Use a passphrase instead.";

export class Passkey extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.options = this.querySelector("script[type='application/json']");
    if (!this.form || !this.options || this.status) return;
    this.status = statusLine(this);
    if (!globalThis.PublicKeyCredential) return this.tell(NONE);
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.form.querySelector("button").disabled = false; // without scripts it could only fail
  }

  async submit(event) {
    if (this.answered) return;
    event.preventDefault();
    this.tell("Your device will ask you now.", "calm");
    try {
      this.field.value = writeCredential(await this.ask());
      this.answered = true;
      this.form.requestSubmit(event.submitter);
    } catch (error) {
      this.tell(SAY[error.name] ?? OTHER);
    } finally {
      this.answered = false;
    }
  }

  get field() {
    return this.form.elements.credential;
  }

  ask() {
    const publicKey = readOptions(JSON.parse(this.options.textContent));
    return this.dataset.mode === "create"
      ? navigator.credentials.create({ publicKey })
      : navigator.credentials.get({ publicKey });
  }

  tell(words, state = "trouble") {
    this.status.dataset.state = state;
    this.status.textContent = words;
  }
}
