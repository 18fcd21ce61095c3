// Questions that rules ask of a text: what stands around a word, and which phrases.
import { place } from "./places.js";
import { byPlace } from "./scan.js";

const first = (hit) => hit.first;
export const holds = (words, known) => words.some((word) => known.has(word));

/** Phrases of these groups in the order of the text. */
export const hits = (document, ...groups) =>
  groups.flatMap((group) => document.hits.get(group) ?? []).sort(byPlace);

/** Hits of a group that begin at word `low` or later and before `high`. */
export function hitsBetween(document, group, low, high) {
  const found = document.hits.get(group) ?? [];
  return found.slice(place(found, low, first), place(found, high, first));
}

export const sentenceOf = (document, word) => document.bounds[document.sentences[word]];

/** The sentence of a word, or the part of it within 40 words. */
export function around(document, word, reach = 40) {
  const [begin, end] = sentenceOf(document, word);
  return [Math.max(begin, word - reach), Math.min(end, word + reach)];
}

/** Up to `reach` words before a word, within its clause. */
export function before(document, word, reach) {
  const { words, clauses } = document;
  const begin = Math.max(0, word - reach);
  return words.slice(begin, word).filter((_, i) => clauses[begin + i] === clauses[word]);
}

/** Up to `reach` words before a word, within its sentence. */
export const wordsBefore = (document, word, reach) =>
  document.words.slice(Math.max(sentenceOf(document, word)[0], word - reach), word);

/** The author's offsets of words `begin` up to `end` (exclusive). */
export function spanOf({ plain, begins, finishes }, begin, end) {
  const start = plain.starts[begins[begin]];
  return [start, Math.max(start + 1, plain.ends[finishes[end - 1] - 1])];
}

/** The word at or after an offset of the author's text; the last word when there is none. */
export function wordFrom({ begins, plain, words }, start) {
  return Math.min(place(begins, start, (begin) => plain.starts[begin]), words.length - 1);
}

export const inner = (document, hit) => document.words.slice(hit.first, hit.last);
export const hitsNear = (document, group, word, reach) =>
  hitsBetween(document, group, word - reach, word + reach + 1);
export const near = (document, group, word, reach) => hitsNear(document, group, word, reach).length > 0;
export const inSentence = (document, group, word) =>
  hitsBetween(document, group, ...around(document, word)).length > 0;
export const isAsked = (document, word) => document.asked.has(document.sentences[word]);

/** The phrase shares a word with a phrase of one of the groups, such as a figure of speech. */
export const inside = (document, hit, ...groups) =>
  groups.some((group) =>
    hitsBetween(document, group, hit.first - 2 * document.pack.reach, hit.last)
      .some((other) => other.last > hit.first));

/** A word that stands in no list and is not a frequent one: as a rule a name or a slip. */
export const isUnknown = ({ words, pack }, word) => !pack.vocabulary.has(words[word]) && !pack.common.has(words[word]);

/** Does the author write it with a capital letter? */
export const isProper = (document, word) =>
  /^\p{Uppercase}$/u.test(document.original[spanOf(document, word, word + 1)[0]]) && [...document.words[word]].length > 1;
