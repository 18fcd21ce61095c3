// A pack of rules, made by `hearten-guard packs`, as the engine uses it: sets of words, expressions, an index.
import { place } from "./places.js";

/** Read a pack once; the result is what `check` takes. */
export function load(pack) {
  const expressions = {};
  for (const [name, source] of Object.entries(pack.expressions)) expressions[name] = new RegExp(source, "gu");
  const lists = {};
  for (const [name, entries] of Object.entries(pack.lists)) lists[name] = new Set(entries.split("|"));
  const vocabulary = known(pack);
  return {
    ...pack,
    expressions,
    whole: wholes(pack.expressions),
    lists,
    vocabulary,
    common: new Set(pack.common.split(" ")),
    confusables: new Map(Object.entries(pack.confusables)),
    spelling: new Map(Object.entries(pack.spelling)),
    index: indexed(pack.phrases),
    shapes: shapes(vocabulary),
    ...letters(pack.unicode),
  };
}

/** All known words: those of phrases and lists are not sent twice. */
function known({ phrases, lists, vocabulary: { more, none } }) {
  const told = [...phrases.map(([, source]) => source), ...Object.values(lists)].join(" ");
  const words = new Set([...(told.match(/[a-z]{3,}/g) ?? []), ...more.split(" ")]);
  for (const word of none.split(" ")) words.delete(word);
  return new Set([...words].sort());
}

/** The same expressions for a string from its beginning to its end. */
function wholes(sources) {
  const made = {};
  return (name) => (made[name] ??= new RegExp(`^(?:${sources[name]})$`, "u"));
}

/** The phrases that are tried near each word. A phrase is compiled when a text first holds one of its words. */
function indexed(phrases) {
  const index = new Map();
  for (const [group, source, anchors] of phrases) {
    const phrase = { group, source, get regex() { return (this.made ??= new RegExp(`(?<= )${source}`, "gu")); } };
    for (const word of anchors.split(" ")) index.has(word) ? index.get(word).push(phrase) : index.set(word, [phrase]);
  }
  return index;
}

/** Known words by length, first and last letter. */
function shapes(words) {
  const found = new Map();
  for (const word of words) {
    const shape = shapeOf(word);
    found.has(shape) ? found.get(shape).push(word) : found.set(shape, [word]);
  }
  return found;
}

export const shapeOf = (word) => `${word.length}${word[0]}${word.at(-1)}`;

/** What the makers of the pack knew of Unicode: digits with their values, and which letters there are at all. */
function letters({ assigned, invisible, zeros, digits }) {
  const values = new Map();
  for (const zero of zeros) {
    for (let value = 0; value < 10; value++) values.set(zero.codePointAt(0) + value, String(value));
  }
  return { assigned: runs(assigned), invisible: runs(invisible), values, digits: new Set(digits) };
}

/** Where runs begin and end, from the distances in between. */
function runs(distances) {
  let edge = 0;
  return distances.map((distance) => (edge += distance));
}

/** Is a code point in one of the runs? */
export const isIn = (code, edges) => place(edges, code + 1) % 2 === 1;
