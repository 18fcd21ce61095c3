// How a phrase is meant: denied, quoted, supposed, past, left to somebody else, or in earnest.
import { around, before, hits, hitsBetween, holds, inSentence, isAsked, wordsBefore } from "./context.js";

const OWN = new Set(["i", "ive", "im", "id", "ill", "me", "my", "we"]);

/** `not`, `never`, … stand before the phrase in its clause (`can't stop …` does not deny). */
export function negated(document, hit, reach = 6) {
  const { negations, false_negations: harmless } = document.pack.lists;
  const words = before(document, hit.first, reach);
  return words.some((word, i) => negations.has(word) && !(i + 1 < words.length && harmless.has(words[i + 1])));
}

/** The whole phrase stands in quotation marks or in a quoted line. */
export function quoted(document, hit) {
  for (let i = hit.first; i < hit.last; i++) if (!document.quoted[i]) return false;
  return true;
}

/** A quotation that the writer introduces as their own words (`I told her "…"`). */
export function ownWords(document, hit) {
  let begin = hit.first;
  while (begin && document.quoted[begin - 1]) begin -= 1;
  const words = document.words.slice(Math.max(0, begin - 5), begin);
  return holds(words, OWN) && holds(words, document.pack.lists.speaking_verbs);
}

/** `if`, `whether`, `imagine` … open the clause before the phrase. */
export const supposed = (document, hit, reach = 8) =>
  holds(wordsBefore(document, hit.first, reach), document.pack.lists.supposing);

/** The sentence places the phrase in the past, and nothing in it says that it goes on. */
export function past(document, hit) {
  if (inSentence(document, "context.present", hit.first)) return false;
  if (inSentence(document, "context.past", hit.first)) return true;
  return holds(before(document, hit.first, 4), document.pack.lists.past_words);
}

/** A phrase of the group stands in the sentence of the hit and reaches outside it. */
const beside = (document, group, hit) =>
  hitsBetween(document, group, ...around(document, hit.first))
    .some((other) => other.first < hit.first || hit.last < other.last);

/** Quoted, asked, or left to a doctor; `ignore your doctor` leaves nothing to one. */
export const spokenOf = (document, hit) =>
  quoted(document, hit) || isAsked(document, hit.first) ||
  (!inSentence(document, "directive.defiant", hit.first) && beside(document, "directive.doctor", hit));

/** Hits that are not denied, quoted, or in a sentence that holds a phrase of the exceptions outside them. */
export const inEarnest = (document, group, exceptions = [], deny = 5) =>
  hits(document, group).filter((hit) =>
    !exceptions.some((exception) => beside(document, exception, hit)) &&
    !negated(document, hit, deny) && !quoted(document, hit));
