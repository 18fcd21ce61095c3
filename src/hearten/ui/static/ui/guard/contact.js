// Contact details, names and dates of birth beside their usual words, and asking for contact elsewhere.
import { around, hits, inSentence, near, sentenceOf, spanOf, wordFrom } from "./context.js";
import { accounts, emails, letteredPhones, phones, posts, records } from "./detect.js";
import { draft } from "./finding.js";
import { inEarnest } from "./meant.js";
import { spokenPhones, streets } from "./spoken.js";
import { ofThird } from "./whereabouts.js";
import { isAlpha } from "./words.js";

const BY_SHAPE = [
  ["email", emails], ["phone", phones], ["record", records], ["handle", accounts], ["address", posts],
  ["phone", letteredPhones],
];
const TITLES = new Set("dr prof professor doctor".split(" "));

export function contact(document) {
  return [...details(document), ...moving(document), ...names(document), ...birthdates(document)];
}

/** E-mail, phone, address, handle and personal number. */
function details(document) {
  const found = [];
  for (const mapped of [document.folded, document.plain]) {
    const text = mapped.text.replaceAll("\n", " ");
    for (const [kind, detect] of BY_SHAPE) {
      for (const span of detect(detect === phones ? mapped.text : text, document.pack)) found.push([kind, mapped.span(...span)]);
    }
  }
  for (const span of spokenPhones(document)) found.push(["phone", spanOf(document, ...span)]);
  for (const span of streets(document)) found.push(["address", spanOf(document, ...span)]);
  for (const hit of hits(document, "contact.handle")) {
    const end = Math.min(sentenceOf(document, hit.first)[1], hit.last + 1);
    let word = hit.first;
    while (word < end && !isMasked(document, word)) word += 1;
    if (word === end) found.push(["handle", spanOf(document, hit.first, end)]);
  }
  return found.flatMap(([kind, span]) => [
    ...draft(document, `contact.${kind}`, span, { confidence: 0.95 }),
    ...(ofThird(document, wordFrom(document, span[0])) ? draft(document, "contact.third", span, { confidence: 0.9 }) : []),
  ]);
}

/** Does a mask such as `[account name]` stand there already? */
const isMasked = (document, word) => document.original[spanOf(document, word, word + 1)[0] - 1] === "[";

/** Asking for contact elsewhere. */
function moving(document) {
  return inEarnest(document, "contact.move", ["contact.move_told"], 4)
    .filter((hit) => !inSentence(document, "contact.helpline", hit.first))
    .flatMap((hit) => draft(document, "contact.move", hit));
}

/** A known given name followed by a word that is no ordinary one, beside `my name is`, `my boss` and the like. */
function names(document) {
  const { words, sentences, pack: { lists, vocabulary, common } } = document;
  const found = [];
  for (let i = 0; i + 1 < words.length; i++) {
    if (!lists.given_names.has(words[i]) || TITLES.has(words[i - 1]) || sentences[i] !== sentences[i + 1]) continue;
    const after = words[i + 1];
    const known = vocabulary.has(after) || vocabulary.has(after.replace(/s$/, "")) || common.has(after);
    if (!known && isAlpha(after) && [...after].length > 2 && near(document, "contact.introduced", i, 5)) {
      found.push(...draft(document, "contact.name", { first: i, last: i + 2 }));
    }
  }
  return found;
}

/** `born on 3 March 1987`, `dob 03/04/87`; a month or a year alone is no date of birth. */
function birthdates(document) {
  return hits(document, "confidentiality.born").flatMap((hit) => {
    const range = dateAfter(document, hit.last);
    return range ? draft(document, "contact.birthdate", { first: range[0], last: range[1] }) : [];
  });
}

/** A day, month and year within eight words, or a date in figures. */
function dateAfter(document, start) {
  const { words, pack: { lists: { month: months }, whole } } = document;
  if (start >= words.length) return null;
  const last = Math.min(around(document, start)[1], start + 8);
  const found = [];
  const seen = { day: false, month: false, year: false };
  for (let i = start; i < last; i++) {
    const word = words[i];
    if (/^\d{1,4}[./:]\d{1,2}[./:]\d{2,4}$/.test(word)) return [i, i + 1];
    seen.month ||= months.has(word);
    seen.year ||= /^(?:19|20)\d\d$/.test(word);
    seen.day ||= /^\d{1,2}$/.test(word);
    if (months.has(word) || whole("identity.birth").test(word)) found.push(i);
  }
  return seen.day && seen.month && seen.year ? [found[0], found.at(-1) + 1] : null;
}
