// A string that remembers where each of its units came from in the author's text, in code points.

export class Mapped {
  /** `text[i]` stands for the author's code points `starts[i]` up to `ends[i]`. */
  constructor(text, starts, ends) {
    Object.assign(this, { text, starts, ends });
  }

  /** A text that stands for itself. */
  static identity(text) {
    const starts = [];
    const ends = [];
    let place = 0;
    for (const char of text) {
      for (let unit = 0; unit < char.length; unit++) {
        starts.push(place);
        ends.push(place + 1);
      }
      place += 1;
    }
    return new Mapped(text, starts, ends);
  }

  /** The author's offsets of `text.slice(start, end)`, which must not be empty. */
  span(start, end) {
    return [this.starts[start], this.ends[end - 1]];
  }

  /** Replace every match by what `rewrite` returns (null leaves it), keeping the offsets. */
  edit(regex, rewrite) {
    const made = new Builder(this);
    for (const match of this.text.matchAll(regex)) {
      const words = rewrite(match);
      if (words !== null) made.replace(match.index, match.index + match[0].length, words);
    }
    return made.finish();
  }
}

/** Takes replacements from left to right. */
export class Builder {
  constructor(old) {
    Object.assign(this, { old, parts: [], starts: [], ends: [], done: 0 });
  }

  keep(end) {
    this.parts.push(this.old.text.slice(this.done, end));
    for (let i = this.done; i < end; i++) {
      this.starts.push(this.old.starts[i]);
      this.ends.push(this.old.ends[i]);
    }
    this.done = end;
  }

  /** One code point for one if there are as many, else all onto the whole. */
  replace(first, last, words) {
    this.keep(first);
    this.parts.push(words);
    const places = codePoints(this.old.text, first, last);
    const single = places.length === [...words].length;
    let number = 0;
    for (const char of words) {
      const place = single ? places[number] : first;
      const end = single ? this.old.ends[place] : this.old.ends[last - 1];
      for (let unit = 0; unit < char.length; unit++) {
        this.starts.push(this.old.starts[place]);
        this.ends.push(end);
      }
      number += 1;
    }
    this.done = last;
  }

  finish() {
    if (!this.parts.length) return this.old;
    this.keep(this.old.text.length);
    return new Mapped(this.parts.join(""), this.starts, this.ends);
  }
}

/** Where each code point of a part begins. */
function codePoints(text, first, last) {
  const places = [];
  for (let i = first; i < last; i += text.codePointAt(i) > 0xffff ? 2 : 1) places.push(i);
  return places;
}

/** The place `count` code points before a place. */
export function back(text, place, count) {
  for (; count > 0 && place > 0; count--) place -= place > 1 && text.codePointAt(place - 2) > 0xffff ? 2 : 1;
  return place;
}

/** The place `count` code points after a place. */
export function forth(text, place, count) {
  for (; count > 0 && place < text.length; count--) place += text.codePointAt(place) > 0xffff ? 2 : 1;
  return place;
}
