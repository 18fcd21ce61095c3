// Runs on the browser's audio thread: a voice goes in and comes out lower or higher, in the same time.
// The last moments lie in a ring and are read at another speed. When the reading place has come too near or too far,
// it jumps by 10 to 20 ms to where the sound is most alike, and both places are cross-faded. So the delay stays
// between two bounds however long somebody speaks, and the timbre moves with the pitch. docs/decisions/0029.

const RING = 2 ** 14; // samples; 85 ms at 192 kHz
const LEAP = 0.02; // seconds, the longest jump: every voice above 50 Hz has a whole wave in it
const FADE = 0.008; // seconds; also how much sound is compared
const NEAR = 0.004; // seconds, the least delay: a fade has to end before there is nothing left to read

class Shift {
  /** ratio: of the new pitch to the old one, 0.7 to 1.4; rate: samples in a second. */
  constructor(ratio, rate) {
    this.ring = new Float32Array(RING);
    this.leap = Math.round(LEAP * rate);
    this.fade = Math.round(FADE * rate);
    this.near = Math.round(NEAR * rate) + 4;
    this.stride = Math.max(1, Math.round(rate / 24000)); // alike is judged on every second sample at 48 kHz
    Object.assign(this, { ratio, head: 0, delay: this.near + this.leap / 2, before: 0, left: 0 });
  }

  /** One sample in, one sample out. */
  next(sample) {
    this.ring[this.head & (RING - 1)] = sample;
    const new_ = this.at(this.head - this.delay);
    const sound = this.left > 0 ? this.faded(new_) : new_;
    this.delay += 1 - this.ratio;
    this.head += 1;
    if (this.left === 0) this.jumpIfDue();
    return sound;
  }

  faded(sound) {
    const share = this.left / this.fade;
    const old = this.at(this.head - this.before);
    this.before += 1 - this.ratio;
    this.left -= 1;
    return old * share + sound * (1 - share);
  }

  jumpIfDue() {
    const away = this.delay > this.near + this.leap ? -1 : this.delay < this.near ? 1 : 0;
    if (away === 0) return;
    this.before = this.delay;
    this.left = this.fade;
    this.delay += away * this.mostAlike(away);
  }

  /** How far to jump, in samples, so that what was just heard goes on as smoothly as it can. */
  mostAlike(away) {
    const here = Math.floor(this.head - this.delay);
    let best = this.leap;
    let most = -Infinity;
    for (let far = this.leap >> 1; far <= this.leap; far += this.stride) {
      const found = this.alike(here, here - away * far);
      if (found > most) [most, best] = [found, far];
    }
    return best;
  }

  /** Correlation of what lies before two places, from -1 to 1. */
  alike(one, other) {
    let product = 0;
    let energy = 1e-9;
    for (let back = 0; back < this.fade; back += this.stride) {
      const there = this.ring[(other - back) & (RING - 1)];
      product += this.ring[(one - back) & (RING - 1)] * there;
      energy += there * there;
    }
    return product / Math.sqrt(energy);
  }

  /** The sound between samples: a cubic through the four around it. */
  at(place) {
    const whole = Math.floor(place);
    const t = place - whole;
    const a = this.ring[(whole - 1) & (RING - 1)];
    const b = this.ring[whole & (RING - 1)];
    const c = this.ring[(whole + 1) & (RING - 1)];
    const d = this.ring[(whole + 2) & (RING - 1)];
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  }
}

registerProcessor(
  "voice-shift",
  class extends AudioWorkletProcessor {
    constructor({ processorOptions }) {
      super();
      this.shift = new Shift(processorOptions.ratio, sampleRate);
    }

    process([input], [[output]]) {
      const sound = input[0]; // missing once the microphone is gone: silence, so that the last word still comes out
      for (let place = 0; place < output.length; place += 1) output[place] = this.shift.next(sound ? sound[place] : 0);
      return true;
    }
  },
);
