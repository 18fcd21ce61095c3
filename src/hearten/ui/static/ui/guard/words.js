// The known word behind a stretched, censored or leetspeak one, and letters that were set apart.
import { shapeOf } from "./pack.js";

export const LEET = {
  0: "o", 1: "il", 3: "e", 4: "a", 5: "s", 7: "t", 8: "b", 9: "g", "@": "a", $: "s", "!": "il", "|": "il", "+": "t",
};
const LONGEST = 16;
const MOST_READINGS = 64;
const UNKNOWN = 3;
export const isAlpha = (word) => /^\p{L}+$/u.test(word);
export const isFigure = (word) => /^\d+$/.test(word);

/** The known word, or null; `loose` decodes unknown ones too. */
export function repaired(word, pack, loose = false) {
  if (isFigure(word) || word.length > LONGEST * 4) return null;
  if (isAlpha(word)) return pack.vocabulary.has(word) ? null : unstretched(word, pack);
  const letters = word.replaceAll("'", "");
  if (isAlpha(letters) || (pack.whole("normalise.unit").test(letters) && !loose)) return null;
  return word.includes("*") ? uncensored(word, pack) : decoded(word, letters, pack, loose);
}

function decoded(word, letters, pack, loose) {
  const choices = [...letters].slice(0, LONGEST).map((char) => LEET[char] ?? char);
  for (const candidate of readings(choices)) {
    const known = pack.vocabulary.has(candidate) ? candidate : unstretched(candidate, pack);
    if (known) return known;
  }
  const guess = choices.map((choice) => [...choice][0]).join("");
  const decodes = loose && !pack.whole("normalise.unit").test(letters) && isAlpha(guess) && /\p{L}/u.test(word);
  return decodes ? guess : null;
}

/** The first readings of a word whose letters each have one or two; the last letter changes first. */
function readings(choices) {
  let found = [""];
  for (const choice of choices.toReversed()) {
    const longer = [];
    for (const char of choice) for (const rest of found) longer.push(char + rest);
    found = longer.slice(0, MOST_READINGS);
  }
  return found;
}

function unstretched(word, pack) {
  const triple = pack.expressions["normalise.triple"];
  if (word.search(triple) < 0) return null;
  for (const keep of ["$1$1", "$1"]) {
    const candidate = word.replace(triple, keep);
    if (pack.vocabulary.has(candidate)) return candidate;
  }
  return null;
}

/** `s**cide` is the only known word of that shape; with two readings it stays as it is. */
function uncensored(word, pack) {
  if (word.length > LONGEST || word.split("*").length - 1 > word.length / 2) return null;
  const fits = (known) => [...word].every((seen, i) => seen === "*" || seen === known[i]);
  const found = (pack.shapes.get(shapeOf(word)) ?? []).filter(fits);
  return found.length === 1 ? found[0] : null;
}

/** `k i l l` as one word, `k i l l m e` as the fewest known words; numbers only if all is spaced. */
export function joinSpaced(run, pack, wide) {
  const joined = run.replaceAll(" ", "");
  if (!isAlpha(joined)) return wide || joined.includes("@") ? joined : repaired(joined, pack);
  if (wide || pack.vocabulary.has(joined)) return joined.length > 1 ? joined : null;
  return joined.length > 2 ? segmented(joined, pack) : null;
}

/** `k.i.l.l` as one word. */
export function joinLetters(run, pack) {
  const letters = run.replace(pack.expressions["normalise.not_letters"], "");
  if (isFigure(letters) || letters.length < 3) return pack.vocabulary.has(letters) ? letters : null;
  return repaired(letters, pack) || (isAlpha(letters) ? letters : null);
}

/** Split a run of letters into known words and as few unknown letters as can be. */
function segmented(letters, pack) {
  const costs = [0];
  const from = [0];
  for (let end = 1; end <= letters.length; end++) {
    costs[end] = costs[end - 1] + UNKNOWN;
    from[end] = end - 1;
    for (let start = Math.max(0, end - LONGEST); start < end; start++) {
      const word = letters.slice(start, end);
      const counts = pack.vocabulary.has(word) && (word.length > 1 || "ia".includes(word));
      if (!counts || costs[start] >= costs[end]) continue;
      costs[end] = costs[start] + 1;
      from[end] = start;
    }
  }
  const parts = [];
  for (let end = letters.length; end; end = from[end]) parts.unshift(letters.slice(from[end], end));
  if (parts.every((part) => part.length === 1)) return null;
  return parts.join(" ").replace(pack.expressions["normalise.stray"], "");
}
