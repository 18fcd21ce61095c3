// From the microphone to a small file. A changed voice is changed on the way, so the unchanged one is never recorded.
import { changer } from "./changing.js";

const KINDS = { "audio/webm;codecs=opus": "webm", "audio/ogg;codecs=opus": "ogg", "audio/mp4": "m4a" };
const BITS = 24000; // a second: three minutes are about half a megabyte
const TAIL = 120; // milliseconds until what was said last has come through the change
const SOUND = { audio: { channelCount: 1, noiseSuppression: true, autoGainControl: true, echoCancellation: false } };

/** Whether this browser has everything that recording into a form needs. */
export function canRecord() {
  return Boolean(navigator.mediaDevices?.getUserMedia && globalThis.MediaRecorder && kind() && globalThis.DataTransfer);
}

/** Make a file field hold this file, as if somebody had chosen it; null empties it. */
export function putInto(field, file) {
  const held = new DataTransfer();
  if (file) held.items.add(file);
  field.files = held.files;
}

function kind() {
  return Object.keys(KINDS).find((name) => MediaRecorder.isTypeSupported(name));
}

/** One recording: `await start()`, then `await stop()` gives the file, or null when nothing was recorded. */
export class Take {
  /** ended: called when the microphone goes away; broken: when the voice can't be changed any more. */
  constructor({ semitones, address, ended, broken }) {
    Object.assign(this, { semitones, address, ended, broken, parts: [] });
  }

  /** Rejects as getUserMedia does. When it was released meanwhile, the microphone is let go at once. */
  async start() {
    if (this.semitones) this.context = new AudioContext(); // while the press still counts
    this.stream = await navigator.mediaDevices.getUserMedia(SOUND);
    const sound = this.released ? null : await this.sound();
    if (this.released) return this.release();
    this.recorder = new MediaRecorder(sound, { mimeType: kind(), audioBitsPerSecond: BITS });
    this.recorder.addEventListener("dataavailable", ({ data }) => this.parts.push(data));
    this.stream.getTracks()[0].addEventListener("ended", this.ended);
    this.recorder.start();
    this.stayAwake();
  }

  /** A phone that goes dark while nobody touches it would stop the recording. Where that can't be asked for, it may. */
  async stayAwake() {
    const awake = await navigator.wakeLock?.request("screen").catch(() => null);
    if (this.released) awake?.release();
    else this.awake = awake;
  }

  /** What is recorded: the microphone itself, or what the change has made of it. */
  async sound() {
    if (!this.semitones) return this.stream;
    const changed = await changer(this.context, this.address, this.semitones);
    changed.addEventListener("processorerror", this.broken);
    const end = new MediaStreamAudioDestinationNode(this.context, { channelCount: 1 });
    new MediaStreamAudioSourceNode(this.context, { mediaStream: this.stream }).connect(changed).connect(end);
    await this.context.resume();
    this.context.addEventListener("statechange", () => this.released || this.ended()); // such as for a call that comes in
    return end.stream;
  }

  async stop() {
    if (!this.recorder) return this.release();
    const done = new Promise((resolve) => this.recorder.addEventListener("stop", resolve));
    if (!this.context) this.end();
    this.letGo();
    if (this.context) setTimeout(() => this.end(), TAIL);
    await done;
    this.release();
    return this.file();
  }

  file() {
    const [type] = this.recorder.mimeType.split(";");
    const whole = new Blob(this.parts, { type });
    return whole.size ? new File([whole], `voice.${KINDS[kind()]}`, { type }) : null;
  }

  /** Everything that listens ends, whatever was going on. */
  release() {
    this.released = true;
    this.letGo();
    this.end();
    this.awake?.release();
    if (this.context && this.context.state !== "closed") this.context.close();
    return null;
  }

  letGo() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
  }

  end() {
    if (this.recorder && this.recorder.state !== "inactive") this.recorder.stop();
  }
}
