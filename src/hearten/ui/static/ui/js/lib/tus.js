// The wire of an upload that can go on: tus 1.0 (tus.io), one small piece at a time.

const VERSION = { "Tus-Resumable": "1.0.0" };

/** The server said no, in words for a person. `final`: trying again is of no use. */
export class Refusal extends Error {
  constructor(words, final) {
    super(words);
    this.final = final;
  }
}

export class Tus {
  constructor(url, token, signal) {
    Object.assign(this, { url, token, signal });
  }

  /** Begin; returns the address of the upload. */
  async create(file) {
    const told = { filename: file.name, filetype: file.type, stamp: String(file.lastModified) };
    const metadata = Object.entries(told).filter(([, value]) => value).map(([name, value]) => `${name} ${base64(value)}`);
    const answer = await this.ask("POST", this.url, { "Upload-Length": file.size, "Upload-Metadata": metadata.join(",") });
    return answer.headers.get("Location");
  }

  /** How many bytes have arrived; or where the finished recording is. */
  async look(address) {
    const answer = await this.ask("HEAD", address, {}, null, [410]);
    return answer.status === 410 ? { done: answer.headers.get("Location") } : { offset: offset(answer) };
  }

  /** Send the bytes from `at` on; returns how many have arrived then. 409: the server says where it is. */
  async add(address, at, bytes) {
    const headers = { "Upload-Offset": at, "Content-Type": "application/offset+octet-stream" };
    return offset(await this.ask("PATCH", address, headers, bytes, [409]));
  }

  end(address) {
    return this.ask("DELETE", address, {}, null, [404, 410]);
  }

  async ask(method, address, headers, body = null, fine = []) {
    const all = { ...VERSION, "X-CSRFToken": this.token, ...headers };
    const answer = await fetch(address, { method, headers: all, body, redirect: "manual", signal: this.signal });
    if (answer.ok || fine.includes(answer.status)) return answer;
    const words = answer.headers.get("Content-Type")?.startsWith("text/plain") ? await answer.text() : "";
    if (answer.status === 423) throw new Refusal(words, false);
    if (answer.status >= 500 && answer.status !== 507) throw new Refusal("", false);
    throw new Refusal(words || "You may be logged out. Load this page again, then choose the same file: it goes on.", true);
  }
}

function offset(answer) {
  return Number(answer.headers.get("Upload-Offset"));
}

function base64(text) {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}
