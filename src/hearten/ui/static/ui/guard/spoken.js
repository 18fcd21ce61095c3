// Numbers said in words, and streets: ranges of words, as [first, last] pairs.
import { sentenceOf, spanOf } from "./context.js";

const NAMES = "zero one two three four five six seven eight nine".split(" ");
const VALUES = new Map(NAMES.map((name, value) => [name, String(value)]));
for (const name of ["oh", "o", "nought"]) VALUES.set(name, "0");
const TIMES = new Map([["double", 2], ["triple", 3]]);
const ALWAYS = new Set("street road avenue lane crescent boulevard gatan vagen strasse blvd rd ave".split(" "));

/** `oh seven seven double zero …`: a run of number words of 7 to 15 digits. */
export function spokenPhones({ words }) {
  const found = [];
  for (let place = 0; place < words.length;) {
    const { end, digits, spoken } = run(words, place);
    if (spoken >= 3 && digits.length >= 7 && digits.length <= 15 && !isCounting(digits)) found.push([place, end]);
    place = Math.max(end, place + 1);
  }
  return found;
}

/** End of the run of digit words from a place, its digits, and how many were words. */
function run(words, place) {
  let [digits, spoken, times] = ["", 0, 1];
  for (; place < words.length; place++) {
    const word = words[place];
    if (TIMES.has(word)) {
      times = TIMES.get(word);
      continue;
    }
    const isFigure = /^[0-9]{1,4}$/.test(word);
    if (!VALUES.has(word) && !isFigure) break;
    digits += (VALUES.get(word) ?? word).repeat(times);
    spoken += isFigure ? 0 : 1;
    times = 1;
  }
  return { end: place, digits, spoken };
}

/** 1 2 3 4 … or 5 4 3 2 …, as in breathing exercises. */
function isCounting(digits) {
  const steps = [...digits].slice(1).map((digit, i) => digit - digits[i]);
  return steps.filter((step) => Math.abs(step) === 1).length >= 0.7 * steps.length;
}

/** House number and street in either order, and British postcodes. */
export function streets(document) {
  const { words, pack: { whole } } = document;
  const is = (name, i) => i < words.length && whole(`detect.${name}`).test(words[i]);
  const found = [];
  words.forEach((word, i) => {
    if (is("street_end", i) && is("house", i + 1)) found.push([i, i + 2]);
    else if (is("house", i)) {
      const end = streetEnd(document, i);
      if (end) found.push([i, end]);
      else if (is("postcode", i) && is("inward", i + 1)) found.push([i, i + 2]);
    } else if (is("postcode", i) && is("inward", i + 1)) found.push([i, i + 2]);
  });
  return found;
}

/** End of `12 Elm Street` that begins with a house number, or null. */
function streetEnd(document, house) {
  const { words, pack } = document;
  const { street, not_address: never } = pack.lists;
  const [, end] = sentenceOf(document, house);
  for (let i = house + 1; i < Math.min(end, house + 5); i++) {
    const word = words[i];
    if (i > house + 1 && street.has(word)) {
      if (ALWAYS.has(word) || i + 1 === end || isCapital(document, i)) return i + 1;
      continue;
    }
    if (never.has(word) || pack.common.has(word) || isDigit(word, pack)) return null;
  }
  return null;
}

const isDigit = (word, { digits }) => /^\p{Nd}/u.test(word) || digits.has([...word][0]);

/** Is the first letter that the author wrote a capital? */
export function isCapital(document, word) {
  return /^\p{Uppercase}$/u.test(document.original[spanOf(document, word, word + 1)[0]]);
}

