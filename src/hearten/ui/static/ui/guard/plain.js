// Take markup and links out, then put disguised words back together. Only words of the vocabulary are rebuilt.
import { back, forth } from "./mapped.js";
import { LEET, isAlpha, isFigure, joinLetters, joinSpaced, repaired } from "./words.js";

const INLINE = new Set("a abbr b big code del em font i ins mark q s small span strong sub sup u".split(" "));
const NUMBERING = new Set("on 0n aged 4g3d age 4g3 number numb3r under und3r over 0v3r".split(" "));
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;
const NOT_COUNTED = new Set("s is as us his was has its this does yes always".split(" "));
const MEASURES = ["mg", "ml", "pm", "am", "kg"];
const split = (text) => text.split(SPACES).filter(Boolean);

export function plain(folded, pack) {
  const { expressions: say, vocabulary } = pack;
  let mapped = folded;
  if (mapped.text.includes("<")) {
    mapped = mapped.edit(say["normalise.tag"], (tag) => (INLINE.has(tag[1]) ? "" : " \n\n "));
  }
  mapped = mapped.edit(say["normalise.link"], () => " %url ");
  mapped = gapsClosed(unmarked(mapped, say), pack);
  const words = [...mapped.text.matchAll(say["normalise.word"])].map(([word]) => word);
  const found = words.filter((word) => isLeet(word, pack));
  const leet = found.length > 0;
  const digits = found.some((word) => /\d/.test(word));
  mapped = mapped.edit(say["normalise.word"], (match) => rebuilt(match, pack, leet, digits));
  return mapped.edit(say["normalise.broken"], ([word]) => mended(word, vocabulary));
}

/** Take out pairs of Markdown emphasis, also inside a word. */
function unmarked(mapped, say) {
  const marks = new Set();
  for (const match of mapped.text.matchAll(say["normalise.emphasis"])) {
    marks.add(match.index).add(match.index + match[0].length - match[1].length);
  }
  return marks.size ? mapped.edit(say["normalise.mark"], (match) => (marks.has(match.index) ? "" : null)) : mapped;
}

/** Join letters set apart; when the words in between are set further apart, digits as well. */
function gapsClosed(mapped, pack) {
  const say = pack.expressions;
  const runs = [...mapped.text.matchAll(say["normalise.spaced"])].map(([run]) => run);
  if (runs.some((run) => isAlpha(run[0]))) {
    const wide = runs.length > 1 && mapped.text.includes("   ");
    mapped = mapped.edit(say["normalise.spaced"], ([run]) => joinSpaced(run, pack, wide));
  }
  for (const name of ["normalise.far_apart", "normalise.dotted"]) {
    mapped = mapped.edit(say[name], ([run]) => joinLetters(run, pack));
  }
  return mapped.edit(say["normalise.gaps"], ([gap]) => (gap.length > 1 ? " " : ""));
}

function isLeet(word, pack) {
  return !isAlpha(word) && !isFigure(word) && pack.vocabulary.has(repaired(word, pack));
}

function rebuilt(match, pack, leet, digits) {
  const word = match[0];
  if (digits && (word === "4" || word === "1" || (isFigure(word) && word.length >= 2 && word.length <= 6))) {
    const reading = [...word].map((char) => (LEET[char] ?? char)[0]).join("");
    return pack.vocabulary.has(reading) && !counts(match, pack) ? reading : null;
  }
  return repaired(word, pack, leet);
}

/** Is a bare figure followed by what it counts (`4 tablets`, `1 May`)? */
function counts(match, pack) {
  const { input: text, index } = match;
  const end = index + match[0].length;
  const before = split(text.slice(back(text, index, 9), index));
  const following = split(text.slice(end, forth(text, end, 16)));
  if (before.length && NUMBERING.has(before.at(-1)) && match[0].length > 1) return true;
  const word = (following[0] ?? "").replace(/^[.,!?]+|[.,!?]+$/g, "");
  if (!word) return match[0].length === 1 || (before.length > 0 && ["is", "15", "1s"].includes(before.at(-1)));
  const known = repaired(word, pack, true) || word;
  const isPlural = known.endsWith("s") && !NOT_COUNTED.has(known);
  return isPlural || pack.lists.month.has(known) || MEASURES.includes(known);
}

function mended(word, vocabulary) {
  const parts = word.split(/[.\-_·]/);
  const joined = parts.join("");
  return vocabulary.has(joined) && !parts.every((part) => vocabulary.has(part)) ? joined : null;
}
