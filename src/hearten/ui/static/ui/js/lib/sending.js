// Sends one file in pieces until all of it has arrived, whatever happens to the connection meanwhile.
import { Refusal, Tus } from "./tus.js";

const SMALLEST = 256 * 1024; // bytes of one piece; it grows while pieces take less than half a second
const LARGEST = 8 * 1024 * 1024;
const QUICK = 500; // milliseconds
const SLOW = 2000;
const PAUSES = [1000, 2000, 5000, 10000, 30000];
const AWAY = "The connection is gone. What has arrived is safe. This goes on by itself.";

export class Sending {
  /** told(words) when something is in the way; moved(bytes) after each piece. */
  constructor(file, { url, token, told, moved }) {
    this.end = new AbortController();
    this.tus = new Tus(url, token, this.end.signal);
    Object.assign(this, { file, told, moved, size: SMALLEST });
  }

  /** address: of an upload to go on with, or nothing. Resolves with the address of the finished upload. */
  async run(address) {
    this.address = address ?? (await this.again(() => this.tus.create(this.file)));
    let place = await this.again(() => this.tus.look(this.address));
    while (!place.done) {
      this.moved(place.offset);
      place = await this.again((lost) => this.piece(lost, place.offset));
    }
    return this.address;
  }

  /** One piece; after a lost one, first ask how far it came. */
  async piece(lost, offset) {
    if (lost) {
      const place = await this.tus.look(this.address);
      if (place.done) return place;
      offset = place.offset;
    }
    const started = performance.now();
    offset = await this.tus.add(this.address, offset, this.file.slice(offset, offset + this.size));
    this.pace(performance.now() - started);
    return { offset, done: offset >= this.file.size };
  }

  /** Small pieces on slow lines, so that a lost one costs little; large ones on quick lines. */
  pace(took) {
    if (took < QUICK) this.size = Math.min(LARGEST, this.size * 2);
    if (took > SLOW) this.size = Math.max(SMALLEST, this.size / 2);
  }

  /** Try until it works, with growing pauses, unless the server said no for good or somebody stopped it. */
  async again(act) {
    for (let tries = 0; ; tries += 1) {
      try {
        return await act(tries > 0);
      } catch (error) {
        if (error.name === "AbortError" || error.final) throw error;
        this.told((error instanceof Refusal && error.message) || AWAY);
        await pause(PAUSES[Math.min(tries, PAUSES.length - 1)], this.end.signal);
      }
    }
  }

  /** Stop, and have the server throw away what arrived. */
  async stop() {
    this.end.abort();
    if (this.address) await new Tus(this.tus.url, this.tus.token).end(this.address).catch(() => null);
  }
}

/** Wait, at most until the connection is back. Rejects when `signal` is aborted. */
function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, milliseconds);
    addEventListener("online", resolve, { once: true });
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
