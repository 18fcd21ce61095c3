// Where a member, or somebody they speak of, works, learns or can be found.
import { hits, holds, isProper, isUnknown, near, sentenceOf } from "./context.js";
import { draft } from "./finding.js";
import { negated } from "./meant.js";
import { isAlpha } from "./words.js";

const REACH = 7;
const PREFIXES = new Set(["upper", "lower", "little", "great", "nether", "new", "old", "saint", "long", "high"]);
const STANDS = new Set(["in", "on", "at", "near", "by"]);
const CALLED = new Set(["called", "named"]);
const INSIDE = new Set(["in", "with", "started"]);
const BESIDE = new Set(["we", "our", "us", "kids", "bullies", "were"]);
const STUDY = new Set("study studies research researchers report press professor scientists team experts".split(" "));

export function whereabouts(document) {
  return found(document).flatMap(([rule, [first, last]]) => [
    ...draft(document, rule, { first, last }),
    ...(ofThird(document, first) ? draft(document, "contact.third", { first, last }) : []),
  ]);
}

/** `his number is …`, `my sister works at …`: the words before speak of somebody else. */
export const ofThird = (document, word) => near(document, "contact.of_third", word - 4, 4);

function found(document) {
  const { school_word: schools, work_word: works, brand, spot_word: spots, big_place: big } = document.pack.lists;
  const after = (group, kinds, isBare) =>
    hits(document, `contact.${group}`).map((hit) => named(document, hit, kinds, isBare(document.words[hit.last - 1])))
      .filter(Boolean);
  const small = (span) => !holds(document.words.slice(...span), big);
  const told = (rule, spans) => spans.map((span) => [rule, span]);
  return [
    ...told("contact.workplace", after("employed", union(works, brand, schools), (last) => !INSIDE.has(last))),
    ...told("contact.school", after("schooled", schools, () => false)),
    ...told("contact.school", schoolsIn(document)),
    ...told("contact.place", hits(document, "contact.whereabouts").map((hit) => spotted(document, hit, spots)).filter(Boolean)),
    ...told("contact.place", after("lives_in", spots, () => true).filter(small)),
  ];
}

/** What stands after the whole phrase, or already after its first word. */
const spotted = (document, hit, spots) =>
  named(document, hit, spots, CALLED.has(document.words[hit.last - 1]))
  ?? named(document, { ...hit, last: hit.first + 1 }, spots, false);

const union = (...sets) => new Set(sets.flatMap((set) => [...set]));

/** `our school, Priory Park Secondary`: a name with capitals before a word for a school, beside a person. */
function schoolsIn(document) {
  const { words, pack: { lists } } = document;
  const people = union(lists.first_person, lists.near_persons, BESIDE);
  return words.flatMap((word, i) => {
    if (!i || !lists.school_word.has(word) || !isProper(document, i) || !isProper(document, i - 1)) return [];
    const [first, last] = sentenceOf(document, i);
    const span = i > first ? aroundKind(document, i, first, last) : null;
    const isStudied = i + 1 < last && STUDY.has(words[i + 1]);
    return span && holds(words.slice(Math.max(first, i - 12), i), people) && !isStudied ? [span] : [];
  });
}

/** A name after the phrase: `St Anne's Primary`, `University of Leeds`, or if `isBare` any proper name. */
function named(document, hit, kinds, isBare) {
  if (negated(document, hit, 2)) return null;
  const { words, pack: { lists: { brand, generic_name: generic } } } = document;
  const end = Math.min(hit.last + REACH, sentenceOf(document, hit.first)[1]);
  for (let i = hit.last; i < end; i++) {
    if (!kinds.has(words[i])) continue;
    if (brand.has(words[i])) return [i, i + 1];
    const span = aroundKind(document, i, hit.last, end);
    if (span) return span;
  }
  if (!isBare || hit.last >= end) return null;
  const start = hit.last + (words[hit.last] === "the" ? 1 : 0);
  const name = start + (start < end && PREFIXES.has(words[start]) ? 1 : 0);
  const isName = name < end && isProper(document, name) && !generic.has(words[name]);
  return isName ? [start, run(document, name, end)] : null;
}

/** The words that name a school, shop or street: before it, or after `of`. */
function aroundKind(document, kind, low, end) {
  const { words, pack: { lists: { generic_name: generic, big_place: big } } } = document;
  let first = kind;
  while (first > low && !generic.has(words[first - 1]) && isNameLike(document, first - 1)) first -= 1;
  const link = kind + 2 < end ? words[kind + 1] : "";
  const name = words[kind + 2];
  if (link === "of" && isNameLike(document, kind + 2)) return [first, run(document, kind + 2, end)];
  if (first < kind) return [first, run(document, kind, end)];
  const isNamed = STANDS.has(link) && isProper(document, kind + 2) && !generic.has(name) && !big.has(name);
  return isNamed ? [kind, run(document, kind + 2, end)] : null;
}

/** The end of a run of proper names. */
function run(document, start, end) {
  const { words, pack: { lists: { generic_name: generic } } } = document;
  let last = start + 1;
  while (last < end && isProper(document, last) && !generic.has(words[last])) last += 1;
  return last;
}

/** Written with a capital, or a word that no list knows. */
const isNameLike = (document, word) =>
  isAlpha(document.words[word]) && (isProper(document, word) || isUnknown(document, word));
