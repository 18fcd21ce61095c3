// Numbers said in words, and streets: ranges of words, as [first, last] pairs.
import { isUnknown, sentenceOf } from "./context.js";

const NAMES = "zero one two three four five six seven eight nine".split(" ");
const VALUES = new Map(NAMES.map((name, value) => [name, String(value)]));
for (const name of ["oh", "o", "nought"]) VALUES.set(name, "0");
"null eins zwei drei vier funf sechs sieben acht neun".split(" ").forEach((name, value) => VALUES.set(name, String(value)));
for (const [name, value] of [["zwo", "2"], ["fuenf", "5"], ["ein", "1"]]) VALUES.set(name, value);
const TIMES = new Map([["double", 2], ["triple", 3], ["doppel", 2]]);
const ALWAYS = new Set("street road avenue lane crescent boulevard gatan vagen strasse blvd rd ave".split(" "));

/** `oh seven seven double zero …`: a run of number words of 7 to 15 digits. */
export function spokenPhones({ words, pack }) {
  const found = [];
  for (let place = 0; place < words.length;) {
    const { end, digits, spoken } = run(words, place, pack);
    const enough = spoken >= 3 ? 7 : 9;
    const isNumber = spoken && digits.length >= enough && digits.length <= 15;
    if (isNumber && !isCounting(digits)) found.push([place, end]);
    place = Math.max(end, place + 1);
  }
  return found;
}

/** End of the run of digit words from a place, its digits, and how many were words. */
function run(words, place, { whole, expressions }) {
  let [digits, spoken, times] = ["", 0, 1];
  for (; place < words.length; place++) {
    const word = words[place];
    if (TIMES.has(word)) {
      times = TIMES.get(word);
      continue;
    }
    if (word === "hundred" && digits) {
      digits += "00";
      continue;
    }
    if (whole("detect.mixed").test(word)) {
      digits += word.match(expressions["detect.part"]).map((part) => VALUES.get(part) ?? part).join("");
      [times, spoken] = [1, spoken + 2];
      continue;
    }
    const isFigure = /^[0-9]{1,6}$/.test(word);
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

/** House number and street in either order. */
export function streets(document) {
  const { words, pack: { whole } } = document;
  const is = (name, i) => i < words.length && whole(`detect.${name}`).test(words[i]);
  const found = [];
  words.forEach((_, i) => {
    const isEnd = is("street_end", i) && is("house", i + 1);
    const end = isEnd ? i + 2 : is("house", i) || isTold(document, i) ? streetEnd(document, i) : null;
    if (end) found.push([i, end]);
  });
  return found;
}

/** `number twelve`, `at twenty three`: a house number in words. */
const isTold = ({ words, pack }, i) =>
  i > 0 && pack.lists.number_word.has(words[i]) && ["number", "no", "at"].includes(words[i - 1]);

/** End of `12 Elm Street` that begins with a house number, or null. */
function streetEnd(document, house) {
  const { words, clauses, pack } = document;
  const { street, not_address: never } = pack.lists;
  const [, end] = sentenceOf(document, house);
  for (let i = house + 1; i < Math.min(end, house + 5); i++) {
    const word = words[i];
    if (i > house + 1 && street.has(word)) {
      const isLast = i + 1 === end || clauses[i + 1] !== clauses[i];
      if (ALWAYS.has(word) || isLast || isUnknown(document, i - 1)) return i + 1;
      continue;
    }
    if (never.has(word) || pack.common.has(word) || isDigit(word, pack)) return null;
  }
  return null;
}

const isDigit = (word, { digits }) => /^\p{Nd}/u.test(word) || digits.has([...word][0]);
