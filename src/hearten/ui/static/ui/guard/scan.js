// Find all phrases: each is tried around its rarest words alone, so the time grows with the length of the text.
import { place } from "./places.js";

export function scan(document) {
  const [text, at] = joined(document);
  for (const [phrase, spans] of windows(document)) {
    for (const [low, high] of spans) search(document, phrase, text, at, low, high);
  }
  for (const hits of document.hits.values()) hits.sort(byPlace);
}

export const byPlace = (a, b) => a.first - b.first || b.last - a.last;

function search(document, phrase, text, at, low, high) {
  const { regex, group } = phrase;
  const part = text.slice(0, at[high]);
  regex.lastIndex = at[low];
  for (let match = regex.exec(part); match; match = regex.exec(part)) {
    const [first, last] = [place(at, match.index + 1) - 1, place(at, match.index + match[0].length)];
    const hit = { group, first, last };
    document.hits.has(group) ? document.hits.get(group).push(hit) : document.hits.set(group, [hit]);
  }
}

/** The stretches of words in which each phrase is worth trying; those that touch are one. */
function windows({ words, pack, sentences, bounds }) {
  const found = new Map();
  words.forEach((word, number) => {
    for (const phrase of pack.index.get(word) ?? []) {
      const [first, last] = bounds[sentences[number]];
      const low = Math.max(first, number - pack.reach);
      const high = Math.min(last, number + pack.reach);
      if (!found.has(phrase)) found.set(phrase, []);
      const spans = found.get(phrase);
      if (spans.length && low <= spans.at(-1)[1]) spans.at(-1)[1] = high;
      else spans.push([low, high]);
    }
  });
  return found;
}

/** The words as one string, and where each begins in it. */
function joined({ words }) {
  const at = [];
  let length = 1;
  for (const word of words) {
    at.push(length);
    length += word.length + 1;
  }
  at.push(length);
  return [` ${words.join(" ")} `, at];
}
